import type { CoveredPicture, Said } from '../shared/messages.ts';
import { type Judgement, type Reason, scoreBehind, type Verdict } from '../shared/policy.ts';
import type { Corrections } from './corrections.ts';
import type { Sight } from './looking.ts';
import type { Asked } from './page.ts';

const NOTHING_SAID: Said = { forNow: null, forGood: null };

/** @param asked under handles @returns what is covered of it, the newest first, each picture once */
export function newestOf(
  asked: Iterable<readonly [handle: string, asked: Asked, ...rest: unknown[]]>,
  most: number,
  settings: Judgement,
  corrections: Pick<Corrections, 'said'>,
): CoveredPicture[] {
  const found = new Map<string, readonly [string, Asked]>();
  const covered = [...asked]
    .filter(([, { covered, ahead }]) => covered > 0 && !ahead)
    .sort(([, a], [, b]) => b.covered - a.covered);
  for (const [handle, one] of covered) {
    const same = one.picture ?? handle;
    if (!found.has(same)) found.set(same, [handle, one]);
  }
  return [...found.values()].slice(0, most).map(([handle, { told, outcome, picture }]) => {
    const { reason }: Extract<Verdict, { cover: true }> = JSON.parse(told ?? '');
    const score = outcome && 'sight' in outcome ? scoreOf(reason, outcome.sight, settings) : null;
    const said = picture ? corrections.said(picture) : NOTHING_SAID;
    return { picture: handle, reason, score, known: picture !== null, said };
  });
}

/** @returns the higher of what the classifier and the detector say for the reason; null for none */
function scoreOf(
  reason: Reason,
  { scores, boxes, parts }: Sight,
  settings: Judgement,
): number | null {
  const found = [...(boxes?.found ?? []), ...(parts?.boxes ?? [])].filter(
    ({ category }) => category === reason,
  );
  const said = [scores && scoreBehind(reason, scores, settings), ...found.map((box) => box.score)];
  const known = said.filter((score) => score !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
