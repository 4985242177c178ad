import type { JournalEntry } from '../shared/messages.ts';
import { scoresFrom } from '../shared/policy.ts';
import type { Classifier } from './classifier.ts';
import type { Looker, Noted } from './judging.ts';
import type { Scored } from './looking.ts';
import type { WorkDone, WorkFailed } from './worker-protocol.ts';

/** A classifier, as one that pictures are put before. */
export const lookerOf = (classifier: Classifier): Looker<Scored> => ({
  open: async () => (await classifier.open()).card.sha256,
  get batch() {
    return classifier.running?.batch ?? 1;
  },
  get workers() {
    return classifier.running?.host.workers ?? 1;
  },
  look: async (questions, urgent) => {
    const pictures = questions.map(({ content }) => content);
    const { card, results, ms } = await classifier.judge(pictures, urgent);
    const answer = (result: WorkDone | WorkFailed): Scored | WorkFailed =>
      'why' in result ? result : { scores: scoresFrom(card, result.tiles), mosaic: result.mosaic };
    return { model: card.sha256, answers: results.map(answer), ms };
  },
  idle: () => classifier.tune(),
});

const JOURNAL = 200;

/** The latest judgements, for the demo and the tests; empty in what people install. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  readonly #classifier: Classifier;

  constructor(classifier: Classifier) {
    this.#classifier = classifier;
  }

  readonly note: Noted<Scored> = (picture, { scores }, ms, from) => {
    if (!__DEV__) return;
    const model = this.#classifier.running?.card.id ?? '';
    this.entries.push({ sha256: picture, scores, model, ms, from });
    this.entries.splice(0, this.entries.length - JOURNAL);
  };
}
