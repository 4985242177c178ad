import { bundledCards } from '../../models/cards.ts';
import { createNodeClassifier } from '../../models/node-classifier.ts';
import { toRgba } from '../draw/encode.ts';
import type { Picture } from '../draw/picture.ts';

/** Probabilities, 0–1. */
export interface Scores {
  readonly porn: number;
  readonly hentai: number;
  readonly sexy: number;
}

export interface Scorer {
  readonly model: string;
  score(picture: Picture): Promise<Scores>;
}

/** Porn + Hentai. */
export const explicitness = (scores: Scores): number => scores.porn + scores.hentai;

/**
 * Every bundled model, quick ones first.
 * Rejects where they are not made yet (`npm run models`) or have other classes than nsfwjs's.
 */
export async function createScorers(): Promise<readonly Scorer[]> {
  const cards = bundledCards();
  return Promise.all(cards.map(({ cardPath }) => createScorer(cardPath)));
}

async function createScorer(cardPath: string): Promise<Scorer> {
  const classifier = await createNodeClassifier(cardPath);
  const { id, labels } = classifier.card;
  const [porn, hentai, sexy] = ['porn', 'hentai', 'sexy'].map((name) => {
    const at = labels.findIndex((label) => label.name.toLowerCase() === name);
    if (at < 0) throw new Error(`${id} has no class ${name}`);
    return at;
  });
  return {
    model: id,
    async score(picture) {
      const classes = await classifier.classify(toRgba(picture), picture.width, picture.height);
      const of = (at = -1) => classes[at] ?? Number.NaN;
      return { porn: of(porn), hentai: of(hentai), sexy: of(sexy) };
    },
  };
}
