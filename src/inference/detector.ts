import { boxesFrom, type SeenBox } from '../shared/box-policy.ts';
import type { EngineState, Provider } from '../shared/messages.ts';
import { NO_DETECTOR } from '../shared/settings.ts';
import type { LookedAt, Looker, Question } from './judging.ts';
import {
  type DetectorCard,
  EngineError,
  isDetector,
  type ModelFile,
  readInstalled,
} from './model-files.ts';
import { ModelKeeper } from './model-keeper.ts';
import { onFirstProvider, type Started, startWorker, type WorkerPlaces } from './start-worker.ts';
import type { WorkFailed } from './worker-protocol.ts';

/** What a detector says of one picture. */
export interface Found {
  /** Of the whole picture and its tiles, by what their labels mean to a person. */
  readonly boxes: readonly SeenBox[];
  /** Only in memory, as a classifier's. */
  readonly mosaic: Uint8Array<ArrayBuffer> | null;
}

export interface RunningDetector extends Started {
  card: DetectorCard;
}

/**
 * The detector that the person installed and chose, in a worker of its own, so that what it dies of
 * leaves the classifier alone. Opened by the first picture that needs it.
 */
export class Detector implements Looker<Found> {
  readonly batch = 1;
  readonly #places: WorkerPlaces;
  readonly #kept: ModelKeeper<RunningDetector>;
  #choice: string;

  /** @param recovered told when it had failed, and works now */
  constructor(places: WorkerPlaces, choice: string, recovered: () => void) {
    this.#places = places;
    this.#choice = choice;
    this.#kept = new ModelKeeper<RunningDetector>({
      open: (providers) => this.#open(providers),
      recovered,
    });
  }

  /** null while none is chosen. */
  get state(): EngineState | null {
    return this.isChosen ? this.#kept.state : null;
  }

  get isChosen(): boolean {
    return this.#choice !== NO_DETECTOR;
  }

  get running(): RunningDetector | null {
    return this.#kept.running;
  }

  choose(choice: string): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#kept.leave();
  }

  async open(): Promise<string> {
    return (await this.#kept.open()).card.sha256;
  }

  async look([question]: Question<null>[], urgent: boolean): Promise<LookedAt<Found>> {
    if (!question) throw new Error('nothing to look at');
    const { card, host } = await this.#kept.open();
    const { result, ms } = await host.detect(question.content, urgent);
    this.#kept.answered();
    const answer: Found | WorkFailed =
      'why' in result
        ? result
        : { boxes: boxesFrom(card.labels, result.boxes), mosaic: result.mosaic };
    return { model: card.sha256, answers: [answer], ms };
  }

  async #open(providers: readonly Provider[]): Promise<RunningDetector> {
    const file = await readInstalled(this.#choice);
    if (!isDetector(file)) throw new EngineError('model-missing', 'no detector of that name');
    return onFirstProvider(providers, (provider) => this.#openOn(file, provider));
  }

  async #openOn(file: ModelFile<DetectorCard>, provider: Provider): Promise<RunningDetector> {
    const started = await startWorker(file, provider, this.#places, this.#kept.died, 1);
    return { card: file.card, ...started };
  }
}
