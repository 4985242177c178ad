import { type CssPart, IMAGE_PROPERTIES, type ImageProperty } from '../../shared/css-pin.ts';
import { layOutFirst } from '../attaching.ts';
import type { Roots } from '../roots.ts';
import { Sheets } from './css-sheets.ts';

/** Of a frame's 16 ms; most of them are the page's. */
const SLICE_MS = 5;
/** Elements between two looks at the clock. */
const CHUNK = 100;
/** Looking at everything again, at most so often. */
const ALL_AGAIN_MS = 300;
/** How far from where the person points something may change with it. */
const UP = 4;
const NEARBY = 60;
/** Elements followed from frame to frame. */
const MOST_MOVING = 30;
/** Between two looks at whether the sheets have grown: rules that scripts add are no mutation. */
const SHEETS_MS = 1_000;

type Looks = Map<Element, readonly CssPart[]>;

const ALONE: readonly CssPart[] = [''];

interface Handlers {
  /** Elements known to show images. */
  known(): Iterable<Element>;
  isKnown(element: Element): boolean;
  /** These may show others than they did; called in a frame, before it is painted. */
  look(elements: ReadonlyMap<Element, readonly CssPart[]>): void;
}

/**
 * Says when to look at which elements: in the frame in which they came or changed, before it is
 * painted, so that what needs no verdict is not missed for a frame; in slices where they are many,
 * because all is held meanwhile.
 */
export class Finder {
  readonly #roots: Roots;
  readonly #handlers: Handlers;
  readonly #sheets = new Sheets();
  readonly #stop = new AbortController();
  readonly #due = new Set<Element>();
  readonly #roomy = new Set<ParentNode>();
  readonly #moving = new Set<Element>();
  readonly #soon = new Set<() => void>();
  #properties: readonly ImageProperty[] = ['background-image'];
  #hidden: string | null = null;
  #pseudos: readonly (readonly [CssPart, string])[] = [];
  /** Elements to be looked at, from `next` on. */
  #waiting: Element[] = [];
  #next = 0;
  #scheduled = false;
  #allAt = Number.NEGATIVE_INFINITY;
  #allWaits = false;

  constructor(roots: Roots, handlers: Handlers) {
    this.#roots = roots;
    this.#handlers = handlers;
    this.listen();
    const { signal } = this.#stop;
    const timer = setInterval(() => {
      if (!document.hidden && this.#sheets.haveGrown(roots.all())) this.all();
    }, SHEETS_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', 'print']) {
      matchMedia(query).addEventListener('change', () => this.all(), { signal });
    }
  }

  /** Those to be read on an element itself. */
  propertiesOf(element: Element): readonly ImageProperty[] {
    if (INLINE.test(element.getAttribute('style') ?? '')) return IMAGE_PROPERTIES;
    return this.#properties;
  }

  /** Whether the cover may hide values that this element has of its own. */
  isHidden(element: Element): boolean {
    if (INLINE_HIDDEN.test(element.getAttribute('style') ?? '')) return true;
    return this.#hidden !== null && element.matches(this.#hidden);
  }

  /** document.open takes listeners off; adding one that is there changes nothing. */
  listen(): void {
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    for (const name of POINTED) addEventListener(name, this.#pointed, options);
    for (const name of MOVED) {
      addEventListener(name, this.#moved, options);
    }
    for (const name of ['hashchange', 'fullscreenchange'] as const) {
      addEventListener(name, this.#again, options);
    }
  }

  tree(root: ParentNode): void {
    if (root === document.documentElement || root instanceof Document) this.listen();
    this.#roomy.add(root);
    this.#schedule();
  }

  /** A rule may now apply to it, to what is in it and to what stands beside it. */
  styled(element: Element, attribute: string): void {
    this.#due.add(element);
    this.#schedule();
    const alone =
      attribute === 'background' ||
      (attribute === 'style' && !element.getAttribute('style')?.includes('--'));
    if (alone) return;
    const around = element.parentElement ?? element;
    for (const known of this.#handlers.known()) if (around.contains(known)) this.#due.add(known);
    this.#roomy.add(element);
  }

  /** @param rewritten its text was replaced; a sheet that is new to us is read anyway */
  sheet(owner: Element, rewritten: boolean): void {
    if (rewritten) this.#sheets.forget(owner);
    this.#schedule();
  }

  /** Anything may have changed. */
  all(): void {
    if (this.#allWaits) return;
    this.#allWaits = true;
    const wait = Math.max(0, this.#allAt + ALL_AGAIN_MS - performance.now());
    const go = (): void => {
      if (this.#stop.signal.aborted) return;
      this.#allWaits = false;
      this.#allAt = performance.now();
      for (const known of this.#handlers.known()) this.#due.add(known);
      for (const root of this.#roots.all()) this.#roomy.add(root);
      this.#schedule();
    };
    if (wait === 0) go();
    else setTimeout(go, wait);
  }

  /** In the next frame, once, however often it is asked for. */
  soon(act: () => void): void {
    this.#soon.add(act);
    this.#schedule();
  }

  stop(): void {
    this.#stop.abort();
    this.#waiting = [];
    this.#next = 0;
  }

  readonly #again = (): void => this.all();

  readonly #moved = ({ type, target }: Event): void => {
    if (!(target instanceof Element)) return;
    this.#due.add(target);
    const moves = type === 'animationstart' || type === 'transitionrun';
    const { animated, unreadable } = this.#sheets;
    if (moves && (animated || unreadable) && this.#moving.size < MOST_MOVING) {
      this.#moving.add(target);
    }
    this.#schedule();
  };

  /** What an animation shows may be another image in each frame. */
  #follow(): void {
    for (const element of this.#moving) {
      if (element.isConnected && element.getAnimations({ subtree: true }).length > 0) {
        this.#due.add(element);
      } else this.#moving.delete(element);
    }
    if (this.#moving.size > 0) this.#schedule();
  }

  readonly #pointed = ({ target }: Event): void => {
    if (!(target instanceof Element) || (!this.#sheets.dynamic && !this.#sheets.unreadable)) return;
    let top: Element = target;
    for (let i = 0; i < UP && top.parentElement; i++) top = top.parentElement;
    for (let at: Element | null = target; at; at = at.parentElement) this.#due.add(at);
    for (const known of this.#handlers.known()) {
      // Where the pointer is in a shadow tree, nobody is told.
      if (top.contains(known) || known.getRootNode() !== document) this.#due.add(known);
    }
    const within = top.getElementsByTagName('*');
    for (let i = 0; i < within.length && i < NEARBY; i++) this.#due.add(within[i] as Element);
    this.#schedule();
  };

  #schedule(): void {
    if (this.#scheduled || this.#stop.signal.aborted) return;
    this.#scheduled = true;
    const run = (): void => {
      this.#scheduled = false;
      if (!this.#stop.signal.aborted) this.#run();
    };
    // No frames come while nobody looks, and then none is painted.
    if (document.hidden) setTimeout(run, 0);
    else requestAnimationFrame(run);
  }

  #run(): void {
    layOutFirst();
    const until = performance.now() + SLICE_MS;
    for (const act of this.#soon) act();
    this.#soon.clear();
    this.#follow();
    if (this.#sheets.read(this.#roots.all())) {
      for (const root of this.#roots.all()) this.#roomy.add(root);
      const { properties, unreadable } = this.#sheets;
      this.#properties = IMAGE_PROPERTIES.filter(
        (name) => name === 'background-image' || unreadable || properties.has(name),
      );
      this.#hidden = this.#sheets.hidden;
      this.#pseudos = this.#sheets.selectors;
    }
    if (this.#due.size > 0) {
      const due: Looks = new Map();
      for (const element of this.#due) {
        if (element.isConnected) due.set(element, this.#partsOf(element));
      }
      this.#due.clear();
      this.#handlers.look(due);
    }
    this.#plant();
    while (this.#next < this.#waiting.length && performance.now() < until) this.#chunk();
    if (this.#next < this.#waiting.length) this.#schedule();
    else if (this.#next > 0) {
      this.#waiting = [];
      this.#next = 0;
    }
  }

  /** Takes up the trees that were added, each element once. */
  #plant(): void {
    if (this.#roomy.size === 0) return;
    const seen = new Set<Element>();
    for (const root of this.#roomy) {
      if (root instanceof Element) {
        if (seen.has(root) || !root.isConnected) continue;
        seen.add(root);
        if (!root.firstElementChild) continue;
      }
      for (const element of root.querySelectorAll('*')) seen.add(element);
    }
    this.#roomy.clear();
    if (this.#next > 0) this.#waiting = this.#waiting.slice(this.#next);
    this.#next = 0;
    // What waits already is looked at once, and after what has just come.
    const rest = this.#waiting.filter((element) => !seen.has(element));
    this.#waiting = [];
    for (const element of seen) if (!isBare(element)) this.#waiting.push(element);
    for (const element of rest) this.#waiting.push(element);
  }

  #chunk(): void {
    const looks: Looks = new Map();
    const end = Math.min(this.#waiting.length, this.#next + CHUNK);
    for (; this.#next < end; this.#next++) {
      const element = this.#waiting[this.#next];
      if (!element?.isConnected) continue;
      const parts = this.#partsOf(element);
      // Most elements end here: one value read, and nothing kept.
      if (parts !== ALONE || this.#mayShow(element)) looks.set(element, parts);
    }
    if (looks.size > 0) this.#handlers.look(looks);
  }

  #mayShow(element: Element): boolean {
    if (this.#handlers.isKnown(element)) return true;
    const inline = element.hasAttribute('style');
    if ((inline || this.#hidden !== null) && this.isHidden(element)) return true;
    const style = getComputedStyle(element);
    for (const name of inline ? this.propertiesOf(element) : this.#properties) {
      const value = style.getPropertyValue(name);
      if (value !== 'none' && value !== 'normal' && name !== 'list-style-image') return true;
    }
    return false;
  }

  #partsOf(element: Element): readonly CssPart[] {
    let parts: CssPart[] | null = null;
    for (const [part, selector] of this.#pseudos) {
      if (selector !== '*' && !element.matches(selector)) continue;
      parts ??= [''];
      parts.push(part);
    }
    return parts ?? ALONE;
  }
}

/** Never rendered, or nothing that CSS could give an image. */
const BARE = /^(script|style|link|meta|title|head|template|noscript|br|wbr|source|track|option)$/;
const isBare = (element: Element): boolean => BARE.test(element.localName);

/** Where an element's own style may bring images beside a background. */
const INLINE = /border-image|mask|list-style|content|var\(/;
const INLINE_HIDDEN = /list-style|content/;
const MOVED = [
  'animationstart',
  'animationend',
  'transitionrun',
  'transitionend',
  'toggle',
] as const;
const POINTED = [
  'pointerover',
  'pointerout',
  'pointerdown',
  'pointerup',
  'focusin',
  'focusout',
  'input',
  'change',
] as const;
