import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { type Box, looks, looksAt, type Shots } from '../eyes.ts';
import type { Shot } from '../pictures.ts';

export interface Sampled {
  samples: number;
  /** Those that were to be seen in any sample. */
  seen: ReadonlySet<string>;
}

/**
 * Looks at the screen again and again while `work` goes on: Firefox has no trace that tells of every
 * picture it paints.
 */
export async function sampled(
  page: FirefoxPage,
  shots: Shots,
  work: () => Promise<void>,
): Promise<Sampled> {
  const seen = new Set<string>();
  let samples = 0;
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      let now: Awaited<ReturnType<typeof looks>>;
      try {
        now = await looks(page, shots);
      } catch (error) {
        if (isBetweenPages(error)) continue;
        throw error;
      }
      samples++;
      for (const [key, look] of Object.entries(now)) {
        if (look === 'shown' || look === 'revealed') seen.add(key);
      }
    }
  })();
  try {
    await work();
  } finally {
    isDone = true;
    await watching;
  }
  return { samples, seen };
}

/**
 * Between two pages there is none to look at, and a busy browser says so in many ways; the last of
 * them where a script of the driver ends with the page that it ran in.
 */
export const isBetweenPages = (error: unknown): boolean =>
  /no such|actor|discarded|navigat|destroyed|unable to capture|'in' should be an object, got null/i.test(
    String(error),
  );

/** @returns for each place of the window whether the picture is to be seen there */
export async function framesOf(
  page: FirefoxPage,
  boxes: Readonly<Record<string, Box>>,
  { picture }: Pick<Shot, 'picture'>,
): Promise<Record<string, boolean>> {
  const seen = await looksAt(page, Object.values(boxes), picture);
  return Object.fromEntries(Object.keys(boxes).map((name, i) => [name, seen[i] === 'shown']));
}
