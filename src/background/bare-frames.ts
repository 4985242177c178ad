import browser, { type Runtime } from 'webextension-polyfill';
import { coverThere } from './cover.chrome.ts';
import { runOurScripts } from './ours.ts';

/**
 * Brings our sheets and scripts into those frames of a tab in which the browser has put none: documents that
 * stand there until the one that was asked for comes (src/content/surfaces/bare-frames.ts).
 * @returns the ids of all frames in which our scripts are now
 */
export async function enterBareFrames({ tab }: Runtime.MessageSender): Promise<number[]> {
  if (tab?.id === undefined) return [];
  const tabId = tab.id;
  const found = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: isHere,
    injectImmediately: true,
  });
  const frameIds = found.flatMap(({ frameId, result }) => (result === false ? [frameId] : []));
  if (frameIds.length > 0) {
    const target = { tabId, frameIds };
    // The sheets first: what our script does not hold is held by them.
    await coverThere(target);
    await runOurScripts(target, { injectImmediately: true });
  }
  return found.flatMap(({ frameId, result }) => (result === undefined ? [] : [frameId]));
}

/** Runs there, in the extension's world (src/content/retire.ts). */
function isHere(): boolean {
  const world = globalThis as unknown as Record<symbol, { document?: Document } | undefined>;
  return world[Symbol.for('figleaf')]?.document === document;
}
