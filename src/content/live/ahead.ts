import { isWeb } from '../../shared/address.ts';
import type { Verdict } from '../../shared/policy.ts';
import { html } from '../html.ts';
import type { Page } from '../surfaces/surface.ts';
import { Foresight, TOUCH } from './foresight.ts';
import { Moving } from './moving.ts';
import { glanceAt, gridOf, isOtherScene, type MovingElement } from './sample.ts';

/** Seconds of a film that are known before they are shown, and how many more are fetched up to at a time. */
const LEAD = 2;
const LEAD_AGAIN = 1.2;
/** Seconds that must be known before what plays is shown for the first time. */
export const ENOUGH = 0.4;
/** For how long that is waited for, in milliseconds: a slow machine shows a film all the same. */
export const PATIENCE_MS = 3_000;
/** Seconds before a scene that is to be covered from which on it is: frames are painted by another process. */
export const MARGIN = 0.4;
/** How much faster than the film itself the second player goes, behind and in good time. */
const HURRY = 4;
const STROLL = 2;
/** Seconds of a film between two frames that a model sees, where it seems to show one scene. */
const LOOK_AGAIN = 0.5;
/** Milliseconds between two glances. */
const TICK_MS = 40;
/** Seconds that the second player may be away from where it is needed. */
const ASTRAY = 0.3;
/** Of a film's last frame, some browsers never tell. */
const END = 0.15;
/** Second players of one page. */
const MOST = 6;

const CLEAR: Verdict = { cover: false };
const players = new Set<Ahead>();

/**
 * A second player of a film, muted and in no tree, some moments ahead of the one in the page: so that
 * what turns explicit is covered before it is seen. Only for files of which the browser has, or gets, any
 * part that is asked for: there Chromium and Firefox read both players' from one store and ask nobody twice.
 *
 * It only ever adds covers to what the looks at the first player come to: a server, or a page's service
 * worker, may give the second one another film.
 */
export class Ahead {
  readonly #page: Page;
  readonly #video: WeakRef<HTMLVideoElement>;
  readonly #changed: () => void;
  readonly #place: WeakRef<MovingElement>;
  readonly #foresight = new Foresight();
  #player: HTMLVideoElement | null = null;
  #moving: Moving | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** It does not play, or nobody may read it. */
  #failed = false;
  /** Since when what comes next is waited for, also for a place; null while it is not. */
  #since: number | null = null;
  /** What was told last. */
  #told = '';
  /** Seconds that were watched without a gap, since the second player last went elsewhere. */
  #begin = Number.NaN;
  #reach = Number.NaN;
  /** Up to where the scene is surely the one that was seen last: a frame is drawn later than its time. */
  #sure = Number.NaN;
  /** When the frame was that a model saw last, and how it looked. */
  #lookedAt = Number.NaN;
  #grid: Uint8Array | null = null;
  /** Up to where all that was watched has its verdict. */
  #judged = Number.NaN;
  #verdict: Verdict = CLEAR;

  /**
   * @param changed what is known of what `video` shows now, or next, is other than it was
   * @param place where the film is seen, if elsewhere
   */
  constructor(
    page: Page,
    video: HTMLVideoElement,
    changed: () => void,
    place: MovingElement = video,
  ) {
    this.#page = page;
    this.#video = new WeakRef(video);
    this.#changed = changed;
    this.#place = new WeakRef(place);
  }

  /** What it shows now, or is about to where it moves, if that is known to be covered. */
  verdict(video: HTMLVideoElement): Verdict | null {
    const { currentTime, playbackRate, paused, ended } = video;
    const next = paused || ended ? 0 : MARGIN * Math.max(1, playbackRate);
    return this.#foresight.coverIn(currentTime, currentTime + next);
  }

  /** Whether what it shows next will be known in a moment. */
  isAwaited(video: HTMLVideoElement): boolean {
    if (this.#since === null || performance.now() - this.#since > PATIENCE_MS) return false;
    return !this.#knowsEnough(video);
  }

  /**
   * Something happened to it.
   * @param isSeen whether it is in sight, and its frames can be read
   * @param isCovered by what it shows itself: another one's need is greater
   */
  follow(video: HTMLVideoElement, isSeen: boolean, isCovered: boolean): void {
    if (!isSeen || !this.#mayBegin(video)) this.rest();
    else if (this.#timer !== null || !this.#isNeeded(video)) return;
    else if (this.#player || !isCovered) this.#go(video);
  }

  /** It begins to play: what comes next is waited for anew where it is not known. */
  begins(video: HTMLVideoElement): void {
    if (!this.#knowsEnough(video)) this.#since = performance.now();
  }

  /** It goes on somewhere else: as a loop does, which must not begin to wait each time. */
  sought(video: HTMLVideoElement): void {
    if (!this.#knowsEnough(video)) this.#since ??= performance.now();
  }

  /** Nobody sees it. What is known of the film stays known. */
  rest(): void {
    this.#stop();
    players.delete(this);
    this.#since = null;
    this.#moving?.restart();
    this.#moving = null;
    if (!this.#player) return;
    this.#player.removeAttribute('src');
    this.#player.load();
    this.#player = null;
  }

  /** It shows another film, or other things are to be covered. */
  forget(): void {
    this.rest();
    this.#foresight.forget();
    this.#failed = false;
  }

  #mayBegin(video: HTMLVideoElement): boolean {
    if (this.#failed || video.srcObject || video.mediaKeys || !isWeb(video.currentSrc))
      return false;
    const { seekable } = video;
    // A server that gives no parts would be asked once more for all of it.
    return seekable.length > 0 && seekable.end(seekable.length - 1) > 0;
  }

  /** Of what stands still nothing is fetched for this, but what is there already is looked at. */
  #isNeeded(video: HTMLVideoElement): boolean {
    const plays = !video.paused && !video.ended;
    if (!plays && video.readyState < HTMLMediaElement.HAVE_ENOUGH_DATA) return false;
    if (plays && this.#foresight.coversFrom(video.currentTime)) return true;
    const lead = this.#leadOf(video);
    return (plays && lead === 0) || lead < this.#most(video, LEAD_AGAIN);
  }

  /** It is about to come to its end, of which something can be said only there. */
  #isEnding({ currentTime, duration, ended }: HTMLVideoElement): boolean {
    const isNear = currentTime > duration - END && this.#reach > duration - END - ASTRAY;
    return isNear && (!ended || this.#sure < duration);
  }

  #knowsEnough(video: HTMLVideoElement): boolean {
    const lead = this.#leadOf(video);
    // At its end, too, what it shows now must be known.
    return lead > 0 && lead >= this.#most(video, ENOUGH);
  }

  #leadOf({ currentTime, duration }: HTMLVideoElement): number {
    const end = duration - END;
    // All but what nobody may tell of.
    const isKnownToEnd = currentTime >= end && this.#foresight.knownUntil(end - TOUCH) >= end;
    return (isKnownToEnd ? duration : this.#foresight.knownUntil(currentTime)) - currentTime;
  }

  #most({ currentTime, duration }: HTMLVideoElement, seconds: number): number {
    return Math.min(seconds, duration - END - currentTime);
  }

  #go(video: HTMLVideoElement): void {
    if (!this.#player) {
      this.#since ??= performance.now();
      const place = this.#place.deref();
      if (players.size >= MOST || !place) return;
      players.add(this);
      this.#player = playerOf(video);
      this.#moving = new Moving(this.#page, this.#player, () => this.#answered(), place);
      this.#grid = null;
      this.#begin = Number.NaN;
    }
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
  }

  #pause(video: HTMLVideoElement): void {
    // Others may be waiting for its place.
    if (this.#leadOf(video) >= this.#most(video, Number.POSITIVE_INFINITY)) this.rest();
    else this.#stop();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#player?.pause();
  }

  #tick(): void {
    const video = this.#video.deref();
    const player = this.#player;
    if (!video || !player || player.error) this.#failed = true;
    if (!video || !player || this.#failed) {
      this.rest();
      this.#changed();
      return;
    }
    const loaded = player.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && player.videoWidth > 0;
    const moment = player.ended ? player.duration : player.currentTime;
    if (loaded && !player.seeking) this.#watch(player, moment);
    if (!player.seeking) this.#steer(video, player);
    const isUsed = this.#isNeeded(video) || this.#isEnding(player) || this.#moving?.isWaiting;
    if (!isUsed) this.#pause(video);
    this.#tell(video);
  }

  /** What plays has come to something that is covered, or what was waited for is known. */
  #tell(video: HTMLVideoElement): void {
    if (this.#knowsEnough(video)) this.#since = null;
    const verdict = this.verdict(video);
    const told = [this.isAwaited(video), verdict?.cover && verdict.reason].join();
    if (told === this.#told) return;
    this.#told = told;
    this.#changed();
  }

  /** To where something is not known yet. */
  #steer(video: HTMLVideoElement, player: HTMLVideoElement): void {
    const known = this.#foresight.knownUntil(video.currentTime);
    const lead = known - video.currentTime;
    if (lead >= this.#most(video, LEAD) && !this.#isEnding(player)) {
      player.pause();
      return;
    }
    // What lies before the piece that was watched, it does not come to by itself.
    const isAstray = known < this.#begin - TOUCH || known > this.#reach + ASTRAY;
    if (Number.isNaN(this.#begin) || isAstray) {
      this.#begin = known;
      this.#reach = known;
      this.#sure = known;
      this.#judged = known;
      this.#grid = null;
      this.#moving?.restart();
      this.#verdict = CLEAR;
      if (Math.abs(player.currentTime - known) > ASTRAY / 2) {
        player.currentTime = known;
        return;
      }
    }
    player.playbackRate = Math.min(
      16,
      Math.max(1, video.playbackRate) * (lead < ENOUGH ? HURRY : STROLL),
    );
    if (player.paused && !player.ended) player.play().catch(this.#refused);
  }

  /** It was told to rest before it had begun, or it will never begin. */
  readonly #refused = (error: unknown): void => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) this.#fail();
  };

  #fail(): void {
    this.#failed = true;
  }

  #watch(player: HTMLVideoElement, moment: number): void {
    const moving = this.#moving;
    // Its end is come to twice: as its last frame, and as what there is to say of that.
    const isOver = player.ended && this.#sure < moment;
    if (!moving || Number.isNaN(this.#begin)) return;
    if (this.#grid && moment <= this.#reach && !isOver) return;
    if (!this.#grid) {
      if (!moving.isWaiting) this.#look(player, moving, moment);
      return;
    }
    const grid = glanceAt(player);
    if (!grid) {
      this.#fail();
      return;
    }
    const isSame = !isOtherScene(grid, this.#grid);
    if (isSame) {
      this.#sure = player.ended ? moment : this.#reach;
      this.#reach = moment;
      if (!moving.isWaiting) this.#note(this.#sure, this.#verdict);
    }
    const isDue = !isSame || moment - this.#lookedAt >= LOOK_AGAIN;
    if (isDue && !moving.isWaiting) this.#look(player, moving, moment);
  }

  #look(player: HTMLVideoElement, moving: Moving, moment: number): void {
    this.#lookedAt = moment;
    const looked = moving.look(player.videoWidth, player.videoHeight);
    if (!moving.last || moving.unreadable) {
      this.#fail();
      return;
    }
    this.#grid = gridOf(moving.last);
    this.#reach = Math.max(this.#reach, moment);
    if (looked !== 'asked') this.#answered();
  }

  #answered(): void {
    const verdict = this.#moving?.latest;
    const video = this.#video.deref();
    if (!verdict || !video) return;
    if (verdict.cover && verdict.reason === 'failed') {
      this.#fail();
      return;
    }
    // Somewhere in between it became what it is.
    if (verdict.cover) this.#note(this.#lookedAt, verdict);
    else if (this.#verdict.cover) this.#note(this.#lookedAt, this.#verdict);
    this.#verdict = verdict;
    this.#note(this.#sure, verdict);
    this.#tell(video);
  }

  #note(until: number, verdict: Verdict): void {
    if (until <= this.#judged) return;
    this.#foresight.note(this.#judged, until, verdict);
    this.#judged = until;
  }
}

function playerOf(video: HTMLVideoElement): HTMLVideoElement {
  const player = html('video');
  player.muted = true;
  player.preload = 'auto';
  player.crossOrigin = video.crossOrigin;
  player.src = video.currentSrc;
  return player;
}
