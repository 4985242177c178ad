import type { SeenBox } from '../shared/box-policy.ts';
import type { Scores } from '../shared/policy.ts';
import type { Found } from './detector.ts';
import type { Failed, Judging, Wanted } from './judging.ts';
import type { Located } from './locating.ts';
import type { WithMosaic } from './look-cache.ts';
import type { PartsAsk } from './worker-protocol.ts';

/** What a classifier says of one picture. */
export interface Scored extends WithMosaic {
  readonly scores: Scores;
}

/** The parts that a classifier was asked for; boxes null where that look failed. */
export interface Parts {
  readonly ask: PartsAsk;
  readonly boxes: readonly SeenBox[] | null;
}

/** What a detector found, by the id it goes by in the settings. */
export interface Boxes {
  readonly by: string;
  readonly found: readonly SeenBox[];
}

/** What was seen of one picture. Null is what nobody looked for, or what failed. */
export interface Sight {
  readonly scores: Scores | null;
  readonly boxes: Boxes | null;
  readonly parts: Parts | null;
}

export interface LookedAt extends WithMosaic {
  readonly sight: Sight;
  readonly picture: string;
}
export type Outcome = LookedAt | Failed;

/** Who must look before there can be a verdict, and whether a mosaic will be wanted of it. */
export interface Needs {
  classifier: boolean;
  /** Asked once the classifier has spoken, or with null where it is not asked. */
  detector(scores: Scores | null): boolean;
  /** Which one that is. */
  detectorId: string;
  parts(scores: Scores | null): PartsAsk | null;
  mosaic(sight: Sight): boolean;
}

/** What a page wants of a picture, whoever is to look. */
export type WantedSight = Omit<Wanted, 'about'>;

/** A picture's way past those who must look at it, one after another. */
export class Looking {
  readonly #classifier: Judging<Scored>;
  readonly #detector: Judging<Found>;
  readonly #locator: Judging<Located, PartsAsk>;

  constructor(
    classifier: Judging<Scored>,
    detector: Judging<Found>,
    locator: Judging<Located, PartsAsk>,
  ) {
    this.#classifier = classifier;
    this.#detector = detector;
    this.#locator = locator;
  }

  /** @param needs asked anew at each step: the settings may change under way */
  async look(wanted: WantedSight, needs: Needs): Promise<Outcome> {
    const { picture } = wanted;
    let scored: Scored | null = null;
    if (needs.classifier) {
      const judged = await this.#classifier.judge(
        { ...wanted, about: null },
        ({ scores, mosaic }) =>
          mosaic !== null || !needs.mosaic({ scores, boxes: null, parts: null }),
      );
      if ('failed' in judged) return judged;
      scored = judged.answer;
    }
    const { scores, mosaic } = scored ?? { scores: null, mosaic: null };
    if (needs.detector(scores)) return this.#detect(wanted, needs, scored);
    const ask = needs.parts(scores);
    const parts = ask && (await this.#locate(wanted, ask));
    return { sight: { scores, boxes: null, parts }, mosaic, picture };
  }

  async #detect(wanted: WantedSight, needs: Needs, scored: Scored | null): Promise<Outcome> {
    const { picture } = wanted;
    const scores = scored?.scores ?? null;
    const by = needs.detectorId;
    const judged = await this.#detector.judge(
      { ...wanted, about: null },
      ({ boxes: found, mosaic }) =>
        (scored?.mosaic ?? mosaic) !== null ||
        !needs.mosaic({ scores, boxes: { by, found }, parts: null }),
    );
    if ('answer' in judged) {
      const { boxes: found, mosaic } = judged.answer;
      const sight: Sight = { scores, boxes: { by, found }, parts: null };
      return { sight, mosaic: scored?.mosaic ?? mosaic, picture };
    }
    if (!scored || wanted.dropped.aborted) return judged;
    // What the classifier said stays true; the judgement knows that a look is missing.
    console.warn('figleaf: detector', judged.failed);
    return { sight: { scores, boxes: null, parts: null }, mosaic: scored.mosaic, picture };
  }

  async #locate(wanted: WantedSight, ask: PartsAsk): Promise<Parts> {
    const judged = await this.#locator.judge({ ...wanted, about: ask }, () => true);
    if ('answer' in judged) return { ask, boxes: judged.answer.boxes };
    if (!wanted.dropped.aborted) console.warn('figleaf: parts', judged.failed);
    return { ask, boxes: null };
  }
}
