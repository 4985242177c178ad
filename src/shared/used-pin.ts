/**
 * A rule in the user's origin about a picture that another file holds which <use> shows: no mark reaches
 * the copies that the browser makes of it, so it is known by its address as the file has it.
 */
export interface UsedPin {
  /** As written in the file; one that is the same picture wherever the file lies. */
  readonly used: string;
  /** The latest word on it counts. */
  readonly shown: boolean;
  /** A number that the document's pins did not have just before. */
  readonly turn: number;
}

/** Browsers know no larger number of lines. */
export const MOST_TURNS = 30_000;

/** Of whatever <use> shows out of other files (use.user.css). */
const CONTAINER = '@container figleaf-file (not style(--figleaf: 0)) or style(--figleaf: 0)';
/** As use.css has it. */
const USES = 'use:is([href]:not([href^="#"]),:not([href])[*|href],[data-figleaf^="file"])';
/** Pictures in data: addresses are long. */
const LONGEST = 4 * 1024 * 1024;

/** Whether it is the same picture from wherever in a site it is written. */
export const isFixed = (written: string): boolean =>
  /^(https?:\/\/|\/|data:)/i.test(written) && written.length <= LONGEST;

/** @returns its rule, null where it is not as it should be */
export function usedRuleFor({ used, shown, turn }: UsedPin): string | null {
  if (typeof used !== 'string' || !isFixed(used)) return null;
  if (!Number.isInteger(turn) || turn < 1 || turn > MOST_TURNS) return null;
  const is = `href=${inQuotes(used)}`;
  // An address by `href` counts more than one by `xlink:href`.
  const images = `image:is([${is}],:not([href])[*|${is}]):not(:root *)`;
  const visibility = shown ? 'inherit' : 'hidden';
  // Chromium does not look at the copies again for a new sheet, but for what they inherit: something
  // that means nothing within SVG.
  const again = `${USES}{orphans:${turn}!important}`;
  return `${again}${CONTAINER}{${images}{visibility:${visibility}!important}}`;
}

/** As a string of CSS: whatever could end it is escaped. */
const inQuotes = (text: string): string =>
  `"${text.replace(/["\\<\p{Cc}]/gu, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
