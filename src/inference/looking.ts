import type { Seen } from '../shared/picture-policy.ts';
import type { Scores } from '../shared/policy.ts';
import type { Found } from './detector.ts';
import type { Judged, Judging, Wanted } from './judging.ts';
import type { WithMosaic } from './look-cache.ts';

/** What a classifier says of one picture. */
export interface Scored extends WithMosaic {
  readonly scores: Scores;
}

/** All that is known of one picture; a look that failed is missing from `seen`. */
export interface LookedAt extends WithMosaic {
  readonly seen: Seen;
  readonly picture: string;
}
export type Outcome = LookedAt | { readonly failed: string };

/** Who must look before there can be a verdict, and whether a mosaic will be wanted of it. */
export interface Needs {
  classifier: boolean;
  /** Asked once the classifier has spoken, or with null where it is not asked. */
  detector(scores: Scores | null): boolean;
  mosaic(seen: Seen): boolean;
}

/** A picture's way past those who must look at it, one after another. */
export class Looking {
  readonly #classifier: Judging<Scored>;
  readonly #detector: Judging<Found>;

  constructor(classifier: Judging<Scored>, detector: Judging<Found>) {
    this.#classifier = classifier;
    this.#detector = detector;
  }

  /** @param needs asked anew at each step: the settings may change under way */
  async look(wanted: Wanted, needs: Needs): Promise<Outcome> {
    let scored: Scored | null = null;
    if (needs.classifier) {
      const judged = await this.#classifier.judge(
        wanted,
        ({ scores, mosaic }) => mosaic !== null || !needs.mosaic({ scores, boxes: null }),
      );
      if ('failed' in judged) return judged;
      scored = judged.answer;
    }
    const scores = scored?.scores ?? null;
    if (!needs.detector(scores)) {
      return {
        seen: { scores, boxes: null },
        mosaic: scored?.mosaic ?? null,
        picture: wanted.picture,
      };
    }
    const judged: Judged<Found> = await this.#detector.judge(
      wanted,
      ({ boxes, mosaic }) =>
        (scored?.mosaic ?? mosaic) !== null || !needs.mosaic({ scores, boxes }),
    );
    if ('failed' in judged) {
      // What the classifier said stays true; the judgement knows that a look is missing.
      if (!scored || wanted.dropped.aborted) return judged;
      console.warn('figleaf: detector', judged.failed);
      return { seen: { scores, boxes: null }, mosaic: scored.mosaic, picture: wanted.picture };
    }
    const { boxes, mosaic } = judged.answer;
    return {
      seen: { scores, boxes },
      mosaic: scored?.mosaic ?? mosaic,
      picture: wanted.picture,
    };
  }
}
