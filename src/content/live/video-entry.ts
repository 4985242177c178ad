import { type PageView, PRIORITY } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import type { Page } from '../surfaces/surface.ts';
import { Ahead } from './ahead.ts';
import { Beginning, BLANK_MS } from './beginning.ts';
import { type Face, faceOf } from './face.ts';
import { Glances } from './glances.ts';
import { Moving } from './moving.ts';
import { Pace } from './pace.ts';
import { isUntouched, Poster } from './poster.ts';
import { glanceAt, gridOf, isSameGrid, isSample } from './sample.ts';
import { StreamedCanvas } from './streamed-canvas.ts';
import { Timeline } from './timeline.ts';

const CLEAR: Verdict = { cover: false };
/** So often what was judged may be another picture than is there by now, before it is shown all the same. */
const MOST_OUTDATED = 3;

/** One <video> and what is known of its poster and its frames. */
export class VideoEntry {
  readonly frames: Moving;
  hand: 'cover' | 'reveal' | null = null;
  /** Nothing covers it. */
  isShown = false;
  readonly #page: Page;
  readonly #video: WeakRef<HTMLVideoElement>;
  readonly #changed: () => void;
  #poster: Poster | null = null;
  readonly #seen = new Timeline();
  readonly #pace = new Pace();
  readonly #glances = new Glances();
  readonly #beginning = new Beginning();
  readonly #ahead: Ahead;
  /** The canvas whose stream it plays, and that stream. */
  #feed: StreamedCanvas | null = null;
  #stream: unknown = null;
  #source: unknown = null;
  #hadFrame = false;
  /** Its <source>s that it has tried in vain; one that came or moved since is tried anew. */
  readonly #failed = new Set<Element>();
  /** It was told to play or to seek: its poster has gone, and does not come back. */
  #started = false;
  /** It was shown standing still; of what it shows when it plays, nothing need be known yet. */
  #begins = false;
  /** What stands still may show another frame than the one that was looked at. */
  #stale = true;
  #lookedAt = 0;
  /** The latest verdict was clear. */
  #uncovered = false;
  #outdated = 0;
  #armed = false;
  #timer = 0;
  /** Until it is shown, blank as it is. */
  #unsure = 0;

  constructor(page: Page, video: HTMLVideoElement, changed: () => void) {
    this.#page = page;
    this.#video = new WeakRef(video);
    this.#changed = changed;
    this.#ahead = new Ahead(page, video, changed);
    this.frames = new Moving(page, video, () => {
      this.#seen.note(this.#lookedAt, this.#isClear);
      const still = this.#video.deref();
      if (still) this.#beforeUncovering(still);
      // It may have come to rest on another frame since it was asked.
      if (still && this.#stale) this.#look(still);
      if (still) this.#armAnew(still);
      changed();
    });
  }

  sourceFailed(source: Element): void {
    this.#failed.add(source);
  }

  sourcesChanged(): void {
    this.#failed.clear();
  }

  /** null while nobody knows whether what it shows may be seen. */
  verdict(video: HTMLVideoElement, unreadable: 'cover' | 'show'): Verdict | null {
    const face = this.#face(video);
    if (face === 'nothing') return CLEAR;
    const frames = this.frames.verdict(unreadable);
    const isClear = frames?.cover === false;
    if (face === 'frames' && isClear && this.#isUnsure(video)) return null;
    const onItsWay = isClear && this.#feed ? this.#feed.verdict : CLEAR;
    if (onItsWay?.cover !== false) return onItsWay;
    if (face !== 'poster') return (isClear && this.#foreseen(video)) || frames;
    const judged = this.#poster?.verdict ?? null;
    const first = this.frames.steady.verdict;
    // Its frames are a press away: known to be bad, they cover the poster as well.
    return judged?.cover === false && first?.cover ? first : judged;
  }

  /** What was seen of it says nothing yet of what it shows, or of what comes next. */
  #isUnsure(video: HTMLVideoElement): boolean {
    if (!goesOn(video)) return !this.isShown && this.#isOutdated;
    const isAwaited = this.#ahead.isAwaited(video);
    this.#begins &&= isAwaited;
    return (
      (isAwaited && (this.#begins || !this.isShown)) || this.#beginning.isUnsure(performance.now())
    );
  }

  /** Its own frame says more, once that was looked at. */
  #foreseen(video: HTMLVideoElement): Verdict | null {
    return goesOn(video) || this.#isOutdated ? this.#ahead.verdict(video) : null;
  }

  /** It may stand still at another frame than the one that its verdict is about. */
  get #isOutdated(): boolean {
    return !this.frames.unreadable && (this.#stale || this.frames.isWaiting);
  }

  /** There is not one pixel of a picture in it. */
  isEmpty(video: HTMLVideoElement): boolean {
    return this.#face(video) === 'nothing';
  }

  /** Has its poster shown as it is, where that may be seen. */
  renew(view: () => PageView | null): void {
    if (!this.#started) void this.#poster?.renew(this.hand, view);
  }

  get mosaic(): Uint8Array | null {
    return this.frames.mosaic ?? this.#poster?.mosaic ?? null;
  }

  /** Something happened to it: looks again where that is due. */
  update(video: HTMLVideoElement, event: string | null): void {
    const source = video.srcObject ?? (video.currentSrc || video.src);
    const isAnew = event === 'emptied' || event === 'loadstart';
    if (isAnew) this.#failed.clear();
    if (source !== this.#source || isAnew) this.restart();
    this.#source = source;
    if (this.#feed && video.srcObject !== this.#stream) this.#unfeed();
    if ((this.#poster?.url ?? '') !== video.poster || this.#poster?.isOutdated) {
      this.#newPoster(video);
    }
    if (event === 'seeking') this.#sought(video);
    if (event === 'play' || event === 'seeking' || !isUntouched(video)) this.#started = true;
    if (event === 'play') {
      this.#beginning.moves(performance.now());
      this.#lookWhileUnsure();
    }
    if (event === 'pause' || event === 'seeked' || event === 'ended' || event === 'frame') {
      this.#stale = true;
    }
    this.#look(video);
    const { unreadable, steady } = this.frames;
    const isSeen = !isAway(this.#page, video) && !unreadable;
    this.#ahead.follow(video, isSeen, steady.verdict?.cover === true);
    if (event === 'play') {
      this.#begins = true;
      this.#ahead.begins(video);
    }
    this.#arm(video);
  }

  /** What is drawn on this canvas comes here; it was drawn on, or is about to be. */
  fed(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
    if (this.#feed?.canvas !== canvas) {
      this.#unfeed();
      this.#feed = new StreamedCanvas(this.#page, canvas, video, this.#changed);
    }
    this.#stream = video.srcObject;
    if (!isAway(this.#page, video)) this.#feed?.drawn();
  }

  #unfeed(): void {
    this.#feed?.forget();
    this.#feed = null;
  }

  /** Other things are to be covered. */
  forgetForeseen(): void {
    this.#ahead.forget();
    this.#feed?.forget();
  }

  forgetPoster(): void {
    this.#poster?.stop();
    this.#poster = null;
  }

  /** It shows something else: covered until that is judged. */
  restart(): void {
    this.#nothingKnown();
    this.#seen.forget();
    this.#ahead.forget();
    this.hand = null;
    this.#hadFrame = false;
    this.#started = false;
    this.#stale = true;
  }

  /** Nobody sees it any more. */
  rest(): void {
    this.#pace.rest();
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#nothingKnown();
    this.#ahead.rest();
    this.#feed?.forget();
    this.#stale = true;
  }

  stop(): void {
    this.rest();
    this.#poster?.stop();
  }

  /** What was judged clear may be long gone, where verdicts take their time: what is there now is judged first. */
  #beforeUncovering(video: HTMLVideoElement): void {
    const { frames } = this;
    const outdated = this.#isClear && !this.#uncovered && ++this.#outdated <= MOST_OUTDATED;
    const now = outdated && frames.last ? frames.read(video.videoWidth, video.videoHeight) : null;
    const other = isSample(now) && frames.last && !isSameGrid(gridOf(now), gridOf(frames.last));
    if (other) {
      frames.steady.reset();
      this.#lookedAt = video.currentTime;
      frames.judge(now);
    } else this.#outdated = 0;
    this.#uncovered = this.#isClear;
  }

  #face(video: HTMLVideoElement): Face {
    const failed = this.#failed;
    const allFailed =
      failed.size > 0 && [...video.querySelectorAll('source')].every((one) => failed.has(one));
    return faceOf(video, video.poster !== '' && !this.#started, this.#hadFrame, allFailed);
  }

  #nothingKnown(): void {
    this.frames.restart();
    this.#beginning.restart();
    this.#glances.forget();
    this.#uncovered = false;
    this.#outdated = 0;
    clearTimeout(this.#unsure);
  }

  #newPoster(video: HTMLVideoElement): void {
    this.forgetPoster();
    if (video.poster) this.#poster = new Poster(this.#page, video, this.#changed);
  }

  #sought(video: HTMLVideoElement): void {
    if (!this.#seen.wasClear(video.currentTime)) this.#nothingKnown();
    this.#ahead.sought(video);
    this.#stale = true;
  }

  #look(video: HTMLVideoElement): void {
    const { frames } = this;
    const { videoWidth: width, videoHeight: height } = video;
    const loaded = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && width > 0;
    if (!loaded || video.seeking || frames.isWaiting) return;
    this.#hadFrame = true;
    // What was decrypted for the screen comes out black for everybody else.
    if (video.mediaKeys) frames.unreadable = true;
    if (frames.unreadable) return;
    const moves = !video.paused && !video.ended;
    if (moves && isAway(this.#page, video)) {
      // Whatever it goes on to show is not looked at, and so not seen either when it comes back.
      this.rest();
      return;
    }
    frames.still = !moves;
    const now = performance.now();
    const due = this.#pace.due !== null && now >= this.#pace.due;
    if (frames.steady.verdict && !(moves ? due : this.#stale)) return;
    this.#stale = false;
    this.#lookedAt = video.currentTime;
    const looked = frames.look(width, height);
    this.#pace.looked(now, true);
    if (frames.last) this.#glances.looked(gridOf(frames.last), now);
    if (this.#beginning.looked(looked, now)) frames.steady.reset();
    if (looked === 'blank') {
      clearTimeout(this.#unsure);
      this.#unsure = setTimeout(this.#changed, BLANK_MS) as unknown as number;
    }
    this.#lookWhileUnsure();
  }

  #lookWhileUnsure(): void {
    const again = this.#beginning.again(performance.now());
    if (again !== null) this.#pace.at(again);
  }

  /** Where a glance is due and shows another scene, a look is due, too. */
  #glance(video: HTMLVideoElement): void {
    const now = performance.now();
    if (!this.#isGlancedAt || !this.#glances.isDue(now)) return;
    if (this.#glances.glanced(glanceAt(video), now)) this.#pace.at(now);
  }

  /** When a frame is wanted next, of what moves: for a look, or for a glance at what is in sight. */
  get #due(): number {
    const look = this.#pace.due ?? 0;
    return this.#isGlancedAt ? Math.min(look, this.#glances.due) : look;
  }

  /** A look that is under way says more than a glance, and nothing can be looked at before it ends. */
  get #isGlancedAt(): boolean {
    return this.#isClear && !this.frames.isWaiting;
  }

  get #isClear(): boolean {
    return this.frames.steady.verdict?.cover === false;
  }

  /** Known to be clear, it is glanced at before the look that was waited for. */
  #armAnew(video: HTMLVideoElement): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#arm(video);
  }

  /** The browser calls when there is a frame to be shown, and never while there is none. */
  #arm(video: HTMLVideoElement): void {
    if (this.#armed || this.#timer !== 0) return;
    // The next event comes when it is back in sight.
    if (!video.paused && isAway(this.#page, video)) return;
    const wait = this.#due - performance.now();
    if (wait > 0 && !video.paused) {
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        const still = this.#video.deref();
        if (still) this.#arm(still);
      }, wait) as unknown as number;
      return;
    }
    this.#armed = true;
    video.requestVideoFrameCallback(() => {
      this.#armed = false;
      const still = this.#video.deref();
      if (!still) return;
      this.#glance(still);
      this.update(still, 'frame');
      this.#changed();
    });
  }
}

/** What it shows now, it does not go on showing. A stream goes on without having been told to play. */
const goesOn = (video: HTMLVideoElement): boolean =>
  (!video.paused && !video.ended) || video.srcObject !== null;

function isAway(page: Page, video: HTMLVideoElement): boolean {
  if (isInPicture(video)) return false;
  return (
    document.hidden || !video.isConnected || page.viewport.of(video)?.priority === PRIORITY.rest
  );
}

/** Whether it is shown in a window of its own, over everything else. */
export function isInPicture(video: HTMLVideoElement): boolean {
  const root = video.getRootNode();
  return (
    (root instanceof Document || root instanceof ShadowRoot) &&
    root.pictureInPictureElement === video
  );
}
