/** A frame shrunk to a few cells: R, G, B of each, 0–255. */
export type Gist = ArrayLike<number>;

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
  /** Something is shown that looks like nothing chosen, and there is no room for it. */
  readonly leavesScene: boolean;
}

/**
 * Root mean square over the cells, 0–255, up to which two frames are one: the grain of a palette. A
 * thing of a hundredth of the picture makes more of a difference.
 */
export const SAME = 2;
/**
 * From which two frames are different scenes. Of ordinary photographs, two are nearer in one of
 * thirty pairs; what goes on within one scene is nearer as a rule.
 */
export const SCENE = 40;

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
  const places = [0];
  let away = unlike[0] ?? [];
  for (;;) {
    const farthest = Math.max(...away);
    const enough = places.length < usual ? SAME : SCENE;
    if (farthest <= enough) break;
    if (places.length >= most) return { places: ascending(places), leavesScene: true };
    const next = nextOf(unlike, away, times, enough);
    places.push(next);
    away = nearer(away, unlike[next] ?? []);
  }
  return { places: ascending(places), leavesScene: false };
}

/** @returns which one leaves the least, of those that are more than `enough` unlike all chosen */
function nextOf(
  unlike: readonly number[][],
  away: readonly number[],
  times: readonly number[],
  enough: number,
): number {
  let best = { place: 0, left: Number.POSITIVE_INFINITY };
  for (const [place, from] of unlike.entries()) {
    if ((away[place] ?? 0) <= enough) continue;
    const left = nearer(away, from).reduce((sum, far, i) => sum + far * (times[i] ?? 0), 0);
    if (left < best.left) best = { place, left };
  }
  return best.place;
}

const nearer = (away: readonly number[], from: readonly number[]): number[] =>
  away.map((far, i) => Math.min(far, from[i] ?? far));

const ascending = (places: readonly number[]): number[] => places.toSorted((a, b) => a - b);

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

export function differenceOf(a: Gist, b: Gist): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum / Math.max(1, a.length));
}
