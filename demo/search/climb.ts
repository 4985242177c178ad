import type { PatternKind } from '../draw/pattern.ts';
import type { Random } from '../draw/random.ts';
import { mutate } from './mutate.ts';
import type { Scorer, Scores } from './scorer.ts';
import type { Drawing, View } from './views.ts';

/** What a climb wants more of. */
export interface Goal {
  readonly kind: PatternKind;
  /** How much of each view's aim is enough, 0–1. */
  readonly enough: number;
}

interface Judge {
  readonly view: View;
  readonly scorer: Scorer;
  /** What the best pattern so far got from it. */
  value: number;
}

/**
 * Porn comes easily, so all of it is asked for. Hentai alone hardly survives compression: it only
 * has to lead, and Porn may make up the rest.
 */
const worth = ({ porn, hentai }: Scores, kind: PatternKind): number =>
  Math.log((kind === 'porn' ? porn + hentai * 0.4 : Math.min(porn + hentai, hentai * 1.6)) + 1e-9);

/**
 * Hill climbing: keeps a change when the worst judge likes the result no less. The judge who was
 * hardest to please is asked first, and the first who is less pleased ends the trial, so most
 * trials cost one inference.
 */
export async function climb(
  start: Drawing,
  views: readonly View[],
  scorers: readonly Scorer[],
  goal: Goal,
  random: Random,
  budget: number,
): Promise<{ drawing: Drawing; worst: number; inferences: number }> {
  let judges: Judge[] = views.flatMap((view) =>
    scorers.map((scorer) => ({ view, scorer, value: Number.NEGATIVE_INFINITY })),
  );
  let best = start;
  let worst = Number.NEGATIVE_INFINITY;
  let inferences = 0;
  let trial = start;
  const enough = Math.log(goal.enough);
  while (inferences < budget) {
    const seen = new Map<View, ReturnType<View['see']>>();
    const asked: Judge[] = [];
    for (const judge of judges) {
      const picture = seen.get(judge.view) ?? judge.view.see(trial);
      seen.set(judge.view, picture);
      const scores = await judge.scorer.score(await picture);
      const value = worth(scores, goal.kind) - Math.log(judge.view.aim);
      inferences++;
      asked.push({ ...judge, value });
      if (value < worst) break;
    }
    const lowest = Math.min(...asked.map(({ value }) => value));
    if (lowest >= worst && asked.length === judges.length) {
      judges = asked.sort((a, b) => a.value - b.value);
      worst = lowest;
      best = trial;
      if (worst >= enough) break;
    }
    trial = mutate(best, random);
  }
  return { drawing: best, worst: Math.exp(worst), inferences };
}
