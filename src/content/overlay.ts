import type { PageView } from '../shared/messages.ts';
import type { Reason } from '../shared/policy.ts';
import { layOutFirst } from './attaching.ts';
import { type Parts, PartsView } from './boxes/parts.ts';
import { html } from './html.ts';
import { cellsAt } from './masks/pixelate.ts';
import { drawMosaic } from './mosaic.ts';
import { ownCanvas } from './ours.ts';
import { OVERLAY_CSS } from './overlay.css.ts';
import { plain } from './plain.ts';
import { Presses } from './presses.ts';

/** Pictures smaller than this have no room for a label, in CSS pixels. */
const LEAST_FOR_LABEL = { width: 64, height: 32 };

/** What a person may mean when pointing. */
const PICTURES = 'img, input[type="image" i], embed, object, image, video, canvas';

/** What is drawn over a covered picture: a mosaic of the whole or one colour, or what stands in its holes. */
interface Drawn {
  readonly mosaic?: Uint8Array | null;
  readonly fill?: string | null;
  readonly parts?: Parts;
  /** The page's own text is over it: the label keeps to the far corner. */
  readonly text?: boolean;
}

interface Own {
  readonly host: HTMLDivElement;
  readonly root: ShadowRoot;
}

interface Spot {
  readonly root: HTMLDivElement;
  readonly button: HTMLButtonElement;
  readonly canvas: HTMLCanvasElement;
  readonly parts: PartsView;
  onScreen: boolean;
}

/**
 * Labels and mosaics, laid over the pictures in a closed shadow root of our own. Decoration only:
 * the picture beneath is covered by its own style whether or not anything here is in its place.
 * Places are read when something moved and once a frame at most; nothing runs while nothing moves.
 */
export class Overlay {
  /** Where all of it hangs: ours alone. */
  #own: Own | null = null;
  readonly #hung: (host: Element) => void;
  readonly #spots = new Map<Element, Spot>();
  readonly #visible: IntersectionObserver;
  readonly #stop = new AbortController();
  readonly #presses = new Presses(this.#stop.signal);
  readonly #onPress: (element: Element, action: 'reveal' | 'cover') => void;
  #frame = 0;

  /** @param hung told of the element in the page that all of it hangs on, once there is one */
  constructor(
    onPress: (element: Element, action: 'reveal' | 'cover') => void,
    hung: (host: Element) => void,
  ) {
    this.#onPress = onPress;
    this.#hung = hung;
    this.#visible = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const spot = this.#spots.get(target);
        if (!spot || spot.onScreen === isIntersecting) continue;
        spot.onScreen = isIntersecting;
        this.moved();
      }
    });
    const { signal } = this.#stop;
    const passive = { capture: true, passive: true, signal };
    addEventListener('scroll', () => this.moved(), passive);
    for (const event of ['resize', 'transitionend', 'animationend', 'toggle'] as const) {
      addEventListener(event, () => this.#turned(), passive);
    }
  }

  covered(img: Element, reason: Reason | 'frame', drawn: Drawn, view: PageView): void {
    const { mosaic = null, fill = null, parts = null, text = false } = drawn;
    if (!view.label && !mosaic && !fill && !parts) {
      this.remove(img);
      return;
    }
    const spot = this.#spotFor(img);
    spot.root.classList.toggle('text', text);
    this.#label(spot, `covered_${reason}`, view.reveal ? 'reveal' : null, view.label);
    const control = view.reveal && {
      guarded: true,
      act: () => this.#onPress(img, 'reveal'),
      refuse: (why: 'again' | 'elsewhere') => {
        this.#label(spot, `covered_${reason}`, `reveal_${why}`, view.label);
      },
    };
    this.#presses.set(spot.button, control || null);
    spot.canvas.hidden = mosaic === null;
    if (mosaic) drawMosaic(spot.canvas, mosaic, cellsAt(view.maskStrength));
    spot.root.style.background = fill ?? '';
    spot.parts.show(parts, spot.button);
    // What is out of sight has no place; the observer tells when it comes into sight.
    if (spot.onScreen) this.moved();
  }

  /** The person is looking at it; one press covers it again. */
  revealed(img: Element): void {
    const spot = this.#spotFor(img);
    spot.canvas.hidden = true;
    spot.root.style.background = '';
    spot.parts.show(null, spot.button);
    this.#label(spot, 'cover_again', null, true);
    spot.button.disabled = false;
    // Covering needs no guard: a trick to have it pressed would only cover.
    const act = () => this.#onPress(img, 'cover');
    this.#presses.set(spot.button, { guarded: false, act, refuse: () => undefined });
    this.moved();
  }

  remove(img: Element): void {
    const spot = this.#spots.get(img);
    if (!spot) return;
    this.#visible.unobserve(img);
    this.#presses.set(spot.button, null);
    spot.root.remove();
    this.#spots.delete(img);
    if (this.#spots.size === 0) this.#own?.host.remove();
  }

  /** Something may have moved: places are read again before the next paint. */
  moved(): void {
    if (this.#frame !== 0 || this.#spots.size === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place();
    });
  }

  /** What lies above a picture may have been turned or may cut it off otherwise. */
  #turned(): void {
    for (const { parts } of this.#spots.values()) parts.turned();
    this.moved();
  }

  /** document.open took the listeners; where they are still there, nothing changes. */
  listen(): void {
    this.#presses.listen();
  }

  /** The document's tree was replaced. */
  attach(): void {
    const { documentElement } = document;
    const host = this.#own?.host;
    if (!documentElement || !host || this.#spots.size === 0) return;
    if (host.parentNode !== documentElement) plain(documentElement).append(host);
  }

  /** The picture whose label has the focus, else the one under the pointer; the topmost of several. */
  aimedAt(): Element | null {
    const { focused, pointer } = this.#presses;
    for (const [img, { button }] of this.#spots) if (button === focused) return img;
    if (!pointer) return null;
    const { x, y } = pointer;
    const hit = document.elementsFromPoint(x, y).find((each) => plain(each).matches(PICTURES));
    // What is covered by being hidden takes no hit.
    const all = [...document.querySelectorAll(PICTURES)];
    // Those in shadow roots, where they have a label.
    for (const img of this.#spots.keys()) {
      const own = plain(img);
      if (own.getRootNode() !== document && own.matches(PICTURES)) all.push(img);
    }
    return hit ?? all.findLast((img) => holds(img, x, y)) ?? null;
  }

  stop(): void {
    this.#stop.abort();
    this.#visible.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#own?.host.remove();
  }

  #spotFor(img: Element): Spot {
    const known = this.#spots.get(img);
    if (known) return known;
    const root = html('div');
    root.className = img === document.documentElement ? 'spot whole' : 'spot';
    root.hidden = true;
    const canvas = ownCanvas();
    canvas.hidden = true;
    const button = html('button');
    button.lang = chrome.i18n.getMessage('language');
    const parts = new PartsView(img);
    root.append(canvas, parts.root, button);
    const spot = { root, button, canvas, parts, onScreen: false };
    this.#spots.set(img, spot);
    this.#hang().root.append(root);
    this.attach();
    this.#visible.observe(img);
    return spot;
  }

  /** Not before it is needed: the browser's own view of an XML file is for those without any HTML. */
  #hang(): Own {
    if (this.#own) return this.#own;
    const host = html('div');
    const root = host.attachShadow({ mode: 'closed' });
    // A constructed sheet: a page's Content-Security-Policy may forbid <style>.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(OVERLAY_CSS);
    root.adoptedStyleSheets = [sheet];
    this.#own = { host, root };
    this.#presses.root = root;
    this.#hung(host);
    return this.#own;
  }

  #label({ button }: Spot, text: string, action: string | null, shown: boolean): void {
    button.replaceChildren(part('why', text), ...(action ? [part('act', action)] : []));
    button.disabled = action === null;
    button.hidden = !shown;
    button.style.display = shown ? '' : 'none';
  }

  #place(): void {
    this.attach();
    layOutFirst();
    const origin = this.#hang().host.getBoundingClientRect();
    // All reads before all writes: one layout.
    const places = [...this.#spots].map(([img, spot]) => {
      const rect = spot.onScreen ? plain(img).getBoundingClientRect() : null;
      return { spot, rect, draw: rect && spot.parts.measure(rect) };
    });
    for (const { spot, rect, draw } of places) {
      const { root, button } = spot;
      root.hidden = !rect || rect.width === 0 || rect.height === 0;
      const roomy = rect !== null && hasRoom(rect);
      // Whether a label is in full sight is looked at again and again, and that is not cheap.
      this.#presses.show(button, roomy);
      if (!rect || root.hidden) continue;
      root.style.left = `${rect.left - origin.left}px`;
      root.style.top = `${rect.top - origin.top}px`;
      root.style.width = `${rect.width}px`;
      root.style.height = `${rect.height}px`;
      draw?.();
      button.style.visibility = roomy ? '' : 'hidden';
    }
    this.#presses.guard.moved();
  }
}

const hasRoom = ({ width, height }: DOMRect): boolean =>
  width >= LEAST_FOR_LABEL.width && height >= LEAST_FOR_LABEL.height;

function holds(img: Element, x: number, y: number): boolean {
  const { left, right, top, bottom } = plain(img).getBoundingClientRect();
  return left <= x && x < right && top <= y && y < bottom;
}

function part(name: string, message: string): HTMLSpanElement {
  const span = html('span');
  span.className = name;
  span.textContent = chrome.i18n.getMessage(message);
  return span;
}
