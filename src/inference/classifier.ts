import { BUNDLED } from '../shared/bundled.ts';
import type { EngineState, ModelDecision, Provider, Tuning } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import { bestBatch, decide, firstModel, MOST_TURNS, settledTime } from './model-choice.ts';
import {
  type ClassifierCard,
  EngineError,
  isClassifier,
  type ModelFile,
  readBundled,
  readInstalled,
} from './model-files.ts';
import { ModelKeeper } from './model-keeper.ts';
import { onFirstProvider, type Started, startWorker, type WorkerPlaces } from './start-worker.ts';
import type {
  PartsAsk,
  Picture,
  WorkDone,
  WorkFailed,
  WorkLocated,
  WorkTried,
} from './worker-protocol.ts';

export interface ClassifierPlaces extends WorkerPlaces {
  /** The folder of the models' folders. */
  models: string;
}

/** What was measured and chosen before, and who is told of what is measured and chosen now. */
export interface Memory {
  version: string;
  decision: ModelDecision | null;
  tuning: Tuning | null;
  chose(decision: ModelDecision): void;
  tuned(tuning: Tuning): void;
  /** It had failed, and works now. */
  recovered(): void;
}

export interface Running extends Started {
  card: ClassifierCard;
  /** Pictures at a time, off screen. */
  batch: number;
}

/** Larger ones measure no faster with 1 to 4 threads, and hold up what comes on screen longer. */
const BATCHES = [1, 4] as const;
const TIMING_ROUNDS = 5;

/**
 * The classifier behind everything: chooses provider and model, measures, and says how it is. A dead
 * worker is replaced; what was out is rejected with WorkerGone.
 */
export class Classifier {
  readonly #places: ClassifierPlaces;
  readonly #memory: Memory;
  readonly #kept: ModelKeeper<Running>;
  #choice: Settings['model'];
  #tuned: Running | null = null;

  constructor(places: ClassifierPlaces, memory: Memory, choice: Settings['model']) {
    this.#places = places;
    this.#memory = memory;
    this.#choice = choice;
    this.#kept = new ModelKeeper<Running>({
      open: (providers) => this.#open(providers),
      recovered: () => memory.recovered(),
    });
  }

  get state(): EngineState {
    return this.#kept.state;
  }

  get restarts(): number {
    return this.#kept.restarts;
  }

  get decision(): ModelDecision | null {
    return this.#memory.decision;
  }

  get running(): Running | null {
    return this.#kept.running;
  }

  /** Another model was chosen: the present worker ends, the next picture opens the other. */
  choose(choice: Settings['model']): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#kept.leave();
    this.open().catch(() => undefined);
  }

  /** @throws EngineError when no provider works or the model's file is bad */
  open(): Promise<Running> {
    return this.#kept.open();
  }

  /**
   * @param urgent goes before what waits for the model already
   * @throws WorkerGone when the worker died under it; the next call opens another
   */
  async judge(
    pictures: Picture[],
    urgent: boolean,
  ): Promise<{ card: ClassifierCard; results: (WorkDone | WorkFailed)[]; ms: number }> {
    const { card, host } = await this.open();
    const answer = await host.judge(pictures, urgent);
    this.#kept.answered();
    return { card, ...answer };
  }

  /** Where in a picture what the settings cover is. @throws WorkerGone; EngineError */
  async locate(
    picture: Picture,
    ask: PartsAsk,
    urgent: boolean,
  ): Promise<{ card: ClassifierCard; result: WorkLocated | WorkFailed; ms: number }> {
    const { card, host } = await this.open();
    return { card, ...(await host.locate(picture, ask, urgent)) };
  }

  /** As `judge`, for a picture that a person tries. @throws WorkerGone; EngineError */
  async try(picture: Picture): Promise<{ card: ClassifierCard; result: WorkTried | WorkFailed }> {
    const { card, host } = await this.open();
    return { card, result: await host.try(picture) };
  }

  /**
   * What is better measured when there is nothing else to do, once for each installation, device
   * and version: the best batch, and whether the better model is fast enough here. Until then
   * pictures go one by one to the model that starts soonest.
   */
  async tune(): Promise<void> {
    const { running } = this.#kept;
    if (!running || this.#tuned === running) return;
    this.#tuned = running;
    await this.#tuneBatch(running);
    const first = firstModel(this.#choice, this.decision, running.provider, this.#memory.version);
    if (first.mustMeasure) await this.#tryBalanced(running);
  }

  #open(providers: readonly Provider[]): Promise<Running> {
    return onFirstProvider(providers, (provider) => {
      const { id } = firstModel(this.#choice, this.decision, provider, this.#memory.version);
      return this.#openModel(id, provider);
    });
  }

  async #openModel(id: string, provider: Provider): Promise<Running> {
    const file = await this.#read(id);
    const started = await startWorker(file, provider, this.#places, this.#kept.died);
    return { card: file.card, ...started, batch: this.#measuredOn(provider)[id] || 1 };
  }

  /** @returns the best batch of each model that was measured so far on this provider, by this version */
  #measuredOn(provider: Provider): Tuning['batches'] {
    const { tuning, version } = this.#memory;
    return tuning?.provider === provider && tuning.version === version ? tuning.batches : {};
  }

  async #read(id: string): Promise<ModelFile<ClassifierCard>> {
    if (Object.values<string>(BUNDLED).includes(id)) return readBundled(id, this.#places.models);
    const file = await readInstalled(id);
    if (!isClassifier(file)) throw new EngineError('model-missing', `${id} is no classifier`);
    return file;
  }

  async #tuneBatch(running: Running): Promise<void> {
    const { card, provider, host } = running;
    const before = this.#measuredOn(provider);
    if (Object.hasOwn(before, card.id)) return;
    // By turns and the least of each: what else the machine does only ever adds to a time.
    const times = new Map<number, number>();
    for (let round = 0; round < TIMING_ROUNDS; round++) {
      for (const size of BATCHES) {
        const ms = await host.time(size, 1);
        times.set(size, Math.min(ms, times.get(size) ?? Number.POSITIVE_INFINITY));
      }
    }
    running.batch = bestBatch(times);
    this.#memory.tuning = {
      provider,
      version: this.#memory.version,
      batches: { ...before, [card.id]: running.batch },
    };
    this.#memory.tuned(this.#memory.tuning);
  }

  async #tryBalanced(running: Running): Promise<void> {
    const candidate = await this.#openModel(BUNDLED.balanced, running.provider);
    const isWanted = () => this.#kept.running === running;
    let decision: ModelDecision | null = null;
    try {
      const ms = await settledTime(
        () => candidate.host.time(1, TIMING_ROUNDS),
        // Tests start anew all the time, and make do with the first.
        __DEV__ ? 1 : MOST_TURNS,
        isWanted,
      );
      if (isWanted()) decision = decide(ms, running.provider, this.#memory.version);
    } finally {
      if (decision?.model !== candidate.card.id) candidate.host.end();
    }
    // Another choice was made meanwhile, or the worker died: nothing is known of an idle machine.
    if (!decision) return;
    this.#memory.decision = decision;
    this.#memory.chose(decision);
    if (decision.model !== candidate.card.id) return;
    this.#kept.replace(candidate);
    running.host.endWhenIdle();
  }
}
