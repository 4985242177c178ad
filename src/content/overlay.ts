import { MOSAIC_SIDE, type PageView } from '../shared/messages.ts';
import type { Reason } from '../shared/policy.ts';
import { cellsAt } from './masks/pixelate.ts';
import { OVERLAY_CSS } from './overlay.css.ts';

/** Pictures smaller than this have no room for a label, in CSS pixels. */
const LEAST_FOR_LABEL = { width: 64, height: 32 };

interface Spot {
  readonly root: HTMLDivElement;
  readonly button: HTMLButtonElement;
  readonly canvas: HTMLCanvasElement;
  onScreen: boolean;
}

/**
 * Labels and mosaics, laid over the pictures in a closed shadow root of our own. Decoration only:
 * the picture beneath is covered by its own style whether or not anything here is in its place.
 * Places are read when something moved and once a frame at most; nothing runs while nothing moves.
 */
export class Overlay {
  readonly #host = document.createElement('div');
  readonly #root = this.#host.attachShadow({ mode: 'closed' });
  readonly #spots = new Map<HTMLImageElement, Spot>();
  readonly #visible: IntersectionObserver;
  readonly #stop = new AbortController();
  readonly #onPress: (img: HTMLImageElement, action: 'reveal' | 'cover') => void;
  #frame = 0;

  constructor(onPress: (img: HTMLImageElement, action: 'reveal' | 'cover') => void) {
    this.#onPress = onPress;
    // A constructed sheet: a page's Content-Security-Policy may forbid <style>.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(OVERLAY_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#visible = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const spot = this.#spots.get(target as HTMLImageElement);
        if (spot) spot.onScreen = isIntersecting;
      }
      this.moved();
    });
    const { signal } = this.#stop;
    const passive = { capture: true, passive: true, signal };
    for (const event of ['scroll', 'resize', 'transitionend', 'animationend', 'toggle'] as const) {
      addEventListener(event, () => this.moved(), passive);
    }
  }

  covered(img: HTMLImageElement, reason: Reason, mosaic: Uint8Array | null, view: PageView): void {
    if (!view.label && !mosaic) {
      this.remove(img);
      return;
    }
    const spot = this.#spotFor(img);
    this.#label(spot, `covered_${reason}`, view.reveal ? 'reveal' : null, view.label);
    spot.button.onclick = (event) => event.isTrusted && view.reveal && this.#onPress(img, 'reveal');
    spot.canvas.hidden = mosaic === null;
    if (mosaic) drawMosaic(spot.canvas, mosaic, cellsAt(view.maskStrength));
    this.moved();
  }

  /** The person is looking at it; one press covers it again. */
  revealed(img: HTMLImageElement): void {
    const spot = this.#spotFor(img);
    spot.canvas.hidden = true;
    this.#label(spot, 'cover_again', null, true);
    spot.button.disabled = false;
    spot.button.onclick = (event) => event.isTrusted && this.#onPress(img, 'cover');
    this.moved();
  }

  remove(img: HTMLImageElement): void {
    const spot = this.#spots.get(img);
    if (!spot) return;
    this.#visible.unobserve(img);
    spot.root.remove();
    this.#spots.delete(img);
    if (this.#spots.size === 0) this.#host.remove();
  }

  /** Something may have moved: places are read again before the next paint. */
  moved(): void {
    if (this.#frame !== 0 || this.#spots.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place();
    });
  }

  /** The document's tree was replaced. */
  attach(): void {
    if (this.#spots.size > 0 && !this.#host.isConnected)
      document.documentElement?.append(this.#host);
  }

  stop(): void {
    this.#stop.abort();
    this.#visible.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#host.remove();
  }

  #spotFor(img: HTMLImageElement): Spot {
    const known = this.#spots.get(img);
    if (known) return known;
    const root = document.createElement('div');
    root.className = 'spot';
    root.hidden = true;
    const canvas = document.createElement('canvas');
    canvas.hidden = true;
    const button = document.createElement('button');
    root.append(canvas, button);
    const spot = { root, button, canvas, onScreen: false };
    this.#spots.set(img, spot);
    this.#root.append(root);
    this.attach();
    this.#visible.observe(img);
    return spot;
  }

  #label({ button }: Spot, text: string, action: string | null, shown: boolean): void {
    button.replaceChildren(part('why', text), ...(action ? [part('act', action)] : []));
    button.disabled = action === null;
    button.hidden = !shown;
    button.style.display = shown ? '' : 'none';
  }

  #place(): void {
    this.attach();
    const origin = this.#host.getBoundingClientRect();
    // All reads before all writes: one layout.
    const places = [...this.#spots].map(([img, spot]) => ({
      spot,
      rect: spot.onScreen ? img.getBoundingClientRect() : null,
    }));
    for (const { spot, rect } of places) {
      const { root, button } = spot;
      root.hidden = !rect || rect.width === 0 || rect.height === 0;
      if (!rect || root.hidden) continue;
      root.style.left = `${rect.left - origin.left}px`;
      root.style.top = `${rect.top - origin.top}px`;
      root.style.width = `${rect.width}px`;
      root.style.height = `${rect.height}px`;
      const roomy = rect.width >= LEAST_FOR_LABEL.width && rect.height >= LEAST_FOR_LABEL.height;
      button.style.visibility = roomy ? '' : 'hidden';
    }
  }
}

function part(name: string, message: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = chrome.i18n.getMessage(message);
  return span;
}

/** Averages the mosaic down to `cells`² squares and draws one pixel for each. */
function drawMosaic(canvas: HTMLCanvasElement, mosaic: Uint8Array, cells: number): void {
  canvas.width = cells;
  canvas.height = cells;
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = context.createImageData(cells, cells);
  const step = MOSAIC_SIDE / cells;
  for (let y = 0; y < cells; y++) {
    for (let x = 0; x < cells; x++) {
      const at = (y * cells + x) * 4;
      for (let c = 0; c < 3; c++)
        picture.data[at + c] = averageOf(mosaic, x * step, y * step, step, c);
      picture.data[at + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
}

function averageOf(
  mosaic: Uint8Array,
  x: number,
  y: number,
  step: number,
  channel: number,
): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(y); row < Math.ceil(y + step); row++) {
    for (let column = Math.floor(x); column < Math.ceil(x + step); column++) {
      sum += mosaic[(row * MOSAIC_SIDE + column) * 3 + channel] ?? 0;
      count++;
    }
  }
  return sum / count;
}
