import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * For what comes in the place of a control that goes when it is used: it takes the focus, which
 * would else be nowhere.
 * @param used how often that was; before the first time nobody's focus is taken
 */
export function useFocusAfter<T extends HTMLElement>(used: number): RefObject<T | null> {
  const place = useRef<T>(null);
  useLayoutEffect(() => {
    if (used > 0 && document.activeElement === document.body) place.current?.focus();
  }, [used]);
  return place;
}
