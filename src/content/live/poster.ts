import type { PageVerdict, PageView, Priority } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import { type Question, questionOf, type Subject } from '../asking.ts';
import { reasonOf, type Stand } from '../looks.ts';
import { pixelsOfTwin } from '../pixels.ts';
import { type Renewable, renewalFor } from '../renewals.ts';
import type { Page } from '../surfaces/surface.ts';
import { type Twin, twinOf } from '../twins.ts';

/**
 * The picture that stands for a video until it plays. The browser tells nobody when it has loaded, so
 * a twin loads the same address in the same way: by one request for both.
 */
export class Poster implements Subject, Renewable {
  url: string;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: Stand['hand'] = null;
  replaced = false;
  renewedFor = '';
  readonly #twin: Twin;
  readonly #stopped = new AbortController();
  readonly #video: WeakRef<HTMLVideoElement>;
  readonly #page: Page;
  readonly #changed: () => void;

  constructor(page: Page, video: HTMLVideoElement, changed: () => void) {
    this.#page = page;
    this.#video = new WeakRef(video);
    this.url = video.poster;
    this.#changed = changed;
    this.#twin = twinOf(this.url, null);
    // Where that failed it may be there all the same, for the video; then the engine says what it is.
    this.#twin.whenEnded(() => this.#ask(), this.#stopped.signal);
  }

  /** What the video shows may be another picture than was judged. */
  get isOutdated(): boolean {
    return this.#twin.isOutdated;
  }

  stop(): void {
    this.#stopped.abort();
    this.#page.asking.abandon(this);
  }

  /**
   * Has its video show it as it is, where it may be seen and something else stands in its place: no
   * rule of ours can, so the attribute is changed.
   * @param hand what the person did to the video
   */
  async renew(hand: Stand['hand'], view: () => PageView | null): Promise<void> {
    this.hand = hand;
    const renewed = await this.#page.renewals.renew(this, () => {
      const now = view();
      const cover = now && reasonOf(this, now);
      return now && cover === null ? renewalFor(this, cover, () => true, now) : '';
    });
    const video = this.#video.deref();
    if (!renewed || video?.poster !== this.url) return;
    this.url = renewed.url;
    video.poster = renewed.url;
  }

  priority(): Priority | null {
    const video = this.#video.deref();
    return video ? (this.#page.viewport.of(video)?.priority ?? null) : null;
  }

  question(): Promise<Question> | null {
    return this.#video.deref() ? this.#read() : null;
  }

  sent(): void {
    // What a person says of a video holds for the video, here, and is not told on.
  }

  answered({ verdict, mosaic, replaced }: PageVerdict): void {
    this.verdict = verdict;
    // Whatever comes under that address later: what it got, it has.
    this.replaced ||= replaced === true;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    this.#changed();
  }

  #ask(): void {
    if (this.phase === 'waiting' && !this.#stopped.signal.aborted) this.#page.asking.ask(this);
  }

  #read(): Promise<Question> {
    const { naturalWidth: width, naturalHeight: height } = this.#twin.image;
    const pixels = pixelsOfTwin(this.#twin, this.url, this.#page.port.clones);
    return questionOf(pixels, this.url, () => ({ width, height }));
  }
}

/** Nothing was played or sought yet, as far as it tells: if it has a poster, that is what it shows. */
export const isUntouched = (video: HTMLVideoElement): boolean =>
  video.paused && !video.seeking && video.played.length === 0 && video.currentTime === 0;
