import { BALANCED_LIMIT_MS, BUNDLED } from '../shared/bundled.ts';
import type { ModelDecision, Provider } from '../shared/messages.ts';
import { MODEL_CHOICES, NO_DETECTOR, type Settings } from '../shared/settings.ts';

/**
 * @param nothingInstalled as in a private window, whose own file system is empty
 * @returns the chosen ones, or what takes the place of those that are installed elsewhere only
 */
export function chosenModels(
  { model, detector }: Pick<Settings, 'model' | 'detector'>,
  nothingInstalled: boolean,
): Pick<Settings, 'model' | 'detector'> {
  if (!nothingInstalled) return { model, detector };
  const isBundled = MODEL_CHOICES.some((choice) => choice === model);
  return { model: isBundled ? model : 'auto', detector: NO_DETECTOR };
}

/**
 * @param choice a bundled one's name, or an installed one's id
 * @returns the model to open: the person's, or the one decided before; before any decision the one
 *   that starts soonest, and that the better one must still be measured
 */
export function firstModel(
  choice: Settings['model'],
  decision: ModelDecision | null,
  provider: Provider,
  version: string,
): { id: string; mustMeasure: boolean } {
  if (choice === 'fast' || choice === 'balanced') {
    return { id: BUNDLED[choice], mustMeasure: false };
  }
  if (choice !== 'auto') return { id: choice, mustMeasure: false };
  if (decision && decision.provider === provider && decision.version === version) {
    return { id: decision.model, mustMeasure: false };
  }
  return { id: BUNDLED.fast, mustMeasure: true };
}

/**
 * How often the better model is measured at most: a browser first runs WebAssembly as it was compiled
 * in a hurry, and takes some 25 runs in each worker until it runs twice as fast (5 turns, measured in
 * Chromium 156 on two cores).
 */
export const MOST_TURNS = 10;
/** What is slower than this many times the limit will not come under it. */
const HOPELESS = 4;

/**
 * @param time a turn of several runs; gives their median milliseconds a picture
 * @param turns at most, at least 1
 * @param isWanted asked after each turn
 * @returns the least of the turns, once it is within the limit or has had every chance to be
 */
export async function settledTime(
  time: () => Promise<number>,
  turns: number,
  isWanted = () => true,
): Promise<number> {
  let ms = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    ms = Math.min(ms, await time());
    if (!isWanted() || ms <= BALANCED_LIMIT_MS || ms > BALANCED_LIMIT_MS * HOPELESS) break;
  }
  return ms;
}

/** @param balancedMs median milliseconds a picture of the better model, one at a time */
export const decide = (balancedMs: number, provider: Provider, version: string): ModelDecision => ({
  model: balancedMs <= BALANCED_LIMIT_MS ? BUNDLED.balanced : BUNDLED.fast,
  provider,
  version,
  balancedMs,
});

/** A batch must be faster than this share of the same pictures one by one to be worth its wait. */
const WORTH = 0.95;

/**
 * @param ms milliseconds of a whole batch, by batch size; must hold size 1
 * @returns the size with the least time a picture, or 1 where batching gains under 5 %
 */
export function bestBatch(ms: ReadonlyMap<number, number>): number {
  const single = ms.get(1) ?? Number.POSITIVE_INFINITY;
  let best = { size: 1, each: single };
  for (const [size, time] of ms) {
    if (time / size < Math.min(best.each, single * WORTH)) best = { size, each: time / size };
  }
  return best.size;
}
