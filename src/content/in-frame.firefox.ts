/** Of windows that were there before their page: our scripts in them and here know nothing of each other. */
const entered = new WeakSet<Document>();

/** Whether a script of ours is in the document that this window shows. @param view of this origin */
export const isInFrame = ({ document: { URL }, document }: Window): boolean =>
  URL !== 'about:blank' || entered.has(document);

/** The background says in which frames of the tab ours are. */
export function noteInFrames(views: Iterable<Window>, frameIds: readonly number[]): void {
  for (const view of views) {
    if (frameIds.includes(runtime.getFrameId(view))) entered.add(view.document);
  }
}

/** Not in the types, which are of Chromium. */
const runtime = chrome.runtime as unknown as { getFrameId(view: Window): number };
