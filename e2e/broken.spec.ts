import type { Page } from 'playwright';
import { expect, pageOf, test } from './harness.ts';
import { onePair } from './pictures.ts';
import { paintTrace, seenOf } from './trace.ts';

/* What the browser draws in the place of a picture that is broken, and what takes its name. */

/** Of the browser's own icon beside an alt text, which no script reaches; null while there is none. */
async function visibilityOfIcon(page: Page): Promise<string | null> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { nodes } = await session.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
    const icon = nodes.find(({ attributes }) => attributes?.includes('alttext-image'));
    if (!icon) return null;
    const { nodeId } = icon;
    const { computedStyle } = await session.send('CSS.getComputedStyleForNode', { nodeId });
    return computedStyle.find(({ name }) => name === 'visibility')?.value ?? null;
  } finally {
    await session.detach();
  }
}

test('a broken picture has the browser’s icon beside its alt text', async ({
  figleaf: _,
  page,
  site,
}) => {
  const none = site.url('/none.jpg');
  await page.goto(site.page(pageOf(`<img src="${none}" alt="a boat" width="120" height="60">`)));
  await expect.poll(() => visibilityOfIcon(page)).toBe('visible');
});

test('what a page gives the name of that icon is covered as all else is', async ({
  figleaf,
  page,
  site,
}) => {
  const { pattern, usual } = await onePair();
  const [bad, chosen, later, plain] = [pattern, pattern, pattern, usual].map(({ bytes }) =>
    site.url(site.picture(bytes)),
  ) as [string, string, string, string];
  const icon = (source: string) =>
    `<img id="alttext-image" ${source} style="visibility: visible !important" width="320" height="320">`;
  const trace = await paintTrace(figleaf.browser);
  await page.goto(
    site.page(
      pageOf(
        `${icon(`src="${bad}"`)}${icon(`src="${plain}"`)}${icon('class="later"')}<picture><source srcset="${chosen}">${icon('')}</picture>`,
      ),
    ),
  );
  await page.evaluate((src) => {
    const img = document.querySelector('.later') as HTMLImageElement;
    img.src = src;
    return img.decode();
  }, later);
  await expect
    .poll(() =>
      page
        .locator('img')
        .evaluateAll((all) =>
          all.map(
            (img) => (img as HTMLImageElement).dataset.figleaf ?? getComputedStyle(img).visibility,
          ),
        ),
    )
    .toEqual(['solid-grey', 'visible', 'solid-grey', 'solid-grey']);
  // What is visible by now is painted in the next frame.
  await page.screenshot();
  const painted = await trace.stop();
  expect(seenOf(painted, [bad, chosen, later])).toEqual([]);
  expect(seenOf(painted, [plain])).toEqual([plain]);
});
