import type { EngineFault, EngineState, Provider } from '../shared/messages.ts';
import { EngineError } from './model-files.ts';
import type { Started } from './start-worker.ts';
import type { Host } from './worker-host.ts';

/** Worker deaths in a row, without one answer between them, after which to give up. */
const MOST_DEATHS = 4;
/** After it has given up it tries again for the first picture that comes this much later. */
const RETRY_MS = 30_000;

interface Owner<Running extends Started> {
  /**
   * @param providers to be tried, the fastest first
   * @throws EngineError when no provider works or the model's file is bad
   */
  open(providers: readonly Provider[]): Promise<Running>;
  /** It had failed, and works now. */
  recovered(): void;
}

/**
 * Keeps a model open on workers: opened by the first picture that needs it, anew after its worker
 * died, and not any more where it died again and again or was refused. A refusal is kept, not tried
 * again for each picture, until the choice changes; a model that is missing may come at any time.
 */
export class ModelKeeper<Running extends Started> {
  readonly #owner: Owner<Running>;
  #opening: Promise<Running> | null = null;
  #running: Running | null = null;
  #providers: readonly Provider[] = ['webgpu', 'wasm'];
  #deaths = 0;
  #failedAt = 0;
  #state: EngineState = { is: 'loading' };
  /** Since it last worked. */
  #hasFailed = false;
  /** How often the worker died. */
  restarts = 0;

  constructor(owner: Owner<Running>) {
    this.#owner = owner;
  }

  get running(): Running | null {
    return this.#running;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** @throws EngineError when it cannot be opened, or died too often */
  open(): Promise<Running> {
    const retries = this.#mayRetry();
    if (this.#opening && !retries) return this.#opening;
    if (retries) this.#deaths = 0;
    this.#state = { is: 'loading' };
    const opening = this.#owner.open(this.#providers);
    this.#opening = opening;
    opening.then(
      (running) => {
        if (this.#opening !== opening) {
          running.host.end();
          return;
        }
        const hadFailed = this.#hasFailed;
        this.#adopt(running);
        if (hadFailed) this.#owner.recovered();
      },
      (error: unknown) => {
        if (this.#opening !== opening) return;
        const why = error instanceof EngineError ? error.fault : 'crashed';
        this.#fail(why);
        if (why === 'model-missing') this.#opening = null;
      },
    );
    return opening;
  }

  /** It works: deaths before count no more. */
  answered(): void {
    this.#deaths = 0;
  }

  /** Another one, open already, takes the place of what runs; that is left to whoever gave this. */
  replace(running: Running): void {
    this.#opening = Promise.resolve(running);
    this.#adopt(running);
  }

  /** Ends what runs on purpose: another was chosen, which the next picture opens. */
  leave(): void {
    const running = this.#running;
    this.#running = null;
    this.#opening = null;
    this.#deaths = 0;
    this.#state = { is: 'loading' };
    running?.host.end();
  }

  /** A worker is gone; of no account unless it is the one that runs. */
  readonly died = (host: Host): void => {
    if (host !== this.#running?.host) return;
    this.#running = null;
    this.#opening = null;
    this.restarts++;
    // A GPU that was lost once is not trusted again before the next start.
    this.#providers = ['wasm'];
    if (++this.#deaths <= MOST_DEATHS) return;
    this.#fail('crashed');
    this.#opening = Promise.reject(new EngineError('crashed', 'its worker keeps crashing'));
    this.#opening.catch(() => undefined);
  };

  #adopt(running: Running): void {
    this.#running = running;
    this.#hasFailed = false;
    this.#state = { is: 'ready' };
  }

  #fail(why: EngineFault): void {
    this.#failedAt = Date.now();
    this.#hasFailed = true;
    this.#state = { is: 'failed', why };
  }

  #mayRetry(): boolean {
    const crashed = this.#state.is === 'failed' && this.#state.why === 'crashed';
    return crashed && Date.now() - this.#failedAt > RETRY_MS;
  }
}
