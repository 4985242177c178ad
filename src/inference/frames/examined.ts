/** What comes later, few people wait for: the beginning is looked at more closely. */
const EARLY_MS = 30_000;
/** Longer than this counts no more: one frame that stands for minutes must not hide the others. */
const LONG_MS = 10_000;

/**
 * Which frames of a long animation to decode and compare: all where there are no more than `most`.
 * Else the first and the last (where one that plays once stays), and so that no way of spreading
 * them out or of hurrying past is of use: a third evenly over all the time that it plays, a third
 * over its beginning, and for the rest those that are shown longest, however short the rest is.
 * @param shown how long each is shown, milliseconds
 * @param most at least 2
 * @returns their numbers, ascending, each once
 */
export function framesToExamine(shown: readonly number[], most: number): number[] {
  const { length } = shown;
  if (length <= most) return shown.map((_, i) => i);
  const picked = new Set([0, length - 1]);
  const ends = endsOf(shown);
  const all = ends.at(-1) ?? 0;
  const third = Math.floor((most - 2) / 3);
  for (const span of [Math.min(all, EARLY_MS), all]) {
    for (let i = 0; i < third; i++) picked.add(frameAt(ends, ((i + 0.5) / third) * span));
  }
  const longestFirst = shown.map((_, i) => i).sort((a, b) => timeOf(shown, b) - timeOf(shown, a));
  for (const frame of longestFirst) {
    if (picked.size === most) break;
    picked.add(frame);
  }
  return [...picked].sort((a, b) => a - b);
}

/**
 * How much each examined frame counts: its own time and that of the frames after it that nobody
 * examines.
 * @param examined ascending, from 0
 * @returns milliseconds, for each of `examined`
 */
export function timesStoodFor(shown: readonly number[], examined: readonly number[]): number[] {
  return examined.map((frame, i) => {
    const next = examined[i + 1] ?? shown.length;
    let sum = 0;
    for (let other = frame; other < next; other++) sum += timeOf(shown, other);
    return sum;
  });
}

/** Every frame is shown for some time, whatever its file says. */
const timeOf = (shown: readonly number[], frame: number): number =>
  Math.min(LONG_MS, Math.max(1, shown[frame] ?? 1));

function endsOf(shown: readonly number[]): number[] {
  let sum = 0;
  return shown.map((_, i) => {
    sum += timeOf(shown, i);
    return sum;
  });
}

/** @returns the frame that is shown at `ms` */
function frameAt(ends: readonly number[], ms: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
