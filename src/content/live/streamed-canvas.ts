import type { Verdict } from '../../shared/policy.ts';
import type { Page } from '../surfaces/surface.ts';
import { MARGIN } from './ahead.ts';
import { Moving } from './moving.ts';
import { glanceAt, gridOf, isOtherScene, isSample, type Sample } from './sample.ts';

const CLEAR: Verdict = { cover: false };
/** So often what was judged may be outdated by its verdict before what moves is shown all the same. */
const MOST_OUTDATED = 3;
/** What was drawn is on the screen no later than after so long. */
const ARRIVES_MS = MARGIN * 1000;

/**
 * A canvas whose stream a video plays, where what is drawn is to be seen a frame or two later. At the end
 * of each turn in which the page draws on it, it is glanced at, and the video is covered while another
 * scene than the one that was judged is on its way. Like what goes ahead of a film, this only ever adds
 * covers to what the looks at the video come to.
 */
export class StreamedCanvas {
  readonly #canvas: WeakRef<HTMLCanvasElement>;
  readonly #changed: () => void;
  readonly #moving: Moving;
  /** Of what was judged last, or is out to be. */
  #grid: Uint8Array | null = null;
  /** Of another scene than that, which was drawn since. */
  #next: Sample | null = null;
  #outdated = 0;
  /** The verdict on what is on the screen until then, or on its way there. */
  #covered: Verdict = CLEAR;
  #until = Number.NEGATIVE_INFINITY;
  #inTurn = false;

  /** @param changed there may be another verdict */
  constructor(page: Page, canvas: HTMLCanvasElement, video: HTMLVideoElement, changed: () => void) {
    this.#canvas = new WeakRef(canvas);
    this.#changed = changed;
    this.#moving = new Moving(page, canvas, () => this.#answered(), video);
  }

  get canvas(): HTMLCanvasElement | undefined {
    return this.#canvas.deref();
  }

  /** Clear where nothing is against showing it; null while nobody knows what is on its way. */
  get verdict(): Verdict | null {
    if (performance.now() < this.#until) return this.#covered;
    return this.#moving.isWaiting && this.#outdated < MOST_OUTDATED ? null : CLEAR;
  }

  /** The page draws on it in this turn; what comes of it is there at the turn's end. */
  drawn(): void {
    if (this.#inTurn) return;
    this.#inTurn = true;
    queueMicrotask(() => {
      this.#inTurn = false;
      const { canvas } = this;
      if (canvas) this.#glance(canvas);
    });
  }

  /** Nobody sees it, or other things are to be covered. */
  forget(): void {
    this.#moving.restart();
    this.#grid = null;
    this.#next = null;
    this.#outdated = 0;
    this.#until = Number.NEGATIVE_INFINITY;
  }

  #glance(canvas: HTMLCanvasElement): void {
    const grid = glanceAt(canvas);
    if (!grid) return;
    if (this.#grid && !isOtherScene(grid, this.#grid)) {
      // It came back to what is being judged.
      this.#next = null;
      return;
    }
    const sample = this.#moving.read(canvas.width, canvas.height);
    if (!isSample(sample)) return;
    if (this.#moving.isWaiting) this.#next = sample;
    else this.#judge(sample);
  }

  #judge(sample: Sample): void {
    this.#grid = gridOf(sample);
    if (this.#moving.judge(sample) === 'asked') this.#changed();
    else this.#answered();
  }

  #answered(): void {
    const { latest } = this.#moving;
    if (!latest) return;
    // Of a failure the looks at the video say enough.
    if (latest.cover && latest.reason !== 'failed') {
      this.#covered = latest;
      this.#until = Number.POSITIVE_INFINITY;
    } else if (this.#until === Number.POSITIVE_INFINITY) {
      this.#until = performance.now() + ARRIVES_MS;
      setTimeout(this.#changed, ARRIVES_MS);
    }
    const next = this.#next;
    this.#next = null;
    this.#outdated = next ? this.#outdated + 1 : 0;
    if (next) this.#judge(next);
    else this.#changed();
  }
}
