import { plain } from '../../plain.ts';
import { is } from '../../realms.ts';
import { declaredBy } from './keyframes.ts';

/** Properties by which an animation may bring a picture to an element or a part of it. */
const PICTURED =
  /^(?:--.*|background(?:-image)?|border-image(?:-source)?|(?:-?webkit-)?mask(?:-image|-box-image(?:-source)?)?|content|list-style(?:-image)?)$/;
/** How far from where the person points something may change with it. */
const UP = 4;
const NEARBY = 60;
/** Elements followed from frame to frame. */
const MOST_MOVING = 30;

interface Handlers {
  /** Elements known to show images. */
  known(): Iterable<Element>;
  /** Whether pointing, focus or the state of a form may bring an image, or an animation may. */
  points(): boolean;
  moves(): boolean;
  /** These may show other images than they did. */
  due(elements: Iterable<Element>): void;
  /** Anything may. */
  all(): void;
}

/** What changes how things look without a mutation: pointer, focus, forms, animations. */
export class Restless {
  readonly #handlers: Handlers;
  readonly #moving = new Set<Element>();
  readonly #stop = new AbortController();

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    this.listen();
    const { signal } = this.#stop;
    for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', 'print']) {
      matchMedia(query).addEventListener('change', this.#again, { signal });
    }
  }

  /** document.open takes listeners off; adding one that is there changes nothing. */
  listen(): void {
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    for (const name of POINTED) addEventListener(name, this.#pointed, options);
    for (const name of MOVED) addEventListener(name, this.#moved, options);
    for (const name of GIVEN) addEventListener(name, this.#given, options);
    for (const name of ['hashchange', 'fullscreenchange'] as const) {
      addEventListener(name, this.#again, options);
    }
  }

  /** What an animation shows may be another image in each frame. */
  follow(): void {
    if (this.#moving.size === 0) return;
    for (const element of this.#moving) {
      if (!plain(element).isConnected || !bringsPictures(element)) this.#moving.delete(element);
    }
    if (this.#moving.size > 0) this.#handlers.due(this.#moving);
  }

  stop(): void {
    this.#stop.abort();
  }

  readonly #again = (): void => this.#handlers.all();

  /** By a class an animation of SVG's own may bring one to anything beside its target or in it. */
  readonly #given = ({ target }: Event): void => {
    if (!is(target, SVGElement)) return;
    if (NAMED.test(plain(target).getAttribute('attributeName') ?? '')) this.#handlers.all();
  };

  readonly #moved = ({ type, target }: Event): void => {
    if (!(target instanceof Element)) return;
    const begins = type === 'animationstart' || type === 'transitionrun';
    if (begins && this.#handlers.moves() && this.#moving.size < MOST_MOVING) {
      // Most turn, fade or slide, for as long as the page is there.
      if (bringsPictures(target)) this.#moving.add(target);
    }
    this.#handlers.due([target]);
  };

  readonly #pointed = ({ target }: Event): void => {
    if (!(target instanceof Element) || !this.#handlers.points()) return;
    const due: Element[] = [];
    for (let at: Element | null = target; at; at = plain(at).parentElement) due.push(at);
    const top = plain(due[Math.min(UP, due.length - 1)] ?? target);
    for (const known of this.#handlers.known()) {
      // Where the pointer is in a shadow tree, nobody is told.
      if (top.contains(known) || plain(known).getRootNode() !== document) due.push(known);
    }
    const within = top.getElementsByTagName('*');
    for (let i = 0; i < within.length && i < NEARBY; i++) due.push(within[i] as Element);
    this.#handlers.due(due);
  };
}

const bringsPictures = (element: Element): boolean =>
  plain(element)
    .getAnimations({ subtree: true })
    .some(({ effect }) => declaredBy(effect).some(([name]) => PICTURED.test(name)));

const MOVED = [
  'animationstart',
  'animationend',
  'transitionrun',
  'transitionend',
  'toggle',
] as const;
/** What an animation of SVG's own tells of. */
const GIVEN = ['beginEvent', 'endEvent', 'repeatEvent'] as const;
/** Of what one may animate: what selectors hang on. */
const NAMED = /^(.*:)?class$/;
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
