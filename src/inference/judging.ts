import { PRIORITY, type Priority } from '../shared/messages.ts';
import { Queue } from '../shared/queue.ts';
import { apart } from './apart.ts';
import type { Keys } from './keys.ts';
import { EngineError } from './model-files.ts';
import { WorkerGone } from './worker-host.ts';
import type { Picture, WorkFailed } from './worker-protocol.ts';

/** A model behind a worker, as far as looking at pictures goes. */
export interface Looker<Answer, About = null> {
  /** @returns SHA-256 of the model that will answer. @throws EngineError when none can */
  open(): Promise<string>;
  /** How many pictures at a time off screen. */
  readonly batch: number;
  /** Orders that are worked on at the same time; one unless told. */
  readonly workers?: number;
  /**
   * @param urgent goes before what waits for the model already
   * @returns one answer for each question, in their order, and the model that gave them
   * @throws WorkerGone when the worker died under it; the next call opens another
   */
  look(questions: Question<About>[], urgent: boolean): Promise<LookedAt<Answer>>;
  /** Nothing waits any more. @throws WorkerGone */
  idle?(): Promise<void>;
}

export interface Question<About> {
  content: Picture;
  /** What is asked of the picture, where that can differ; part of what an answer is kept under. */
  about: About;
}

export interface LookedAt<Answer> {
  /** SHA-256 of the model. */
  model: string;
  answers: (Answer | WorkFailed)[];
  ms: number;
}

/** Where answers are kept, under keyed hashes. */
export interface Answers<Answer> {
  get(key: string): Promise<Answer | null>;
  /** @param stored false for what must leave nothing on the disk */
  put(key: string, answer: Answer, stored: boolean): void;
}

/** Why nobody looked; never a verdict, and never kept. */
export interface Failed {
  readonly failed: string;
  /** There was no model to look with, and there may be one later. */
  readonly later?: true;
}

/** What came of looking at a picture. */
export type Judged<Answer> = { answer: Answer } | Failed;

/** A picture, and for whom it is looked at. */
export interface Wanted<About = null> extends Question<About> {
  /** SHA-256 of what it holds, hex. */
  picture: string;
  /** Top-level host: answers are kept apart by site. */
  site: string;
  /** In a private window: the answer is kept in memory alone. */
  isPrivate: boolean;
  /** Resolves as failed and frees the queue when aborted; rejects nothing. */
  dropped: AbortSignal;
  asked: Place;
  /** One frame of many: its answer will hardly be wanted again, and is not kept. */
  passing?: boolean;
}

/** Where one who waits stands, as a page sees it. */
export interface Place {
  priority: Priority;
  /** Tells the queue that `priority` is another; null while it waits in none. */
  moved: (() => void) | null;
}

/** Told of each answer: what of, after how many milliseconds, and from where. */
export type Noted<Answer> = (
  picture: string,
  answer: Answer,
  ms: number,
  from: 'model' | 'cache',
) => void;

interface Job<About> extends Question<About> {
  picture: string;
  key: string;
  /** SHA-256 of the model that `key` is about. */
  model: string;
  isPrivate: boolean;
  tries: number;
  arrived: number;
  passing: boolean;
}

interface UnderWay<Answer> {
  promise: Promise<Judged<Answer>>;
  done: (judged: Judged<Answer>) => void;
  /** Those who wait for it. */
  places: Set<Place>;
}

/** A picture under which the worker died this often is itself the likely cause. */
const MOST_TRIES = 2;
/** Orders that each worker has at once: the one that is judged, and the next, decoded meanwhile. */
const OUT_EACH = 2;
/** So that a picture that comes on screen is decoded and next in turn, whatever else is out. */
const OUT_EACH_ON_SCREEN = OUT_EACH + 1;
const RECENT = 200;

/**
 * From bytes to one model's answer: cache, queue, model. Identical bytes on the same site are
 * looked at once, however many wait for them.
 */
export class Judging<Answer extends object, About = null> {
  readonly #looker: Looker<Answer, About>;
  readonly #cache: Answers<Answer>;
  readonly #keys: Keys;
  readonly #noted: Noted<Answer>;
  readonly #queue = new Queue<string, Job<About>>();
  readonly #underWay = new Map<string, UnderWay<Answer>>();
  #out = 0;
  readonly #recentMs: number[] = [];
  judged = 0;
  cached = 0;
  failed = 0;

  constructor(
    looker: Looker<Answer, About>,
    cache: Answers<Answer>,
    keys: Keys,
    noted: Noted<Answer> = () => undefined,
  ) {
    this.#looker = looker;
    this.#cache = cache;
    this.#keys = keys;
    this.#noted = noted;
  }

  /** Median milliseconds in the worker over the latest pictures. */
  get medianMs(): number | null {
    const sorted = this.#recentMs.toSorted((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? null;
  }

  /**
   * @param enough whether a kept answer will do
   */
  async judge(
    { content, about, picture, site, isPrivate, dropped, asked, passing = false }: Wanted<About>,
    enough: (kept: Answer) => boolean,
  ): Promise<Judged<Answer>> {
    const arrived = performance.now();
    let model: string;
    try {
      model = await this.#looker.open();
    } catch (error) {
      this.failed++;
      return { failed: String(error), later: true };
    }
    const asker = about === null ? model : `${model}\n${JSON.stringify(about)}`;
    const key = await this.#keys.scores(picture, asker, site);
    const kept = await this.#cache.get(key);
    if (kept && enough(kept)) {
      this.cached++;
      this.#noted(picture, kept, performance.now() - arrived, 'cache');
      return { answer: kept };
    }
    if (dropped.aborted) return { failed: 'dropped' };
    const running =
      this.#underWay.get(key) ??
      this.#start(
        { key, model, picture, content, about, isPrivate, tries: 0, arrived, passing },
        asked.priority,
      );
    const { places } = running;
    places.add(asked);
    // To where the nearest of all who wait for it stands.
    asked.moved = () => {
      const nearest = Math.min(...[...places].map((place) => place.priority)) as Priority;
      this.#queue.move(key, nearest);
    };
    asked.moved();
    const leave = () => {
      places.delete(asked);
      if (places.size > 0 || !this.#queue.has(key)) return;
      this.#queue.remove(key);
      running.done({ failed: 'dropped' });
    };
    dropped.addEventListener('abort', leave);
    const judged = await running.promise;
    // Who goes later must not take away the same picture from those who ask for it by then.
    dropped.removeEventListener('abort', leave);
    asked.moved = null;
    return judged;
  }

  #start(job: Job<About>, priority: Priority): UnderWay<Answer> {
    const { key } = job;
    let done: UnderWay<Answer>['done'] = () => undefined;
    const promise = new Promise<Judged<Answer>>((resolve) => {
      done = (judged) => {
        this.#underWay.delete(key);
        resolve(judged);
      };
    });
    const running = { promise, done, places: new Set<Place>() };
    this.#underWay.set(key, running);
    this.#queue.add(key, job, priority);
    this.#pump();
    return running;
  }

  #pump(): void {
    for (let next = this.#queue.next; next !== null; next = this.#queue.next) {
      const onScreen = next === PRIORITY.onScreen;
      const each = onScreen ? OUT_EACH_ON_SCREEN : OUT_EACH;
      if (this.#out >= each * (this.#looker.workers ?? 1)) return;
      for (const jobs of apart(this.#queue.take(this.#looker.batch))) {
        this.#out++;
        void this.#run(jobs, onScreen).finally(() => {
          this.#out--;
          this.#pump();
          if (this.#out === 0) void this.#looker.idle?.().catch(ignoreGone);
        });
      }
    }
  }

  async #run(jobs: Job<About>[], urgent: boolean): Promise<void> {
    try {
      const { model, answers, ms } = await this.#looker.look(jobs, urgent);
      for (let i = 0; i < jobs.length; i++) this.#recentMs.push(ms / jobs.length);
      this.#recentMs.splice(0, this.#recentMs.length - RECENT);
      for (const [i, job] of jobs.entries()) {
        const answer = answers[i];
        if (!answer || 'why' in answer) {
          this.#fail(job, { failed: answer?.why ?? 'no answer' });
          continue;
        }
        this.judged++;
        // The model may have been changed since the key was made.
        if (model === job.model && !job.passing) {
          this.#cache.put(job.key, answer, !job.isPrivate);
        }
        this.#noted(job.picture, answer, performance.now() - job.arrived, 'model');
        this.#underWay.get(job.key)?.done({ answer });
      }
    } catch (error) {
      for (const job of jobs) this.#again(job, error);
    }
  }

  /** A picture whose worker died waits again, on screen first; one that keeps killing it fails. */
  #again(job: Job<About>, error: unknown): void {
    if (error instanceof WorkerGone && ++job.tries < MOST_TRIES) {
      this.#queue.add(job.key, job, PRIORITY.onScreen);
    } else {
      // Only as it opens does a model fail in this way.
      const later = error instanceof EngineError ? { later: true as const } : {};
      this.#fail(job, { failed: String(error), ...later });
    }
  }

  #fail({ key }: Job<About>, failed: Failed): void {
    this.failed++;
    this.#underWay.get(key)?.done(failed);
  }
}

const ignoreGone = (error: unknown): void => {
  if (!(error instanceof WorkerGone)) console.warn('figleaf: timing', error);
};
