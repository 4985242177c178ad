import type { PageVerdict, Priority } from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { pack, unpack } from '../../shared/wire.ts';
import type { Question, Subject } from '../asking.ts';
import type { Page } from '../surfaces/surface.ts';
import {
  isBlank,
  isSameSample,
  isSample,
  type MovingElement,
  type Sample,
  sampleOf,
  UNREADABLE,
} from './sample.ts';
import { Steady } from './steady.ts';

/** What a look at the present frame came to. `asked`: its verdict comes later. */
export type Looked = 'asked' | 'same' | 'blank' | 'nothing' | typeof UNREADABLE;

const CLEAR: Verdict = { cover: false };

/** Something that shows one picture after another, and what is known of those it showed. */
export class Moving implements Subject {
  id = 0;
  phase: Subject['phase'] = 'waiting';
  readonly steady = new Steady();
  mosaic: Uint8Array | null = null;
  unreadable = false;
  /** It stands still: what it shows now, it goes on showing. */
  still = true;
  /** The frame that the latest verdict is about, or that is out for one. */
  last: Sample | null = null;
  readonly #element: WeakRef<MovingElement>;
  /** Where it is seen. */
  readonly #place: WeakRef<MovingElement>;
  readonly #page: Page;
  readonly #changed: () => void;
  /** The latest verdict, before it was steadied. */
  #latest: Verdict | null = null;
  #before = 0;

  /**
   * @param changed there may be another verdict
   * @param place the element that it is looked at for, where that is another
   */
  constructor(page: Page, element: MovingElement, changed: () => void, place = element) {
    this.#page = page;
    this.#element = new WeakRef(element);
    this.#place = new WeakRef(place);
    this.#changed = changed;
  }

  /** What was said of `last` by itself; null while that is not known. */
  get latest(): Verdict | null {
    return this.isWaiting ? null : this.#latest;
  }

  get isWaiting(): boolean {
    return this.phase === 'queued' || this.phase === 'out';
  }

  /** Looks at the frame that is shown now, and has it judged where it is another. */
  look(width: number, height: number): Looked {
    if (this.isWaiting) return 'asked';
    const sample = this.read(width, height);
    return isSample(sample) ? this.judge(sample) : (sample ?? 'nothing');
  }

  /** @returns the frame that is shown now */
  read(width: number, height: number): ReturnType<typeof sampleOf> {
    const element = this.#element.deref();
    const sample = element ? sampleOf(element, width, height) : null;
    if (sample !== null) this.unreadable = sample === UNREADABLE;
    return sample;
  }

  /** Has a frame judged, unless it is the one that was judged last, or one was asked about and is out. */
  judge(sample: Sample): Looked {
    if (this.isWaiting) return 'asked';
    if (this.#latest && isSameSample(sample, this.last)) {
      this.steady.sample(this.#latest, this.still);
      return 'same';
    }
    if (isBlank(sample)) {
      this.#page.asking.abandon(this);
      this.phase = 'done';
      this.last = sample;
      this.#latest = CLEAR;
      this.steady.sample(CLEAR, this.still);
      return 'blank';
    }
    this.last = sample;
    this.#before = this.id;
    this.#page.asking.askNext(this);
    return 'asked';
  }

  /** Nobody sees it, and no verdict is waited for; what it showed last, it may show again. */
  leave(): void {
    if (this.isWaiting) this.last = null;
    this.#page.asking.abandon(this);
  }

  /** It shows something else: nothing is known of it. */
  restart(): void {
    this.#page.asking.abandon(this);
    this.steady.reset();
    this.#latest = null;
    this.last = null;
    this.mosaic = null;
    this.unreadable = false;
  }

  /** @returns what the page's reading of it comes to; null while nobody knows */
  verdict(unreadable: 'cover' | 'show'): Verdict | null {
    if (!this.unreadable) return this.steady.verdict;
    return unreadable === 'show' ? CLEAR : { cover: true, reason: 'failed' satisfies Reason };
  }

  priority(): Priority | null {
    const place = this.#place.deref();
    return place ? (this.#page.viewport.of(place)?.priority ?? null) : null;
  }

  question(): Promise<Question> | null {
    const { last } = this;
    if (!last || !this.#element.deref()) return null;
    const { width, height, rgba } = last;
    const { clones } = this.#page.port;
    const source = { by: 'rgba', rgba: pack(rgba, clones), width, height } as const;
    return Promise.resolve({ source, width, height, frame: this.#before });
  }

  sent(): void {
    // What a person says of a moving thing holds for the thing, here, and is not told on.
  }

  answered({ verdict, mosaic }: PageVerdict): void {
    this.#latest = verdict;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    this.steady.sample(verdict, this.still);
    this.#changed();
  }
}
