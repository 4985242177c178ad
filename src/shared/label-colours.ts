/** A label's background and its letters; RGB, 0–255. */
export interface LabelColours {
  readonly back: readonly number[];
  readonly ink: readonly number[];
}

const BACK = [28, 36, 30];
const INK = [249, 249, 249];
/** To each side: too little for a person to mind, enough to be told apart. */
const SPREAD = 5;
/** In one channel at least, from one look to the next. */
const LEAST_CHANGE = 5;

/**
 * Colours for a label that is about to be looked at, as only we know them: nobody can paint over it
 * what will look the same.
 * @param before of the look before
 * @param random 0–1; not to be guessed
 */
export function nextColours(before: LabelColours | null, random = unguessed): LabelColours {
  for (;;) {
    const next = { back: near(BACK, random), ink: near(INK, random) };
    if (!before || (differs(before.back, next.back) && differs(before.ink, next.ink))) return next;
  }
}

export const cssOf = (colour: readonly number[]): string => `rgb(${colour.join(' ')})`;

const near = (colour: readonly number[], random: () => number): number[] =>
  colour.map((channel) => channel - SPREAD + Math.floor(random() * (2 * SPREAD + 1)));

const differs = (one: readonly number[], other: readonly number[]): boolean =>
  one.some((channel, i) => Math.abs(channel - (other[i] ?? 0)) >= LEAST_CHANGE);

const unguessed = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
