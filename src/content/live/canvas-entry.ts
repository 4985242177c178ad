import type { Verdict } from '../../shared/policy.ts';
import type { Page } from '../surfaces/surface.ts';
import { DrawnFilm } from './drawn-film.ts';
import { Glances } from './glances.ts';
import { Liveness } from './liveness.ts';
import { Moving } from './moving.ts';
import { Pace } from './pace.ts';
import {
  glanceAt,
  gridOf,
  isBlank,
  isOtherScene,
  isSameGrid,
  type Sample,
  UNREADABLE,
} from './sample.ts';

/** What is drawn elsewhere than on the canvas itself has come there after so long. */
const ARRIVES_MS = 150;
/** So often what was judged may be outdated by its verdict before what moves is shown all the same. */
const MOST_OUTDATED = 3;

/** How its pixels can be read: at any time; only in the frame it is drawn in; as they last arrived from elsewhere. */
type Kind = 'plain' | 'passing' | 'remote';

/** One <canvas> and what is known of what is drawn on it. */
export class CanvasEntry {
  readonly frames: Moving;
  readonly pace = new Pace();
  hand: 'cover' | 'reveal' | null = null;
  /** In sight. */
  isSeen = false;
  /** Nothing covers it. */
  isShown = false;
  readonly #page: Page;
  readonly #canvas: WeakRef<HTMLCanvasElement>;
  readonly #liveness = new Liveness();
  readonly #glances = new Glances();
  readonly #changed: () => void;
  /** Of what was judged last, or is out to be. */
  #grid: Uint8Array | null = null;
  /** Something else was drawn since. */
  #dirty = false;
  #inTurn = false;
  #hadPicture = false;
  #outdated = 0;
  /** The one that was drawn on it last. */
  #film: DrawnFilm | null = null;
  /** null while nobody drew, as far as we were told. */
  #kind: Kind | null = null;

  /** @param changed it may stand otherwise now */
  constructor(page: Page, canvas: HTMLCanvasElement, changed: () => void) {
    this.#page = page;
    this.#canvas = new WeakRef(canvas);
    this.#changed = changed;
    this.frames = new Moving(page, canvas, () => this.#judged());
  }

  get isLive(): boolean {
    return this.#liveness.isLive(performance.now());
  }

  /** null while nobody knows whether what it shows may be seen. */
  verdict(unreadable: 'cover' | 'show'): Verdict | null {
    const drawn = this.frames.verdict(unreadable);
    this.#film?.follow(this.isSeen && !this.frames.unreadable, drawn?.cover === true);
    if (drawn?.cover !== false || !this.#film) return drawn;
    if (!this.isShown && this.#film.isAwaited) return null;
    return this.#film.verdict ?? drawn;
  }

  /** The page draws what this video shows on it. */
  fed(video: HTMLVideoElement): void {
    const canvas = this.#canvas.deref();
    if (this.#film?.video === video) this.#film.told();
    else if (canvas) {
      this.#film?.stop();
      this.#film = new DrawnFilm(this.#page, video, canvas, this.#changed);
      this.#changed();
    }
  }

  /** Other things are to be covered. */
  forgetForeseen(): void {
    this.#film?.forget();
  }

  /** The page draws on it in this turn; what comes of it is seen at the turn's end, before it is painted. */
  drawn(): void {
    if (this.#inTurn) return;
    this.#inTurn = true;
    queueMicrotask(() => {
      this.#inTurn = false;
      const canvas = this.#canvas.deref();
      if (!canvas?.isConnected) return;
      const now = performance.now();
      this.#liveness.drawn(now);
      this.pace.stir(now);
      this.#afterDrawing(canvas, now);
      this.#changed();
    });
  }

  /** Looks at it without having been told of a drawing. */
  check(canvas: HTMLCanvasElement): void {
    const sample = this.#read(canvas);
    const now = performance.now();
    const known = this.frames.last;
    this.frames.still = !this.isLive;
    let changed = false;
    if (sample) changed = this.#ask(sample);
    else if (this.#nothingToSee(canvas)) this.frames.judge(nothing());
    this.#liveness.checked(changed && known !== null);
    this.pace.looked(now, changed);
  }

  /** Nothing is known of it any more, as of a new one. */
  restart(): void {
    this.frames.restart();
    this.pace.rest();
    this.#glances.forget();
    this.#grid = null;
    this.#dirty = false;
  }

  /**
   * It left the page, where nobody tells of what is drawn on it. What can be read at any time is read
   * when it comes back, before it is painted; of what cannot, the verdict stands.
   */
  left(): void {
    this.#film?.stop();
    this.#film = null;
    this.frames.leave();
    this.pace.rest();
    this.#dirty = false;
    if (this.#kind === 'passing' || this.#kind === 'remote') return;
    this.frames.steady.reset();
    this.#grid = null;
  }

  #afterDrawing(canvas: HTMLCanvasElement, now: number): void {
    const { frames, pace } = this;
    this.#kind ??= kindOf(canvas);
    if (this.#kind === 'remote' && !this.isLive) {
      // What was drawn is not here yet, and cannot be looked at before it is shown.
      this.restart();
      pace.at(now + ARRIVES_MS);
      return;
    }
    const live = this.isLive;
    frames.still = !live;
    // A game is looked at twice a second, and when its scene changes, not in each of its frames.
    if (live && frames.steady.verdict) {
      if (frames.isWaiting) return;
      const due = pace.due === null || now >= pace.due;
      if (!due && !this.#showsOtherScene(canvas, now)) return;
      const sample = this.#read(canvas);
      if (sample) this.#ask(sample);
      pace.looked(now, true);
      return;
    }
    if (frames.isWaiting && !frames.steady.verdict && this.#dirty) return;
    const sample = this.#read(canvas);
    if (!sample) return;
    const grid = gridOf(sample);
    if (isSameGrid(grid, this.#grid)) {
      // Hardly another picture: it is judged, too, and seen meanwhile as it stands.
      if (!frames.isWaiting) this.#ask(sample);
      return;
    }
    if (this.#goesOn(grid)) this.#liveness.goOn();
    else if (frames.steady.verdict?.cover === false) frames.steady.reset();
    if (frames.isWaiting) this.#dirty = true;
    else this.#ask(sample);
  }

  /** What was dragged or played, and judged to be clear, begins to move from where it stopped. */
  #goesOn(grid: Uint8Array): boolean {
    const isClear = this.frames.steady.verdict?.cover === false;
    return isClear && this.#liveness.hasMoved && !!this.#grid && !isOtherScene(grid, this.#grid);
  }

  #showsOtherScene(canvas: HTMLCanvasElement, now: number): boolean {
    const clear = this.frames.steady.verdict?.cover === false;
    if (!clear || !this.#glances.isDue(now) || this.#nothingToSee(canvas)) return false;
    return this.#glances.glanced(glanceAt(canvas), now);
  }

  /** @returns whether it shows something else than was judged last */
  #ask(sample: Sample): boolean {
    if (this.frames.isWaiting) {
      this.#dirty = true;
      return true;
    }
    const looked = this.frames.judge(sample);
    if (looked === 'same') return false;
    this.#grid = gridOf(sample);
    this.#glances.looked(this.#grid, performance.now());
    return true;
  }

  /** @returns null where it cannot be read, or where what is read means nothing */
  #read(canvas: HTMLCanvasElement): Sample | null {
    const sample = this.frames.read(canvas.width, canvas.height);
    if (sample === null || sample === UNREADABLE) return null;
    // Between its frames a WebGL canvas reads blank, whatever it shows; of what a worker draws, the first
    // is waited for.
    if (!isBlank(sample)) this.#hadPicture = true;
    else if (this.#kind === 'remote') return null;
    else if (this.#hadPicture && this.#kind !== 'plain') return null;
    return sample;
  }

  #judged(): void {
    if (this.#dirty) {
      this.#dirty = false;
      // What was judged is not what is there now; of what moves all the time it never is.
      const outdated = !this.isLive || ++this.#outdated <= MOST_OUTDATED;
      if (outdated && !this.frames.steady.verdict?.cover) this.frames.steady.reset();
      this.pace.at(performance.now());
    } else this.#outdated = 0;
    this.#changed();
  }

  #nothingToSee({ width, height }: HTMLCanvasElement): boolean {
    return width === 0 || height === 0;
  }
}

/** To be asked only of a canvas that somebody drew on: another would get a context by it. */
function kindOf(canvas: HTMLCanvasElement): Kind {
  try {
    return canvas.getContext('2d') ? 'plain' : 'passing';
  } catch {
    // Handed over to an OffscreenCanvas: it has no context of its own, and says so in this way alone.
    return 'remote';
  }
}

/** Of a canvas without any pixels. */
const nothing = (): Sample => ({ rgba: new Uint8Array(4), width: 1, height: 1 });
