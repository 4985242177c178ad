import browser, { type Runtime } from 'webextension-polyfill';
import type { LabelAsked } from '../shared/messages.ts';
import { isInSight, type LabelLook } from './label-look.ts';

/** No label is larger, in CSS pixels: what is no label is not looked at. */
const MOST = { width: 1000, height: 100 };
/** Labels whose latest look is kept: one for each tab, and a person aims at one at a time. */
const MOST_KEPT = 8;

interface Kept extends LabelLook {
  readonly key: string;
}
const kept = new Map<number, Kept>();

/**
 * Looks at a label on the screen, as the person sees it.
 * @returns whether it was in full sight now and when it was last looked at; null where it was not
 *   looked at before, or looked otherwise then
 */
export async function seesLabel(
  { key, place, colours }: LabelAsked,
  { tab, frameId }: Runtime.MessageSender,
): Promise<boolean | null> {
  const [width, height] = [Math.floor(place.width), Math.floor(place.height)];
  const tabId = tab?.id;
  if (tabId === undefined || !(width <= MOST.width && height <= MOST.height)) return false;
  const rect = { x: Math.round(place.x), y: Math.round(place.y), width, height };
  const shot = await browser.tabs.captureTab(tabId, { format: 'png', rect, scale: 1 });
  const now = { ...(await pixelsOf(shot)), colours, key: `${frameId} ${key}` };
  const before = kept.get(tabId);
  kept.delete(tabId);
  kept.set(tabId, now);
  for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return before?.key === now.key ? isInSight(before, now) : null;
}

async function pixelsOf(shot: string): Promise<Omit<LabelLook, 'colours'>> {
  const binary = atob(shot.slice(shot.indexOf(',') + 1));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
