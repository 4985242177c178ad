import browser, { type Runtime } from 'webextension-polyfill';

/**
 * Brings our sheets and scripts into those frames of a tab in which the browser has put none: documents that
 * stand there until the one that was asked for comes (src/content/surfaces/bare-frames.ts).
 */
export async function enterBareFrames({ tab }: Runtime.MessageSender): Promise<void> {
  if (tab?.id === undefined) return;
  const tabId = tab.id;
  const found = await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: isHere,
    injectImmediately: true,
  });
  const frameIds = found.flatMap(({ frameId, result }) => (result === false ? [frameId] : []));
  if (frameIds.length === 0) return;
  const target = { tabId, frameIds };
  // The sheets first: what our script does not hold is held by them.
  await browser.scripting.insertCSS({
    target,
    files: ['content/cover.user.css'],
    origin: 'USER',
  });
  await browser.scripting.insertCSS({ target, files: ['content/cover.css'], origin: 'AUTHOR' });
  const files = (name: string) => ({ target, files: [name], injectImmediately: true });
  await browser.scripting.executeScript(files('content/content.js'));
  await browser.scripting.executeScript({ ...files('content/page-world.js'), world: 'MAIN' });
}

/** Runs there, in the extension's world (src/content/retire.ts). */
function isHere(): boolean {
  const world = globalThis as unknown as Record<symbol, { document?: Document } | undefined>;
  return world[Symbol.for('figleaf')]?.document === document;
}
