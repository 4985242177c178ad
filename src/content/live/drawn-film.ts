import type { Verdict } from '../../shared/policy.ts';
import type { Page } from '../surfaces/surface.ts';
import { Ahead } from './ahead.ts';

/** After each of these the film may go on otherwise, or more of it is there. */
const EVENTS = ['play', 'playing', 'timeupdate', 'progress', 'canplay', 'pause', 'seeked', 'ended'];
/** Nobody having told of it for so long, it is drawn no more: it is told of twice a second. */
const FORGOTTEN_MS = 2_000;

/**
 * A film that the page draws on a canvas, wherever the video itself stands, if anywhere. As of a video in
 * the page, what it shows next is known before it is seen; and only ever adds covers to what the looks at
 * the canvas come to.
 */
export class DrawnFilm {
  readonly video: HTMLVideoElement;
  readonly #ahead: Ahead;
  readonly #stop = new AbortController();
  #toldAt = performance.now();
  #isSeen = false;
  #isCovered = false;

  /** @param changed what is known of what the canvas shows now, or next, is other than it was */
  constructor(page: Page, video: HTMLVideoElement, canvas: HTMLCanvasElement, changed: () => void) {
    this.video = video;
    this.#ahead = new Ahead(page, video, changed, canvas);
    const { signal } = this.#stop;
    for (const event of EVENTS) video.addEventListener(event, () => this.#go(), { signal });
    video.addEventListener('seeking', () => this.#ahead.sought(video), { signal });
    video.addEventListener('emptied', () => this.#ahead.forget(), { signal });
  }

  /** It is still drawn there. */
  told(): void {
    this.#toldAt = performance.now();
    this.#go();
  }

  /** @param isSeen whether the canvas is in sight and can be read */
  follow(isSeen: boolean, isCovered: boolean): void {
    const isNews = this.#isSeen !== isSeen || this.#isCovered !== isCovered;
    this.#isSeen = isSeen;
    this.#isCovered = isCovered;
    if (isNews) this.#go();
  }

  /** Of what it shows now, or is about to, if that is known to be covered. */
  get verdict(): Verdict | null {
    return this.#isDrawn ? this.#ahead.verdict(this.video) : null;
  }

  /** Whether what it shows next will be known in a moment. */
  get isAwaited(): boolean {
    return this.#isDrawn && this.#ahead.isAwaited(this.video);
  }

  /** Other things are to be covered. */
  forget(): void {
    this.#ahead.forget();
    this.#go();
  }

  stop(): void {
    this.#stop.abort();
    this.#ahead.forget();
  }

  /** Of a film that stands still the canvas says more itself. */
  get #isDrawn(): boolean {
    const { paused, ended } = this.video;
    return !paused && !ended && performance.now() - this.#toldAt < FORGOTTEN_MS;
  }

  #go(): void {
    this.#ahead.follow(this.video, this.#isSeen && this.#isDrawn, this.#isCovered);
  }
}
