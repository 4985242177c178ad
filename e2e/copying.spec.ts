import type { Page } from 'playwright';
import { launchPlain } from '../tools/launch.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { onePair } from './pictures.ts';
import type { Site } from './site.ts';

/* What a person copies from a page is what it would be without us. */

/** Somebody who takes what is pasted, as it comes. */
const TAKER = `<textarea id="taker"></textarea><script>
  addEventListener('paste', (event) => {
    window.taken = event.clipboardData.getData('text/html');
  });
</script>`;

async function pageOn(page: Page, site: Site, src: string): Promise<void> {
  await page.goto(
    site.page(
      pageOf(
        `<div id="text" style="font: 16px serif"><h2>Title</h2><p style="color: green">Some <b>words</b> and <a href="/a">a link</a></p><ul><li>one</li></ul><img id="plain" src="${src}"></div>${TAKER}`,
      ),
    ),
  );
}

const select = (page: Page) =>
  page.evaluate(() => {
    const text = document.getElementById('text') as HTMLElement;
    getSelection()?.selectAllChildren(text);
  });

async function copied(page: Page): Promise<string> {
  await select(page);
  await page.keyboard.press('Control+C');
  await page.focus('#taker');
  await page.keyboard.press('Control+V');
  return page.evaluate('window.taken');
}

test('nothing of ours is in what is copied, and everything of the page', async ({ page, site }) => {
  const { usual } = await onePair();
  const src = site.picture(usual.bytes);
  await pageOn(page, site, src);
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
  const ours = await copied(page);
  const plain = await launchPlain();
  try {
    const bare = await plain.context.newPage();
    await pageOn(bare, site, src);
    // The node in a cleared image has it closed, which no parser minds.
    expect(ours.replaceAll(/\ufeff?<\/img>/g, '')).toBe(await copied(bare));
  } finally {
    await plain.close();
  }
  expect(ours).toContain('<h2');
  // What says so while it is copied is gone.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.getAttributeNames()))
    .toEqual(['lang']);
});

test('a page that says it is copied shows no more for it', async ({ page, site }) => {
  const { usual, pattern } = await onePair();
  const url = `data:image/jpeg;base64,${pattern.bytes.toString('base64')}`;
  await page.goto(
    site.page(
      pageOf(
        `<div id="bad" style="width: 320px; height: 320px; background: url(${url})"></div><img id="plain" src="${site.picture(usual.bytes)}">`,
      ),
    ),
  );
  await page.evaluate(() => {
    document.documentElement.setAttribute('data-figleaf-css-copying', '');
  });
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
  await expectLooks(page, { bad: pattern }, { bad: 'other' });
  expect(await page.evaluate(() => document.documentElement.getAttributeNames())).toEqual(['lang']);
});
