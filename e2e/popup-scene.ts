import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expectLooks, type Figleaf, pageOf } from './harness.ts';
import { onePair } from './pictures.ts';
import type { Site } from './site.ts';

export const HOST = 'pictures.test';
/** An ordinary picture, shown, and one that is covered. */
export async function openPair(page: Page, site: Site) {
  const { usual, pattern } = await onePair();
  const urls = [usual, pattern].map(({ bytes }) => site.url(site.picture(bytes)));
  const body = `<img id="plain" src="${urls[0]}"><img id="bad" src="${urls[1]}">`;
  await page.goto(site.page(pageOf(body), HOST));
  const shots = { plain: usual, bad: pattern };
  const see = (plain: 'shown' | 'masked', bad: 'shown' | 'masked') =>
    expectLooks(page, shots, { plain, bad });
  await see('shown', 'masked');
  return { see };
}

/** Opens or closes a part of the popup. */
export const fold = async (popup: Page, name: string): Promise<void> => {
  await popup.getByText(name, { exact: true }).click();
};

/** What the toolbar button shows of a page's tab. */
export const badgeOf = async (figleaf: Figleaf, page: Page) => {
  const tabId = await figleaf.tabIdOf(page);
  return figleaf.ui.evaluate(
    async (id) => ({
      text: await chrome.action.getBadgeText({ tabId: id }),
      title: await chrome.action.getTitle({ tabId: id }),
    }),
    tabId,
  );
};

/** Screenshots of a state in both schemes, where FIGLEAF_SHOTS names a folder to put them. */
export async function shoot(popup: Page, name: string): Promise<void> {
  const folder = process.env.FIGLEAF_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const before = popup.viewportSize();
  await popup.setViewportSize({ width: 320, height: 600 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme });
    await popup.screenshot({
      path: path.join(folder, `popup-${name}-${colorScheme}.png`),
      fullPage: true,
    });
  }
  if (before) await popup.setViewportSize(before);
}
