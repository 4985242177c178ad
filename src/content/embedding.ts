import { above } from './above.ts';
import { frameElementOf } from './frame-element.ts';
import { plain } from './plain.ts';

/** Where this frame's content stands for the person, or that nothing can be known of it. */
export interface Embedding {
  /** Of this frame's viewport in the tab's, in CSS pixels. */
  readonly x: number;
  readonly y: number;
}

/**
 * Walks up the frames that hold this one.
 * @returns null where an embedder is of another origin (what it does to its frame is beyond us), and
 *   where a mask lies on a frame or on the document: Chromium's visibility tracking is blind to
 *   masks, and to hit tests they are not there
 */
export function embedding(): Embedding | null {
  if (isMasked(document.documentElement)) return null;
  let [x, y] = [0, 0];
  for (let view: Window = window; view !== view.parent; view = view.parent) {
    const frame = frameElementOf(view);
    if (!frame) return null;
    for (let held: Element | null = frame; held; held = above(held))
      if (isMasked(held)) return null;
    const rect = plain(frame).getBoundingClientRect();
    x += rect.x;
    y += rect.y;
  }
  return { x, y };
}

function isMasked(element: Element): boolean {
  const style = plain(element).ownerDocument.defaultView?.getComputedStyle(element);
  if (!style) return true;
  const border = style.getPropertyValue('-webkit-mask-box-image-source');
  return style.maskImage !== 'none' || (border !== '' && border !== 'none');
}
