import { boxesFrom, type SeenBox } from '../shared/box-policy.ts';
import type { SiteMode } from '../shared/sites.ts';
import type { Classifier } from './classifier.ts';
import type { Looker } from './judging.ts';
import type { PartsAsk, WorkFailed } from './worker-protocol.ts';

/** Where a classifier's map sees what the settings cover. */
export interface Located {
  readonly boxes: readonly SeenBox[];
  readonly mosaic: null;
}

/** @returns what is asked for the parts of a picture, by the settings, on a site that stands so */
export const partsAskOf = (
  { sensitivity, rule, margin, areaLimit }: Omit<PartsAsk, 'site'>,
  site: SiteMode,
): PartsAsk => ({ sensitivity, rule, margin, areaLimit, site });

/** A classifier, as one that is asked for the parts of a picture. */
export const locatorOf = (
  classifier: Pick<Classifier, 'open' | 'locate'>,
): Looker<Located, PartsAsk> => ({
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
