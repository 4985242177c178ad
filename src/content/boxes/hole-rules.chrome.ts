import type { Standing } from './box-masks.ts';

/** Sees to it that the rules are there by which elements have their holes. */
export interface HoleRules {
  /** @returns how it stands by the rules that are in force */
  ruled(img: HTMLImageElement, standing: Standing): Standing;
  stop(): void;
}

/**
 * cover.css takes the holes from the element's own attributes: nothing is to be done.
 * @param _ hears of each picture whose rule has come into force
 */
export const holeRules = (_: (img: HTMLImageElement) => void): HoleRules => ({
  ruled: (_img, standing) => standing,
  stop: () => undefined,
});
