import { LINE } from './page-world/told.ts';
import { plain } from './plain.ts';

/*
 * Chromium loads the picture of an <embed> or <object> in the name of the script that had it laid out
 * first, and by the content policy of that script's world: ours is `object-src 'self'`, which no
 * extension can change, so what a reading of ours lays out first would fail and stay empty. Where
 * there are such elements, the page's world lays the page out before we read.
 */
let line: Element | null = null;
let wanted = false;

/** @param to the node on which only the page's world listens */
export function layOutBy(to: Element): void {
  line = to;
}

/** There is an element here whose load hangs on it. */
export function needsLayOut(): void {
  wanted = true;
}

/** To be called before styles or places are read where they may have changed. */
export function layOutFirst(): void {
  if (wanted && line) plain(line).dispatchEvent(new Event(LINE.layOut));
}
