import type { PageView } from '../../shared/messages.ts';
import { askBackground } from '../ask-background.ts';
import { layOutFirst } from '../attaching.ts';
import { frameElementOf } from '../frame-element.ts';
import { isInFrame, noteInFrames } from '../in-frame.chrome.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import { rootOf } from '../shadow/root-of.chrome.ts';
import { type Page, type Surface, within } from './surface.ts';

/** bare-frames.css hides what has it. */
const MARK = 'data-figleaf-bare';
const KINDS = 'iframe, frame, object, embed';
/** The browser makes the frames of these when it lays them out, and nobody tells. */
const MADE_LATER = 'object, embed';
const FRAMES_TO_LAY_OUT = 120;
/** About a second. Most have their document by then, and until then nothing was in the empty one. */
const FRAMES_TO_COME = 60;
const AGAIN_MS = 500;
/** Where that brings us nowhere, whatever has such a document is hidden. */
const MOST_ASKED = 20;

/** The empty document that a frame has, and how long it may have it without our being there. */
interface Waiting {
  readonly document: Document;
  readonly changes: MutationObserver;
  framesLeft: number;
  /** Whether the page has put anything into it at some time: it can take that out whenever we look. */
  isFilled: boolean;
}

/**
 * Until the document that a frame is to show has come (from a slow server, say; or for good where there
 * comes none: 204, `javascript:void 0`, in Chromium `about:blank#a`), the frame has an empty one, in which
 * the browser runs no script and puts no sheet of ours, and which a page can fill. The background brings us there, as
 * soon as it holds something, and it is hidden until then; or once no other has come for a second. What a
 * page takes from such a frame, nobody has wrapped.
 */
export class BareFrames implements Surface {
  readonly attributes = [MARK, 'src', 'data', 'type'];
  readonly finds = KINDS;
  readonly parents = [];
  readonly #page: Page;
  readonly #waiting = new Map<Element, Waiting>();
  #view: PageView | null = null;
  #framesLeft = 0;
  #frame = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  set view(view: PageView) {
    this.#view = view;
    this.enforce();
  }

  added(root: ParentNode): void {
    const found = within(root, KINDS, Element);
    // Of methods that the page keeps of a document that is gone, or has taken before ours, nobody tells.
    if (found.length > 0) this.#page.roots.look(document);
    for (const element of found) this.#meet(element);
    this.#follow();
  }

  removed(root: ParentNode): void {
    for (const element of within(root, KINDS, Element)) this.#check(element);
  }

  changed(element: Element): void {
    if (!plain(element).matches(KINDS)) return;
    this.#meet(element);
    this.#follow();
  }

  /** It may have another document by now. */
  ended(element: Element): void {
    this.changed(element);
  }

  enforce(): void {
    for (const element of [...this.#waiting.keys()]) this.#check(element);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#again);
    for (const [element, { changes }] of this.#waiting) {
      changes.disconnect();
      plain(element).removeAttribute(MARK);
    }
    this.#waiting.clear();
    this.#framesLeft = 0;
  }

  // What it shows is seen to by our script in it.
  touched(): void {}
  seen(): void {}
  recheck(): void {}
  expects(): boolean {
    return false;
  }
  byHand(): void {}
  toggle(): void {}
  reveal(): void {}
  coverAgain(): void {}

  #meet(element: Element): void {
    this.#check(element);
    if (plain(element).matches(MADE_LATER)) this.#framesLeft = FRAMES_TO_LAY_OUT;
  }

  #check(element: Element): void {
    const waiting = this.#wait(element);
    const filters = !this.#view || this.#view.active || this.#view.all;
    const isLost = this.#asked >= MOST_ASKED;
    if (waiting) waiting.isFilled ||= mayShow(waiting.document) || hasShown(waiting.document);
    const hides = waiting !== null && filters && (isLost || waiting.isFilled);
    if (plain(element).hasAttribute(MARK) !== hides) plain(element).toggleAttribute(MARK, hides);
    if (hides || (waiting && waiting.framesLeft <= 0)) this.#enter();
  }

  /** @returns what is known of the empty document that it has, null where it has none */
  #wait(element: Element): Waiting | null {
    const empty = plain(element).isConnected ? bareDocument(element) : null;
    const known = this.#waiting.get(element);
    if (known?.document === empty) return known ?? null;
    known?.changes.disconnect();
    this.#waiting.delete(element);
    if (!empty) return null;
    const changes = new MutationObserver(() => this.#check(element));
    changes.observe(empty, { subtree: true, childList: true, attributes: true });
    const waiting = { document: empty, changes, framesLeft: FRAMES_TO_COME, isFilled: false };
    this.#waiting.set(element, waiting);
    return waiting;
  }

  /** Of what is put into such a document without a mutation, and of the next document, nobody tells. */
  #follow(): void {
    const waits = this.#waiting.size > 0 && this.#asked < MOST_ASKED;
    if (this.#framesLeft === 0 && !waits) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#framesLeft > 0) {
        this.#framesLeft--;
        for (const element of this.#page.roots.find(MADE_LATER)) this.#check(element);
      }
      for (const waiting of this.#waiting.values()) waiting.framesLeft--;
      this.enforce();
      this.#follow();
    });
  }

  #enter(): void {
    if (this.#again !== undefined || this.#asked >= MOST_ASKED) return;
    this.#asked++;
    this.#again = setTimeout(() => {
      this.#again = undefined;
      this.enforce();
      if (this.#waiting.size === 0) this.#asked = 0;
    }, AGAIN_MS);
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const views = [...this.#waiting.values()].flatMap(
      ({ document: { defaultView } }) => defaultView ?? [],
    );
    const answer = await askBackground('frames.enter', null);
    if (answer) noteInFrames(views, answer.reply);
    this.enforce();
  }
}

/** Whether a page has put anything into it; the browser has made a root, a head and a body. */
function mayShow(empty: Document): boolean {
  if (empty.adoptedStyleSheets.length > 0) return true;
  // Asking for animations lays out, and not the frame alone.
  layOutFirst();
  if (empty.getAnimations().length > 0) return true;
  if (plain(empty).querySelector(':not(html, head, body)')) return true;
  // Chromium has the style sheets of such instructions in HTML, too.
  if ([...empty.childNodes].some((node) => is(node, ProcessingInstruction))) return true;
  return [...plain(empty).querySelectorAll('*')].some(
    (each) => plain(each).attributes.length > 0 || rootOf(plain(each)) !== null,
  );
}

/** The browser tells a few frames later, whatever it was. Of an empty one it never tells. */
const hasShown = ({ defaultView }: Document): boolean =>
  (defaultView?.performance.getEntriesByType('paint').length ?? 0) > 0;

/** @returns its document, where pages of this origin can reach it and no script of ours is in it */
function bareDocument(element: Element): Document | null {
  try {
    const view = viewOf(element);
    return view && !isInFrame(view) ? view.document : null;
  } catch {
    // Of another origin: nobody but itself fills it.
    return null;
  }
}

function viewOf(element: Element): Window | null {
  if (!is(element, HTMLEmbedElement)) return (element as HTMLIFrameElement).contentWindow;
  for (let i = 0; i < window.length; i++) {
    const view = window[i] as Window;
    if (frameElementOf(view) === element) return view;
  }
  return null;
}
