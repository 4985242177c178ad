import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * In a list whose rows have a button that removes them, which takes the focus along: the one that
 * has come in its place gets it, and where there is none the section.
 * @param count of the rows
 * @returns where the list is, and what must be told of the row that is removed
 */
export function useFocusOnNext(count: number | undefined) {
  const place = useRef<HTMLDivElement>(null);
  const gone = useRef<number | null>(null);
  useLayoutEffect(() => {
    const row = gone.current;
    gone.current = null;
    if (row === null || document.activeElement !== document.body) return;
    const left = [...(place.current?.querySelectorAll<HTMLElement>('li > button') ?? [])];
    (left[row] ?? left.at(-1) ?? place.current?.closest('section'))?.focus();
  }, [count]);
  const removed = (row: number) => {
    gone.current = row;
  };
  return { place, removed };
}
