/** With these something of the page is written out, styles and all, as soon as everybody has heard of it. */
const EVENTS = ['copy', 'cut'] as const;

/**
 * For what is not to be in what a person copies from the page. What is dragged is written out before anybody
 * hears of it.
 * @param begins before it is written
 * @param ends when it has been, before the next paint; it may be called more than once
 * @returns listens: document.open takes listeners off, and adding one that is there changes nothing
 */
export function aroundCopies(begins: () => void, ends: () => void, signal: AbortSignal) {
  const heard = ({ isTrusted }: Event): void => {
    // A page can say so in each frame.
    if (!isTrusted) return;
    begins();
    // Whichever comes first; a microtask would come before it is written.
    setTimeout(ends, 0);
    requestAnimationFrame(ends);
  };
  return (): void => {
    for (const event of EVENTS) {
      addEventListener(event, heard, { capture: true, passive: true, signal });
    }
  };
}
