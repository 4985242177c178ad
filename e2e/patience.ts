import { expect, type Figleaf } from './harness.ts';

/** What the engine gives its worker for an order, at the least (src/inference/worker-host.ts). */
const LEAST_LIMIT_MS = 20_000;

/**
 * Stops the clock by which the engine loses patience with its worker, so that a test need not wait
 * for it; that the limits are what they should be is a unit test's matter.
 * @returns waits until the worker owes an answer, ends the patience there is then, as if the time had passed, and
 *   lets the clock go on
 */
export async function stopPatience(figleaf: Figleaf): Promise<() => Promise<void>> {
  const offscreen = await figleaf.offscreen();
  await offscreen.evaluate(`{
    const [set, clear] = [self.setTimeout, self.clearTimeout];
    const stopped = new Map();
    let last = 0;
    self.setTimeout = (act, ms, ...rest) => {
      if (!(ms >= ${LEAST_LIMIT_MS})) return set(act, ms, ...rest);
      stopped.set(--last, act);
      return last;
    };
    self.clearTimeout = (timer) => { if (!stopped.delete(timer)) clear(timer); };
    self.isWaiting = () => stopped.size > 0;
    self.losePatience = () => {
      self.setTimeout = set;
      for (const [timer, act] of stopped) if (stopped.delete(timer)) act();
    };
  } undefined`);
  return async () => {
    await expect.poll(() => offscreen.evaluate('self.isWaiting()')).toBe(true);
    await offscreen.evaluate('self.losePatience()');
  };
}
