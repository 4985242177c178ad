import { isWeb, withoutFragment } from '../../shared/address.ts';
import type { PageView } from '../../shared/messages.ts';
import { PRIORITY } from '../../shared/messages.ts';
import { CanvasEntry } from '../live/canvas-entry.ts';
import { LiveLooks } from '../live/live-looks.ts';
import { Plans } from '../live/plans.ts';
import { reasonOf, type Stand } from '../looks.ts';
import { DRAWN } from '../page-world/told.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import type { Seen } from '../viewport.ts';
import { type Page, type Surface, within } from './surface.ts';

/** What a person does may change a drawing that nobody tells of. */
const STIRRING = ['pointerdown', 'pointerup', 'keydown', 'wheel', 'scroll'] as const;
/** Reading canvases, at a time; the rest are read in the next frame. */
const SLICE_MS = 8;

/**
 * The <canvas> surface. Our script in the page's world tells of what may be a picture before it is
 * painted; what is drawn without word of it is looked at now and then while anything goes on.
 */
export class Canvases implements Surface {
  readonly attributes = ['width', 'height'];
  readonly finds = 'canvas';
  readonly parents = [];
  readonly #page: Page;
  readonly #looks: LiveLooks;
  readonly #entries = new WeakMap<HTMLCanvasElement, CanvasEntry>();
  /** Addresses of images that were drawn on some canvas. */
  readonly #sources = new Set<string>();
  readonly #onScreen = new Set<HTMLCanvasElement>();
  readonly #plans = new Plans<HTMLCanvasElement>((canvas) => this.#lookInFrame(canvas));
  readonly #stop = new AbortController();
  /** Calls after the page's own drawing of a frame and before its painting, when observed anew. */
  readonly #inFrame = new ResizeObserver((entries) => this.#laidOut(entries));
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#looks = new LiveLooks(page.marks, page.overlay);
    this.#listen();
  }

  added(root: ParentNode): void {
    if (root === document.documentElement) this.#listen();
    const tree = is(root, Element) ? plain(root).getRootNode() : root;
    if (is(tree, ShadowRoot)) {
      tree.addEventListener(DRAWN, this.#drawn, { capture: true, signal: this.#stop.signal });
    }
    for (const canvas of within(root, 'canvas', HTMLCanvasElement)) this.#find(canvas);
  }

  removed(root: ParentNode): void {
    for (const canvas of within(root, 'canvas', HTMLCanvasElement)) {
      if (canvas.isConnected && canvas.ownerDocument === document) continue;
      this.#page.viewport.unwatch(canvas);
      this.#inFrame.unobserve(canvas);
      this.#rest(canvas);
      const entry = this.#entries.get(canvas);
      entry?.left();
      if (entry) this.#show(canvas, entry);
      this.#looks.drop(canvas);
    }
  }

  changed(element: Element): void {
    if (is(element, HTMLCanvasElement)) this.#stir(element);
  }

  // It loads nothing, and has no address.
  ended(): void {}
  byHand(): void {}

  touched(element: Element): void {
    if (!is(element, HTMLCanvasElement)) return;
    this.#page.marks.enforce(element);
    if (this.#page.marks.lookOf(element) !== 'cleared') this.#page.marks.neutralise(element);
  }

  seen(element: Element, { priority }: Seen): void {
    if (!is(element, HTMLCanvasElement)) return;
    const entry = this.#entries.get(element);
    if (!entry) return;
    if (priority !== PRIORITY.onScreen) {
      this.#rest(element);
      return;
    }
    const came = !this.#onScreen.has(element);
    this.#onScreen.add(element);
    if (came) this.#lookInFrame(element);
    this.#show(element, entry);
  }

  recheck(): void {
    for (const canvas of this.#onScreen) this.#stir(canvas);
  }

  enforce(): void {
    for (const canvas of this.#connected()) this.#page.marks.enforce(canvas);
  }

  /** Of these the canvas is judged that they were drawn on (docs/decisions/0011-ledger.md). */
  expects(url: string): boolean {
    return this.#sources.has(url);
  }

  told(element: Element): void {
    if (!is(element, HTMLImageElement) || !isWeb(element.currentSrc)) return;
    this.#sources.add(withoutFragment(element.currentSrc));
  }

  fed(element: Element, source: Element): void {
    if (!this.#view?.active || !is(element, HTMLCanvasElement)) return;
    if (is(source, HTMLVideoElement)) this.#entries.get(element)?.fed(source);
  }

  toggle(element: Element): void {
    const entry = is(element, HTMLCanvasElement) ? this.#entries.get(element) : undefined;
    if (!entry || !this.#view) return;
    if (reasonOf(this.#stand(entry, this.#view), this.#view) !== null) this.reveal(element);
    else this.coverAgain(element);
  }

  reveal(element: Element): void {
    if (this.#view?.active && this.#view.reveal) this.#hand(element, 'reveal');
  }

  coverAgain(element: Element): void {
    const entry = is(element, HTMLCanvasElement) ? this.#entries.get(element) : undefined;
    if (entry) this.#hand(element, entry.frames.steady.verdict?.cover ? null : 'cover');
  }

  stop(): void {
    for (const canvas of this.#connected()) this.#entries.get(canvas)?.left();
    this.#stop.abort();
    this.#inFrame.disconnect();
    this.#plans.stop();
  }

  set view(view: PageView) {
    this.#view = view;
    for (const canvas of this.#connected()) {
      const entry = this.#entries.get(canvas);
      if (!entry) continue;
      entry.forgetForeseen();
      if (!view.active) entry.restart();
      else if (!entry.frames.steady.verdict) this.#lookInFrame(canvas);
      this.#show(canvas, entry);
    }
  }

  *#connected(): Iterable<HTMLCanvasElement> {
    for (const root of this.#page.roots.all()) yield* within(root, 'canvas', HTMLCanvasElement);
  }

  #listen(): void {
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    addEventListener(DRAWN, this.#drawn, options);
    for (const event of STIRRING) addEventListener(event, this.#stirred, options);
    document.addEventListener('visibilitychange', this.#stirred, options);
  }

  readonly #drawn = (event: Event): void => {
    const [canvas] = event.composedPath();
    // From here a closed root's own are not to be seen; there it is heard once more.
    if (!is(canvas, HTMLCanvasElement)) return;
    // For us alone; a page that made it up has us look once more.
    event.stopImmediatePropagation();
    if (this.#view?.active) this.#entries.get(canvas)?.drawn();
  };

  readonly #stirred = (): void => {
    for (const canvas of this.#onScreen) this.#stir(canvas);
  };

  #find(canvas: HTMLCanvasElement): void {
    const { marks, viewport, watch } = this.#page;
    if (!this.#entries.has(canvas)) {
      const entry = new CanvasEntry(this.#page, canvas, () => {
        const still = held.deref();
        if (!still) return;
        this.#show(still, entry);
        this.#plan(still, entry);
      });
      const held = new WeakRef(canvas);
      this.#entries.set(canvas, entry);
      watch.styles(canvas);
    }
    marks.enforce(canvas);
    marks.neutralise(canvas);
    viewport.watch(canvas);
    this.#lookInFrame(canvas);
  }

  #stir(canvas: HTMLCanvasElement): void {
    const entry = this.#entries.get(canvas);
    if (!entry || !this.#view?.active) return;
    entry.pace.stir(performance.now());
    this.#plan(canvas, entry);
  }

  #rest(canvas: HTMLCanvasElement): void {
    this.#onScreen.delete(canvas);
    this.#entries.get(canvas)?.pace.rest();
    this.#plans.drop(canvas);
  }

  #plan(canvas: HTMLCanvasElement, { pace }: CanvasEntry): void {
    const seen = this.#onScreen.has(canvas) && !document.hidden;
    this.#plans.plan(canvas, seen ? pace.due : null);
  }

  #lookInFrame(canvas: HTMLCanvasElement): void {
    this.#inFrame.unobserve(canvas);
    this.#inFrame.observe(canvas);
  }

  #laidOut(entries: readonly ResizeObserverEntry[]): void {
    const until = performance.now() + SLICE_MS;
    for (const { target } of entries) {
      const canvas = target as HTMLCanvasElement;
      if (performance.now() > until) requestAnimationFrame(() => this.#lookInFrame(canvas));
      else this.#check(canvas);
    }
  }

  #check(canvas: HTMLCanvasElement): void {
    const entry = this.#entries.get(canvas);
    if (!entry || !this.#view?.active) return;
    if (entry.pace.due === null || performance.now() >= entry.pace.due) entry.check(canvas);
    this.#show(canvas, entry);
    this.#plan(canvas, entry);
  }

  #hand(element: Element, hand: CanvasEntry['hand']): void {
    const entry = is(element, HTMLCanvasElement) ? this.#entries.get(element) : undefined;
    if (!entry || !this.#view?.active) return;
    entry.hand = hand;
    this.#show(element as HTMLCanvasElement, entry);
  }

  #stand(entry: CanvasEntry, view: PageView): Stand {
    const { mosaic } = entry.frames;
    return { verdict: entry.verdict(view.unreadable), hand: entry.hand, mosaic };
  }

  #show(canvas: HTMLCanvasElement, entry: CanvasEntry): void {
    const view = this.#view;
    if (!view) return;
    entry.isSeen = this.#onScreen.has(canvas) && !document.hidden && view.active;
    const stand = this.#stand(entry, view);
    const speck = this.#isSpeck(canvas, view.smallPicture) && stand.verdict === null;
    const covered = this.#looks.show(
      canvas,
      speck ? { ...stand, verdict: { cover: false } } : stand,
      view,
    );
    entry.isShown = !covered;
  }

  /** Smaller than the limit, by its own pixels and as shown. */
  #isSpeck(canvas: HTMLCanvasElement, limit: number): boolean {
    const seen = this.#page.viewport.of(canvas);
    const { width, height } = canvas;
    return seen !== null && Math.max(seen.width, seen.height, width, height) < limit;
  }
}
