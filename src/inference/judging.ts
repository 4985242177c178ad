import { type JournalEntry, PRIORITY, type Priority } from '../shared/messages.ts';
import { type Scores, scoresFrom } from '../shared/policy.ts';
import { Queue } from '../shared/queue.ts';
import type { Classifier } from './classifier.ts';
import type { Keys } from './keys.ts';
import type { ScoreCache } from './score-cache.ts';
import { WorkerGone } from './worker-host.ts';
import type { Picture } from './worker-protocol.ts';

/** What is known of a picture after judging; `failed` is never a verdict and never kept. */
export type Judged =
  | { scores: Scores; mosaic: Uint8Array<ArrayBuffer> | null; picture: string }
  | { failed: string };

interface Job {
  key: string;
  /** SHA-256 of the model that `key` is about. */
  model: string;
  /** SHA-256 of the picture's bytes, hex. */
  picture: string;
  content: Picture;
  tries: number;
  arrived: number;
  done: (judged: Judged) => void;
}

interface UnderWay {
  promise: Promise<Judged>;
  done: (judged: Judged) => void;
  /** How many wait for it. */
  wanted: number;
}

/** A picture under which the worker died this often is itself the likely cause. */
const MOST_TRIES = 2;
/** Orders out at once: while one is judged, the next is decoded. */
const MOST_OUT = 2;
/** So that a picture that comes on screen is decoded and next in turn, whatever else is out. */
const MOST_OUT_ON_SCREEN = MOST_OUT + 1;
const JOURNAL = 200;
const RECENT = 200;

/**
 * From bytes to scores: cache, queue, model. Identical bytes on the same site are judged once,
 * however many wait for them.
 */
export class Judging {
  readonly #classifier: Classifier;
  readonly #cache: ScoreCache;
  readonly #keys: Keys;
  readonly #queue = new Queue<string, Job>();
  readonly #underWay = new Map<string, UnderWay>();
  #out = 0;
  readonly #recentMs: number[] = [];
  readonly journal: JournalEntry[] = [];
  judged = 0;
  cached = 0;
  failed = 0;

  constructor(classifier: Classifier, cache: ScoreCache, keys: Keys) {
    this.#classifier = classifier;
    this.#cache = cache;
    this.#keys = keys;
  }

  /** Median milliseconds in the worker over the latest pictures. */
  get medianMs(): number | null {
    const sorted = this.#recentMs.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? null;
  }

  /**
   * @param content encoded bytes or RGBA; `digest` is over what it holds
   * @param site top-level host: the cache is kept apart by site
   * @param needMosaic a kept answer without a mosaic is not enough
   * @param dropped rejects nothing: resolves as failed and frees the queue when aborted
   */
  async judge(
    content: Picture,
    picture: string,
    site: string,
    priority: Priority,
    needMosaic: (scores: Scores) => boolean,
    dropped: AbortSignal,
  ): Promise<{ judged: Judged; key: string | null }> {
    const arrived = performance.now();
    let model: string;
    try {
      model = (await this.#classifier.open()).card.sha256;
    } catch (error) {
      this.failed++;
      return { judged: { failed: String(error) }, key: null };
    }
    const key = await this.#keys.scores(picture, model, site);
    const kept = await this.#cache.get(key);
    if (kept && (kept.mosaic || !needMosaic(kept.scores))) {
      this.cached++;
      this.#note(picture, kept.scores, arrived, 'cache');
      return { judged: { ...kept, picture }, key };
    }
    if (dropped.aborted) return { judged: { failed: 'dropped' }, key };
    const running =
      this.#underWay.get(key) ?? this.#start({ key, model, picture, content, arrived }, priority);
    running.wanted++;
    this.#queue.move(key, priority);
    dropped.addEventListener('abort', () => {
      if (--running.wanted > 0 || !this.#queue.has(key)) return;
      this.#queue.remove(key);
      running.done({ failed: 'dropped' });
    });
    return { judged: await running.promise, key };
  }

  /** The element moved nearer or farther; never makes another page's wait longer. */
  reprioritise(key: string, priority: Priority): void {
    this.#queue.move(key, priority);
  }

  #start(about: Omit<Job, 'tries' | 'done'>, priority: Priority): UnderWay {
    const { key } = about;
    let done: UnderWay['done'] = () => undefined;
    const promise = new Promise<Judged>((resolve) => {
      done = (judged) => {
        this.#underWay.delete(key);
        resolve(judged);
      };
    });
    const running = { promise, done, wanted: 0 };
    this.#underWay.set(key, running);
    this.#queue.add(key, { ...about, tries: 0, done }, priority);
    this.#pump();
    return running;
  }

  #pump(): void {
    for (let next = this.#queue.next; next !== null; next = this.#queue.next) {
      const onScreen = next === PRIORITY.onScreen;
      if (this.#out >= (onScreen ? MOST_OUT_ON_SCREEN : MOST_OUT)) return;
      const jobs = this.#queue.take(this.#classifier.running?.batch ?? 1);
      this.#out++;
      void this.#run(jobs, onScreen).finally(() => {
        this.#out--;
        this.#pump();
        if (this.#out === 0) void this.#classifier.tune().catch(ignoreGone);
      });
    }
  }

  async #run(jobs: Job[], urgent: boolean): Promise<void> {
    try {
      const { card, results, ms } = await this.#classifier.judge(
        jobs.map((job) => job.content),
        urgent,
      );
      for (let i = 0; i < jobs.length; i++) this.#recentMs.push(ms / jobs.length);
      this.#recentMs.splice(0, this.#recentMs.length - RECENT);
      for (const [i, job] of jobs.entries()) {
        const result = results[i];
        if (!result || !('tiles' in result)) {
          this.#fail(job, result?.why ?? 'no result');
          continue;
        }
        const scores = scoresFrom(card, result.tiles);
        this.judged++;
        // The model may have been changed since the key was made.
        if (card.sha256 === job.model) this.#cache.put(job.key, { scores, mosaic: result.mosaic });
        this.#note(job.picture, scores, job.arrived, 'model');
        job.done({ scores, mosaic: result.mosaic, picture: job.picture });
      }
    } catch (error) {
      for (const job of jobs) this.#again(job, error);
    }
  }

  /** A picture whose worker died waits again, on screen first; one that keeps killing it fails. */
  #again(job: Job, error: unknown): void {
    if (error instanceof WorkerGone && ++job.tries < MOST_TRIES && job.content.as !== 'bitmap') {
      this.#queue.add(job.key, job, 0);
    } else this.#fail(job, String(error));
  }

  #fail(job: Job, why: string): void {
    this.failed++;
    job.done({ failed: why });
  }

  #note(picture: string, scores: Scores, arrived: number, from: JournalEntry['from']): void {
    if (!__DEV__) return;
    const model = this.#classifier.running?.card.id ?? '';
    this.journal.push({ sha256: picture, scores, model, ms: performance.now() - arrived, from });
    this.journal.splice(0, this.journal.length - JOURNAL);
  }
}

const ignoreGone = (error: unknown): void => {
  if (!(error instanceof WorkerGone)) console.warn('figleaf: timing', error);
};
