import type { PageView } from '../../shared/messages.ts';
import { askBackground } from '../ask-background.ts';
import { HAS_BARE_FRAMES } from '../browser.chrome.ts';
import { neighbourIn } from '../neighbours.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import { type Page, type Surface, within } from './surface.ts';

/** bare-frames.css hides what has it. */
const MARK = 'data-figleaf-bare';
const KINDS = 'iframe, frame, object, embed';
/** The browser makes the frames of these when it lays them out, and nobody tells. */
const MADE_LATER = 'object, embed';
const FRAMES_TO_LAY_OUT = 120;
const ASK_AGAIN_MS = 500;

/**
 * Until the document that a frame is to show has come (from a slow server, say; or for good where there
 * comes none: 204, `about:blank#a`, `javascript:void 0`), the frame has an empty one, in which Chromium
 * runs no script and puts no sheet of ours, and which a page can fill. It is hidden until we are in it; the
 * background brings us there. What a page takes from such a frame, nobody has wrapped.
 */
export class BareFrames implements Surface {
  readonly attributes = [MARK, 'src', 'data', 'type'];
  readonly finds = KINDS;
  readonly parents = [];
  readonly #page: Page;
  readonly #bare = new Set<Element>();
  #view: PageView | null = null;
  #framesLeft = 0;
  #frame = 0;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(page: Page) {
    this.#page = page;
  }

  set view(view: PageView) {
    this.#view = view;
    this.enforce();
  }

  added(root: ParentNode): void {
    if (!HAS_BARE_FRAMES) return;
    const found = within(root, KINDS, Element);
    // Of methods that the page keeps of a document that is gone, or has taken before ours, nobody tells.
    if (found.length > 0) this.#page.roots.look(document);
    for (const element of found) {
      this.#check(element);
      if (plain(element).matches(MADE_LATER)) this.#framesLeft = FRAMES_TO_LAY_OUT;
    }
    this.#follow();
  }

  removed(root: ParentNode): void {
    for (const element of within(root, KINDS, Element)) this.#check(element);
  }

  changed(element: Element): void {
    if (!HAS_BARE_FRAMES || !plain(element).matches(KINDS)) return;
    this.#check(element);
    if (plain(element).matches(MADE_LATER)) this.#framesLeft = FRAMES_TO_LAY_OUT;
    this.#follow();
  }

  enforce(): void {
    for (const element of [...this.#bare]) this.#check(element);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    for (const element of this.#bare) plain(element).removeAttribute(MARK);
    this.#bare.clear();
    this.#framesLeft = 0;
  }

  // What it shows is seen to by our script in it.
  touched(): void {}
  ended(): void {}
  seen(): void {}
  recheck(): void {}
  expects(): boolean {
    return false;
  }
  byHand(): void {}
  toggle(): void {}
  reveal(): void {}
  coverAgain(): void {}

  #check(element: Element): void {
    const bare = plain(element).isConnected && isBare(element);
    if (bare) this.#bare.add(element);
    else this.#bare.delete(element);
    const filters = !this.#view || this.#view.active || this.#view.all;
    const hides = bare && filters;
    if (plain(element).hasAttribute(MARK) !== hides) plain(element).toggleAttribute(MARK, hides);
  }

  #follow(): void {
    if (this.#bare.size === 0 && this.#framesLeft === 0) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#framesLeft > 0) {
        this.#framesLeft--;
        for (const element of this.#page.roots.find(MADE_LATER)) this.#check(element);
      }
      this.enforce();
      this.#enter();
      this.#follow();
    });
  }

  #enter(): void {
    const now = performance.now();
    if (this.#bare.size === 0 || now - this.#askedAt < ASK_AGAIN_MS) return;
    this.#askedAt = now;
    void askBackground('frames.enter', null);
  }
}

/** Whether its document can be reached by pages of this origin, and ours is no script in it. */
function isBare(element: Element): boolean {
  try {
    const view = viewOf(element);
    return view !== null && neighbourIn(view)?.document !== view.document;
  } catch {
    // Of another origin: nobody but itself fills it.
    return false;
  }
}

function viewOf(element: Element): Window | null {
  if (!is(element, HTMLEmbedElement)) return (element as HTMLIFrameElement).contentWindow;
  for (let i = 0; i < window.length; i++) {
    const view = window[i] as Window;
    if (frameOf(view) === element) return view;
  }
  return null;
}

function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    // Of another origin.
    return null;
  }
}
