import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf } from './harness.ts';
import { labelsOf, pressLabel } from './labels.ts';
import { explicitShots, type Shot } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * A page that wants a covered picture revealed has the person press our label without meaning to.
 * Every press in these tests is a real one, as the mouse or the keyboard makes it. In each the press
 * is refused, which the label says, so that it was heard; and when the trick is over, one reveals.
 */

const STYLE = `<style>html, body { height: 100% }
img { position: absolute; left: 0; top: 0 }
#play { position: absolute; left: 600px; top: 400px; width: 200px; height: 60px }</style>`;

export interface Scene {
  shots: { bad: Shot };
  /** Whether the picture can be seen, with or without a label on it. */
  isSeen(): Promise<boolean>;
}

/** A covered picture in the corner, and a button of the page's own for the person to aim at. */
export async function openScene(page: Page, site: Site): Promise<Scene> {
  const [bad] = await explicitShots(1);
  if (!bad) throw new Error('no picture');
  const src = site.url(site.picture(bad.bytes));
  const body = `<img id="bad" src="${src}"><button id="play">Play</button>`;
  await page.goto(site.page(pageOf(body, STYLE)));
  const shots = { bad };
  await expectLooks(page, shots, { bad: 'masked' });
  const isSeen = async () => ['shown', 'revealed'].includes((await looks(page, shots)).bad ?? '');
  return { shots, isSeen };
}

export const textOf = async (page: Page): Promise<string> => (await labelsOf(page))[0]?.text ?? '';

const SAYS = { again: /Press again/, elsewhere: /Right-click to show/ } as const;

export async function refused(page: Page, ...how: (keyof typeof SAYS)[]): Promise<void> {
  const says = new RegExp(how.map((each) => SAYS[each].source).join('|'));
  await expect.poll(() => textOf(page)).toMatch(says);
}

/** With the page's trick undone, a person reveals the picture. */
export async function expectStillWorks(page: Page, { isSeen }: Scene): Promise<void> {
  expect(await isSeen()).toBe(false);
  await page.evaluate(() => {
    (globalThis as unknown as { undo?(): void }).undo?.();
    // The picture may lie beneath it by now.
    document.getElementById('play')?.remove();
  });
  await page.mouse.move(900, 700);
  await pressLabel(page);
  await expect.poll(() => textOf(page)).toMatch(/Cover again/);
  await expect.poll(isSeen).toBe(true);
}

/** A screenshot of the picture's place, where FIGLEAF_SHOTS names a folder to put it. */
export async function shootLabel(page: Page, name: string): Promise<void> {
  const folder = process.env.FIGLEAF_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const clip = { x: 0, y: 0, width: 320, height: 320 };
  await page.screenshot({ path: path.join(folder, `label-${name}.png`), clip });
}
