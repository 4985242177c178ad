import type { ModelCard } from '../shared/card.ts';
import type { EngineFault, EngineState, ModelDecision, Provider } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import type { EnginePlaces } from './engine.ts';
import { bestBatch, decide, firstModel } from './model-choice.ts';
import { EngineError, readModel } from './model-files.ts';
import { WorkerGone, WorkerHost } from './worker-host.ts';
import type { Picture, WorkDone, WorkFailed } from './worker-protocol.ts';

export interface ClassifierPlaces extends EnginePlaces {
  /** The worker's script. */
  worker: string;
  /** The folder of the models' folders. */
  models: string;
}

export interface Ready {
  card: ModelCard;
  provider: Provider;
  threads: number;
  batch: number;
}

/** Worker deaths in a row, without one judged picture between them, after which to give up. */
const MOST_DEATHS = 4;
/** After a crash the engine is tried again by the first picture that comes this much later. */
const RETRY_MS = 30_000;
const BATCHES = [1, 4, 8] as const;
const TIMING_ROUNDS = 5;

/**
 * The classifier behind everything: chooses provider and model, keeps one worker alive under them,
 * and says how it is. A dead worker is replaced; what was out is rejected with WorkerGone.
 */
export class Classifier {
  readonly #places: ClassifierPlaces;
  readonly #version: string;
  readonly #chose: (decision: ModelDecision) => void;
  readonly #changed: () => void;
  #choice: Settings['model'];
  #decision: ModelDecision | null;
  #host: WorkerHost | null = null;
  #opening: Promise<Ready> | null = null;
  #ready: Ready | null = null;
  #tuned: Ready | null = null;
  #deaths = 0;
  #failedAt = 0;
  #providers: readonly Provider[] = ['webgpu', 'wasm'];
  state: EngineState = { is: 'loading' };
  restarts = 0;

  /**
   * @param chose told of each new automatic choice
   * @param changed told whenever `state` changed
   */
  constructor(
    places: ClassifierPlaces,
    version: string,
    choice: Settings['model'],
    decision: ModelDecision | null,
    chose: (decision: ModelDecision) => void,
    changed: () => void,
  ) {
    this.#places = places;
    this.#version = version;
    this.#choice = choice;
    this.#decision = decision;
    this.#chose = chose;
    this.#changed = changed;
  }

  get decision(): ModelDecision | null {
    return this.#decision;
  }

  get ready(): Ready | null {
    return this.#ready;
  }

  /** Another model was chosen: the present worker ends, the next one opens it. */
  choose(choice: Settings['model']): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#deaths = 0;
    this.#leave();
    this.#reset();
  }

  /** @throws EngineError when no provider works or the model's file is bad */
  open(): Promise<Ready> {
    const { state } = this;
    const mayRetry =
      state.is === 'failed' && state.why === 'crashed' && Date.now() - this.#failedAt > RETRY_MS;
    if (this.#opening && !mayRetry) return this.#opening;
    if (mayRetry) this.#deaths = 0;
    this.#say({ is: 'loading' });
    const opening = this.#open();
    this.#opening = opening;
    opening.then(
      (ready) => {
        if (this.#opening !== opening) return;
        this.#ready = ready;
        this.#say({ is: 'ready' });
      },
      (error: unknown) => {
        if (this.#opening !== opening) return;
        // A rejection is kept, not retried for each picture, until the choice or the engine changes.
        this.#fail(error instanceof EngineError ? error.fault : 'crashed');
      },
    );
    return opening;
  }

  /** @throws WorkerGone when the worker died under it; the next call opens another */
  async judge(pictures: Picture[]): Promise<{ results: (WorkDone | WorkFailed)[]; ms: number }> {
    await this.open();
    if (!this.#host) throw new WorkerGone('not open');
    const answer = await this.#host.judge(pictures);
    this.#deaths = 0;
    return answer;
  }

  async #open(): Promise<Ready> {
    const faults: unknown[] = [];
    for (const provider of this.#providers) {
      if (provider === 'webgpu' && !('gpu' in navigator)) continue;
      try {
        return await this.#openOn(provider);
      } catch (error) {
        this.#leave();
        // The file is as bad on every provider.
        if (error instanceof EngineError && /^model-/.test(error.fault)) throw error;
        faults.push(error);
        console.info(`figleaf: not on ${provider}: ${error}`);
      }
    }
    throw faults.at(-1);
  }

  async #openOn(provider: Provider): Promise<Ready> {
    const first = firstModel(this.#choice, this.#decision, provider, this.#version);
    let ready = await this.#openModel(first.id, provider);
    if (first.mustMeasure) {
      const ms = (await this.#host?.time(1, TIMING_ROUNDS)) ?? Number.POSITIVE_INFINITY;
      const decision = decide(ms, provider, this.#version);
      this.#decision = decision;
      this.#chose(decision);
      if (decision.model !== first.id) {
        this.#leave();
        ready = await this.#openModel(decision.model, provider);
      }
    }
    return ready;
  }

  async #openModel(id: string, provider: Provider): Promise<Ready> {
    const file = await readModel(id, this.#places.models);
    const host = new WorkerHost(this.#places.worker, () => this.#died(host));
    this.#host = host;
    const threads = Math.min(navigator.hardwareConcurrency || 1, 4);
    const { mjs, wasm } = this.#places;
    const opened = await host.open(file, provider, threads, { mjs, wasm });
    return { card: file.card, provider: opened.provider, threads: opened.threads, batch: 1 };
  }

  /**
   * Finds the best batch for pictures off screen, once an opened model has nothing else to do:
   * until then they go one by one, so that a start is not held up by measuring.
   */
  async tune(): Promise<void> {
    const [host, ready] = [this.#host, this.#ready];
    if (!host || !ready || this.#tuned === ready) return;
    this.#tuned = ready;
    const times = new Map<number, number>();
    for (const size of BATCHES) times.set(size, await host.time(size, TIMING_ROUNDS));
    ready.batch = bestBatch(times).size;
  }

  #died(host: WorkerHost): void {
    if (host !== this.#host) return;
    const wasReady = this.#ready !== null;
    this.#reset();
    if (!wasReady) return;
    this.restarts++;
    // A GPU that was lost once is not trusted again before the next start.
    this.#providers = ['wasm'];
    if (++this.#deaths <= MOST_DEATHS) return;
    const failed = Promise.reject(new EngineError('crashed', 'the engine keeps crashing'));
    failed.catch(() => this.#fail('crashed'));
    this.#opening = failed;
  }

  /** Ends the present worker on purpose: nobody is told that it died. */
  #leave(): void {
    const host = this.#host;
    this.#host = null;
    host?.end();
  }

  #reset(): void {
    this.#host = null;
    this.#opening = null;
    this.#ready = null;
  }

  #fail(why: EngineFault): void {
    this.#failedAt = Date.now();
    this.#say({ is: 'failed', why });
  }

  #say(state: EngineState): void {
    this.state = state;
    this.#changed();
  }
}
