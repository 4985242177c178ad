import { boxesFrom, type SeenBox } from '../shared/box-policy.ts';
import type { EngineFault, EngineState, Provider } from '../shared/messages.ts';
import { NO_DETECTOR } from '../shared/settings.ts';
import type { LookedAt, Looker, Question } from './judging.ts';
import {
  type DetectorCard,
  EngineError,
  isDetector,
  type ModelFile,
  readInstalled,
} from './model-files.ts';
import {
  mayRetry,
  onFirstProvider,
  type Started,
  startWorker,
  type WorkerPlaces,
} from './start-worker.ts';
import type { Host } from './worker-host.ts';
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

/** Worker deaths in a row, without one answer between them, after which to give up. */
const MOST_DEATHS = 4;

/**
 * The detector that the person installed and chose, in a worker of its own, so that what it dies of
 * leaves the classifier alone. Opened by the first picture that needs it.
 */
export class Detector implements Looker<Found> {
  readonly batch = 1;
  readonly #places: WorkerPlaces;
  readonly #recovered: () => void;
  #choice: string;
  #opening: Promise<RunningDetector> | null = null;
  #running: RunningDetector | null = null;
  #providers: readonly Provider[] = ['webgpu', 'wasm'];
  #deaths = 0;
  #failedAt = 0;
  /** null while none is chosen. */
  state: EngineState | null;

  /** @param recovered told when it had failed, and works now */
  constructor(places: WorkerPlaces, choice: string, recovered: () => void) {
    this.#places = places;
    this.#choice = choice;
    this.#recovered = recovered;
    this.state = stateOf(choice);
  }

  get isChosen(): boolean {
    return this.#choice !== NO_DETECTOR;
  }

  get running(): RunningDetector | null {
    return this.#running;
  }

  choose(choice: string): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#deaths = 0;
    this.state = stateOf(choice);
    const running = this.#running;
    this.#running = null;
    this.#opening = null;
    running?.host.end();
  }

  async open(): Promise<string> {
    return (await this.#opened()).card.sha256;
  }

  async look([question]: Question<null>[], urgent: boolean): Promise<LookedAt<Found>> {
    if (!question) throw new Error('nothing to look at');
    const { card, host } = await this.#opened();
    const { result, ms } = await host.detect(question.content, urgent);
    this.#deaths = 0;
    const answer: Found | WorkFailed =
      'why' in result
        ? result
        : { boxes: boxesFrom(card.labels, result.boxes), mosaic: result.mosaic };
    return { model: card.sha256, answers: [answer], ms };
  }

  #opened(): Promise<RunningDetector> {
    const retries = mayRetry(this.state, this.#failedAt);
    if (this.#opening && !retries) return this.#opening;
    if (retries) this.#deaths = 0;
    const hadFailed = this.state?.is === 'failed';
    const opening = this.#open();
    this.#opening = opening;
    this.state = { is: 'loading' };
    opening.then(
      (running) => {
        if (this.#opening !== opening) {
          running.host.end();
          return;
        }
        this.#running = running;
        this.state = { is: 'ready' };
        if (hadFailed) this.#recovered();
      },
      (error: unknown) => {
        // A failure is kept, not tried again for each picture, until the choice changes.
        if (this.#opening !== opening) return;
        const why = error instanceof EngineError ? error.fault : 'crashed';
        this.#fail(why);
        // It may be installed at any time.
        if (why === 'model-missing') this.#opening = null;
      },
    );
    return opening;
  }

  async #open(): Promise<RunningDetector> {
    const file = await readInstalled(this.#choice);
    if (!isDetector(file)) throw new EngineError('model-missing', 'no detector of that name');
    return onFirstProvider(this.#providers, (provider) => this.#openOn(file, provider));
  }

  async #openOn(file: ModelFile<DetectorCard>, provider: Provider): Promise<RunningDetector> {
    const died = (host: Host) => this.#died(host);
    const started = await startWorker(file, provider, this.#places, died, 1);
    return { card: file.card, ...started };
  }

  #died(host: Host): void {
    if (host !== this.#running?.host) return;
    this.#running = null;
    this.#opening = null;
    // A GPU that was lost once is not trusted again before the next start.
    this.#providers = ['wasm'];
    if (++this.#deaths <= MOST_DEATHS) return;
    this.#fail('crashed');
    this.#opening = Promise.reject(new EngineError('crashed', 'the detector keeps crashing'));
    this.#opening.catch(() => undefined);
  }

  #fail(why: EngineFault): void {
    this.#failedAt = Date.now();
    this.state = { is: 'failed', why };
  }
}

const stateOf = (choice: string): EngineState | null =>
  choice === NO_DETECTOR ? null : { is: 'loading' };
