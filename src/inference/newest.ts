import { scoreBehind } from '../shared/evidence.ts';
import type { CoveredPicture, Said } from '../shared/messages.ts';
import type { Reason, Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import type { Corrections } from './corrections.ts';
import type { Sight } from './looking.ts';
import type { Asked } from './page.ts';
import type { Viewer } from './viewer.ts';

/** The settings by which a score stands behind a reason. */
type Judged = Pick<Settings, 'sensitivity' | 'rule'>;

const NOTHING_SAID: Said = { forNow: null, forGood: null };

type Hung = readonly [handle: string, asked: Asked, page: Pick<Viewer, 'isPrivate'>];

/** @param asked under handles @returns what is covered of it, the newest first, each picture once */
export function newestOf(
  asked: Iterable<Hung>,
  most: number,
  settings: Judged,
  corrections: Pick<Corrections, 'said'>,
): CoveredPicture[] {
  const found = new Map<string, Hung>();
  const covered = [...asked]
    .filter(([, { covered, ahead }]) => covered > 0 && !ahead)
    .sort(([, a], [, b]) => b.covered - a.covered);
  for (const one of covered) {
    const [handle, { picture }] = one;
    const same = picture ?? handle;
    if (!found.has(same)) found.set(same, one);
  }
  return [...found.values()].slice(0, most).map(([handle, { told, outcome, picture }, page]) => {
    const { reason }: Extract<Verdict, { cover: true }> = JSON.parse(told ?? '');
    const score = outcome && 'sight' in outcome ? scoreOf(reason, outcome.sight, settings) : null;
    const said = picture ? corrections.said(picture, page.isPrivate) : NOTHING_SAID;
    return { picture: handle, reason, score, known: picture !== null, said };
  });
}

/** @returns the higher of what the classifier and the detector say for the reason; null for none */
function scoreOf(reason: Reason, { scores, boxes, parts }: Sight, settings: Judged): number | null {
  // By the origin's rule unsafe parts of every category stand behind the one reason there is.
  const bySafety = reason === 'nude' && settings.rule === 'origin';
  const found = [...(boxes?.found ?? []), ...(parts?.boxes ?? [])].filter(({ category, unsafe }) =>
    bySafety ? unsafe : category === reason,
  );
  const byScores = scores && scoreBehind(reason, scores, settings, settings.rule);
  const said = [byScores, ...found.map((box) => box.score)];
  const known = said.filter((score) => score !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
