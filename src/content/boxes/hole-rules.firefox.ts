import { CssPins } from '../surfaces/css/pins.ts';
import type { Standing } from './box-masks.ts';
import type { HoleRules } from './hole-rules.chrome.ts';

/** A page that fits its pictures anew without end has them covered as a whole from then on. */
const MOST_RULES = 2000;

/** @param inForce hears of each picture whose rule has come into force */
export const holeRules = (inForce: (img: HTMLImageElement) => void): HoleRules =>
  new PinnedRules(inForce);

/** Firefox knows no `attr()` with types: each set of holes has a rule in the user's origin. */
class PinnedRules implements HoleRules {
  readonly #waiting = new Set<HTMLImageElement>();
  readonly #pins = new CssPins(() => {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const img of waiting) this.#inForce(img);
  });
  readonly #inForce: (img: HTMLImageElement) => void;
  readonly #rules = new Set<string>();

  constructor(inForce: (img: HTMLImageElement) => void) {
    this.#inForce = inForce;
  }

  ruled(img: HTMLImageElement, standing: Standing): Standing {
    if (typeof standing !== 'object') return standing;
    const { mask, at } = standing.holes;
    const rule = `${mask} ${at}`;
    if (!this.#rules.has(rule) && this.#rules.size >= MOST_RULES) return 'refused';
    this.#rules.add(rule);
    const values = { mask, 'object-position': at };
    const pin = this.#pins.token('holes', values);
    if (pin) return { ...standing, holes: { mask, at, pin } };
    this.#waiting.add(img);
    return 'pending';
  }

  stop(): void {
    this.#pins.stop();
  }
}
