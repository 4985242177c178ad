import { isWeb } from '../../shared/address.ts';
import type { Verdict } from '../../shared/policy.ts';
import type { Page } from '../surfaces/surface.ts';
import { Moving } from './moving.ts';

/** Seconds of film from one look to the next, on the mean, and how far ahead of what plays they reach. */
const STEP = 0.5;
const REACH = 1.5;
/** Looks come that much sooner or later by chance. */
const JITTER = 0.4;
/** What begins to play waits so long for what comes next to be known, at the most. */
const FIRST_WITHIN_MS = 1500;
/** So long before the moment of such a look the cover comes: what is there may have begun after the last. */
const SOON = STEP * (1 + JITTER) + 0.4;
/** Players of a page that run ahead at once: each decodes what another plays. */
const MOST_TOGETHER = 2;
let running = 0;

/**
 * Looks at what a video is about to show: a second player of the same address, muted and in no tree, is
 * sought ahead of the first while that plays. Chromium gives it the bytes that it has, without asking
 * the network again. Streams have no place to seek to: there is none for them.
 */
export class Ahead {
  readonly frames: Moving;
  readonly #player: HTMLVideoElement;
  readonly #changed: () => void;
  /** Moments at which something is to be covered. */
  readonly #covers = new Map<number, Verdict>();
  readonly #began = performance.now();
  readonly #late: number;
  /** Seconds of film up to which it was looked, and the moment that is looked at now. */
  #to: number;
  #at: number | null = null;
  #over = false;

  /** @returns null where nothing can run ahead of it */
  static of(page: Page, video: HTMLVideoElement, changed: () => void): Ahead | null {
    const { currentSrc: url, srcObject, mediaKeys, duration, seekable } = video;
    if (running >= MOST_TOGETHER || srcObject || mediaKeys || !Number.isFinite(duration))
      return null;
    if (!isWeb(url) && !/^(blob|data):/.test(url)) return null;
    if (seekable.length === 0 || seekable.end(seekable.length - 1) < duration - STEP) return null;
    return new Ahead(page, video, changed);
  }

  private constructor(page: Page, video: HTMLVideoElement, changed: () => void) {
    running++;
    this.#changed = changed;
    this.#to = video.currentTime;
    this.#player = document.createElement('video');
    this.frames = new Moving(page, this.#player, () => this.#known(), video);
    this.#late = setTimeout(changed, FIRST_WITHIN_MS) as unknown as number;
    const { crossOrigin, currentSrc } = video;
    Object.assign(this.#player, { muted: true, preload: 'auto', crossOrigin });
    this.#player.addEventListener('seeked', () => this.#arrived());
    // Data of a page's own making (Media Source) cannot be had twice.
    this.#player.addEventListener('error', () => this.#fail());
    this.#player.src = currentSrc;
  }

  /** It plays on. */
  update({ currentTime: now, duration }: HTMLVideoElement): void {
    if (this.#over || this.#at !== null) return;
    // It was sought, or begins again.
    if (now > this.#to || now < this.#to - REACH - STEP) this.#to = now;
    const next = Math.min(this.#to + STEP * (1 - JITTER + 2 * JITTER * Math.random()), duration);
    if (next > now + REACH || this.#to >= duration) return;
    this.#at = next;
    // At its very end a film may have no frame.
    this.#player.currentTime = Math.min(next, Math.max(0, duration - 0.05));
  }

  /** @returns what comes to be covered soon; null while nobody knows yet, in the beginning */
  verdict({ currentTime: now, duration }: HTMLVideoElement): Verdict | null {
    for (const [at, verdict] of this.#covers) {
      if (at > now - STEP && at <= now + SOON) return verdict;
    }
    const known = this.#over || this.#to >= Math.min(now + STEP, duration);
    return known || performance.now() - this.#began > FIRST_WITHIN_MS ? CLEAR : null;
  }

  stop(): void {
    if (this.#over) return;
    this.#over = true;
    running--;
    clearTimeout(this.#late);
    this.frames.restart();
    this.#player.removeAttribute('src');
    this.#player.load();
  }

  #fail(): void {
    this.stop();
    this.#changed();
  }

  #arrived(): void {
    const { videoWidth, videoHeight } = this.#player;
    const looked = this.#over ? 'nothing' : this.frames.look(videoWidth, videoHeight);
    if (looked === 'same' || looked === 'blank') this.#known();
    else if (looked !== 'asked') this.#fail();
  }

  /** What is to be seen at the moment that was looked at. */
  #known(): void {
    if (this.#over || this.#at === null) return;
    const { latest } = this.frames;
    if (latest?.cover) this.#covers.set(this.#at, latest);
    this.#to = this.#at;
    this.#at = null;
    this.#changed();
  }
}

const CLEAR: Verdict = { cover: false };
