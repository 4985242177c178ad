import type { CoveredPicture } from '../shared/messages.ts';
import { type Judgement, scoreBehind, type Verdict } from '../shared/policy.ts';
import type { Asked } from './page.ts';

/** @param asked under handles @returns what is covered of it, the newest first, each picture once */
export function newestOf(
  asked: Iterable<readonly [handle: string, asked: Asked]>,
  most: number,
  settings: Judgement,
): CoveredPicture[] {
  const found = new Map<string, readonly [string, Asked]>();
  const covered = [...asked]
    .filter(([, { covered, ahead }]) => covered > 0 && !ahead)
    .sort(([, a], [, b]) => b.covered - a.covered);
  for (const entry of covered) {
    const same = entry[1].picture ?? entry[0];
    if (!found.has(same)) found.set(same, entry);
  }
  return [...found.values()].slice(0, most).map(([handle, { told, judged, picture }]) => {
    const { reason }: Extract<Verdict, { cover: true }> = JSON.parse(told ?? '');
    const scores = judged && 'scores' in judged ? judged.scores : null;
    const score = scores && scoreBehind(reason, scores, settings);
    return { picture: handle, reason, score, known: picture !== null };
  });
}
