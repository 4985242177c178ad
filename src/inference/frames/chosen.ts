/** A frame shrunk to a few cells: R, G, B of each, 0–255. */
export type Gist = Uint8Array;

/** How many frames a model may be shown. */
export interface Bounds {
  /** Of one scene: that much is spent on whatever moves. */
  readonly usual: number;
  /** Of many: so long as there is a scene that no model was shown. */
  readonly most: number;
}

export interface Chosen {
  /** Places in what was given, ascending, each once; 0 is always among them. */
  readonly places: readonly number[];
  /** There is a scene that nothing chosen is of, and no room for it. */
  readonly leavesScene: boolean;
}

/**
 * Root mean square over the cells, 0–255, up to which two frames are one: the grain of a palette. A
 * thing of a hundredth of the picture makes more of a difference.
 */
export const SAME = 2;
/**
 * From which two frames are different scenes: their cells differ, and so do their colours wherever
 * they stand, which what merely moves does not change. Of 98 photographs one after another, 90
 * differ so by cells from all that went before, and 95 by colours.
 */
const SCENE = { cells: 40, colours: 10 } as const;

/**
 * Which frames a model is shown: at each step the one that leaves the least time showing something
 * unlike all that is shown to it, time multiplied by how unlike. So a long still frame counts for
 * more than a flicker, a short one for something, and a hundred that are alike for one.
 * @param gists of the frames that were examined, the first of the animation first
 * @param times how long each is shown
 */
export function chooseFrames(
  gists: readonly Gist[],
  times: readonly number[],
  { usual, most }: Bounds,
): Chosen {
  if (gists.length === 0) return { places: [], leavesScene: false };
  const unlike = differencesOf(gists);
  const colours = gists.map(coloursOf);
  const places: number[] = [];
  let away = gists.map(() => Number.POSITIVE_INFINITY);
  /** Something that was chosen is of its scene. */
  const isKnown = gists.map(() => false);
  const choose = (place: number): void => {
    places.push(place);
    const from = unlike[place] ?? [];
    away = away.map((far, i) => Math.min(far, from[i] ?? far));
    for (const [i, colour] of colours.entries()) {
      isKnown[i] ||= !isScene(from[i] ?? 0, differenceOf(colours[place] ?? colour, colour));
    }
  };
  for (choose(0); ; ) {
    const others = gists.flatMap((_, place) => {
      const isOther = places.length < usual ? (away[place] ?? 0) > SAME : !isKnown[place];
      return isOther ? [place] : [];
    });
    if (others.length === 0 || places.length >= most) {
      return { places: places.toSorted((a, b) => a - b), leavesScene: others.length > 0 };
    }
    choose(bestOf(others, unlike, away, times));
  }
}

/** @param cells @param colours how unlike two frames are cell by cell, and by their colours alone; 0–255 */
export const isScene = (cells: number, colours: number): boolean =>
  cells > SCENE.cells && colours > SCENE.colours;

/** @returns which one leaves the least */
function bestOf(
  places: readonly number[],
  unlike: readonly (readonly number[])[],
  away: readonly number[],
  times: readonly number[],
): number {
  let best = { place: 0, left: Number.POSITIVE_INFINITY };
  for (const place of places) {
    const from = unlike[place] ?? [];
    let left = 0;
    for (const [i, far] of away.entries()) left += Math.min(far, from[i] ?? far) * (times[i] ?? 0);
    if (left < best.left) best = { place, left };
  }
  return best.place;
}

/** @returns a frame's reds, greens and blues, each from dark to light, wherever they stand */
export function coloursOf(gist: Gist): Gist {
  const cells = Math.floor(gist.length / 3);
  const sorted = new Uint8Array(cells * 3);
  for (let c = 0; c < 3; c++) {
    const plane = sorted.subarray(c * cells, (c + 1) * cells);
    for (let i = 0; i < cells; i++) plane[i] = gist[i * 3 + c] as number;
    plane.sort();
  }
  return sorted;
}

/** @returns how unlike each two are; a table, each pair counted once */
function differencesOf(gists: readonly Gist[]): number[][] {
  const table = gists.map(() => new Array<number>(gists.length).fill(0));
  for (const [i, a] of gists.entries()) {
    for (let j = 0; j < i; j++) {
      const difference = differenceOf(a, gists[j] ?? a);
      (table[i] ?? [])[j] = difference;
      (table[j] ?? [])[i] = difference;
    }
  }
  return table;
}

/** @returns root mean square over all numbers of both, 0–255. @param b as long as `a` */
export function differenceOf(a: Gist, b: Gist): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum / Math.max(1, a.length));
}
