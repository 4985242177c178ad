import { boxesFrom, type SeenBox } from '../shared/box-policy.ts';
import type { Classifier } from './classifier.ts';
import type { Looker } from './judging.ts';
import type { PartsAsk, WorkFailed } from './worker-protocol.ts';

/** Where a classifier's map sees what the settings cover. */
export interface Located {
  readonly boxes: readonly SeenBox[];
  readonly mosaic: null;
}

/** A classifier, as one that is asked for the parts of a picture. */
export const locatorOf = (classifier: Classifier): Looker<Located, PartsAsk> => ({
  open: async () => (await classifier.open()).card.sha256,
  batch: 1,
  look: async ([question], urgent) => {
    if (!question) throw new Error('nothing to look at');
    const { content, about } = question;
    const { card, result, ms } = await classifier.locate(content, about, urgent);
    const answer: Located | WorkFailed =
      'why' in result ? result : { boxes: boxesFrom(card.labels, result.boxes), mosaic: null };
    return { model: card.sha256, answers: [answer], ms };
  },
});
