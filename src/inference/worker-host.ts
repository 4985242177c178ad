import type { Provider } from '../shared/messages.ts';
import { moves } from './apart.ts';
import type { EnginePlaces } from './engine.ts';
import { EngineError, type ModelFile } from './model-files.ts';
import type {
  FromWorker,
  Lost,
  Numbered,
  PartsAsk,
  Picture,
  ToWorker,
  WorkDetected,
  WorkDone,
  WorkFailed,
  WorkLocated,
  WorkTried,
} from './worker-protocol.ts';

/** Loading compiles 17 MB of WASM; on a slow, busy machine that takes long, but not this long. */
const OPEN_LIMIT_MS = 60_000;
/** No picture takes this long on any machine that could run a browser: the worker hangs. */
const JUDGE_LIMIT_MS = 20_000;
/**
 * A large detector takes seconds where a classifier takes a fraction of one, and for each tile; a
 * search for parts takes a dozen runs.
 */
const DETECT_LIMIT_MS = 60_000;
/** More for each further picture of a batch, which costs a fraction of the first one's wait. */
const NEXT_LIMIT_MS = 5_000;
/** More for one that moves: seconds to decode, and dozens of looks. */
const MOVING_LIMIT_MS = 40_000;

/** An order's time begins anew for as many times as long, while others are answered. */
const MOST_TIMES = 3;

/** The worker died, hung or lost its GPU under what it was given. */
export class WorkerGone extends Error {}

/** What a model is worked through, once it is open. */
export type Host = Pick<
  WorkerHost,
  'workers' | 'time' | 'judge' | 'detect' | 'locate' | 'try' | 'end' | 'endWhenIdle'
>;

interface Waiting {
  resolve: (message: FromWorker) => void;
  reject: (error: Error) => void;
  readonly what: ToWorker['do'];
  readonly limitMs: number;
  /** When it was given. */
  readonly since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * One engine worker, from its start to its end: orders go in, and each answer names its order. When
 * it crashes, hangs or loses the GPU, every order still out is rejected with WorkerGone and `onGone`
 * is called once; the caller starts another.
 */
export class WorkerHost {
  /** Orders that are worked on at the same time. */
  readonly workers: number = 1;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;
  readonly #onGone: (gone: WorkerGone) => void;
  #gone = false;
  #leaving = false;

  constructor(script: string, onGone: (gone: WorkerGone) => void) {
    this.#onGone = onGone;
    this.#worker = new Worker(script, { type: 'module' });
    this.#worker.addEventListener(
      'message',
      ({ data }: MessageEvent<Numbered<FromWorker> | Lost>) => this.#heard(data),
    );
    this.#worker.addEventListener('error', (event) => this.#end(`crashed: ${event.message}`));
    this.#worker.addEventListener('messageerror', () => this.#end('crashed: unreadable message'));
  }

  /** @throws EngineError when the provider or the model is refused; WorkerGone */
  async open(
    { card, bytes }: ModelFile,
    provider: Provider,
    threads: number,
    places: EnginePlaces,
  ): Promise<{ provider: Provider; threads: number }> {
    const order: ToWorker = { do: 'open', card, model: bytes, provider, threads, places };
    const answer = await this.#order(order, OPEN_LIMIT_MS);
    if (answer.done === 'refused') throw new EngineError(answer.fault, answer.why);
    if (answer.done !== 'open') throw new WorkerGone(`answered ${answer.done} to open`);
    return answer;
  }

  /** @returns median milliseconds of a batch */
  async time(batch: number, rounds: number): Promise<number> {
    const answer = await this.#order({ do: 'time', batch, rounds }, OPEN_LIMIT_MS);
    if (answer.done !== 'time') throw new WorkerGone(`answered ${answer.done} to time`);
    return answer.ms;
  }

  /** @returns one result for each picture, in the pictures' order, and the milliseconds taken */
  async judge(
    pictures: Picture[],
    urgent = false,
  ): Promise<{ results: (WorkDone | WorkFailed)[]; ms: number }> {
    const items = pictures.map((picture, id) => ({ id, picture }));
    const answer = await this.#order({ do: 'judge', items, urgent }, limitFor(pictures));
    // Onnxruntime failed under it, or answers nonsense: what comes next would fare no better.
    if (answer.done === 'refused') this.#end(answer.why);
    if (answer.done !== 'judge') throw new WorkerGone(`answered ${answer.done} to judge`);
    return answer;
  }

  /** @throws WorkerGone when it died under it */
  async detect(
    picture: Picture,
    urgent = false,
  ): Promise<{ result: WorkDetected | WorkFailed; ms: number }> {
    const answer = await this.#order({ do: 'detect', picture, urgent }, DETECT_LIMIT_MS);
    if (answer.done === 'refused') this.#end(answer.why);
    if (answer.done !== 'detect') throw new WorkerGone(`answered ${answer.done} to detect`);
    return answer;
  }

  /** @throws WorkerGone when it died under it */
  async locate(
    picture: Picture,
    ask: PartsAsk,
    urgent: boolean,
  ): Promise<{ result: WorkLocated | WorkFailed; ms: number }> {
    const answer = await this.#order({ do: 'locate', picture, ask, urgent }, DETECT_LIMIT_MS);
    if (answer.done === 'refused') this.#end(answer.why);
    if (answer.done !== 'locate') throw new WorkerGone(`answered ${answer.done} to locate`);
    return answer;
  }

  /** @throws WorkerGone when it died under it */
  async try(picture: Picture): Promise<WorkTried | WorkFailed> {
    const answer = await this.#order({ do: 'try', picture }, limitFor([picture]));
    if (answer.done === 'refused') this.#end(answer.why);
    if (answer.done !== 'try') throw new WorkerGone(`answered ${answer.done} to try`);
    return answer.result;
  }

  end(): void {
    this.#end('ended');
  }

  /** Ends once everything that is out has been answered. */
  endWhenIdle(): void {
    this.#leaving = true;
    if (this.#waiting.size === 0) this.end();
  }

  #order(order: ToWorker, limitMs: number): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      if (this.#gone) {
        reject(new WorkerGone('already gone'));
        return;
      }
      const number = this.#next++;
      const what = order.do;
      const since = performance.now();
      const waiting: Waiting = { resolve, reject, what, limitMs, since, timer: undefined };
      this.#waiting.set(number, waiting);
      this.#watch(waiting);
      const numbered: Numbered<ToWorker> = { order: number, message: order };
      this.#worker.postMessage(numbered);
    });
  }

  /**
   * Orders take turns, and whose it is nobody tells: each one's time would hold that of the others. So
   * each has as much as the slowest of them may take, and begins it anew when any of them is answered;
   * not for ever, because what hangs need not hold up the others.
   */
  #watch(waiting: Waiting): void {
    const limit = Math.max(...[...this.#waiting.values()].map(({ limitMs }) => limitMs));
    if (performance.now() - waiting.since > MOST_TIMES * limit) return;
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => this.#end(`no answer to ${waiting.what}`), limit);
  }

  #heard(answer: Numbered<FromWorker> | Lost): void {
    if ('lost' in answer) {
      this.#end('lost the GPU');
      return;
    }
    const waiting = this.#waiting.get(answer.order);
    if (!waiting) return;
    this.#waiting.delete(answer.order);
    clearTimeout(waiting.timer);
    for (const other of this.#waiting.values()) this.#watch(other);
    waiting.resolve(answer.message);
    if (this.#leaving && this.#waiting.size === 0) this.end();
  }

  #end(why: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#worker.terminate();
    const gone = new WorkerGone(why);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(gone);
    }
    this.#waiting.clear();
    this.#onGone(gone);
  }
}

function limitFor(pictures: readonly Picture[]): number {
  const moving = pictures.filter(moves).length;
  return JUDGE_LIMIT_MS + NEXT_LIMIT_MS * (pictures.length - 1) + MOVING_LIMIT_MS * moving;
}
