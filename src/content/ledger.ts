import { withoutFragment } from '../shared/address.ts';
import {
  type PageCommand,
  type PageVerdict,
  type PageView,
  PRIORITY,
  type Priority,
} from '../shared/messages.ts';
import type { Verdict } from '../shared/policy.ts';
import type { Question, Subject } from './asking.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import { noteHeavy } from './holds-more.ts';
import { neighbours } from './neighbours.ts';
import { cachedPixels, noteReadable } from './pixels.ts';
import { plain } from './plain.ts';
import type { Page, Surface } from './surfaces/surface.ts';

/** Covers the frame as a whole (frame.css). On any other element it means nothing. */
export const FRAME_ATTRIBUTE = 'data-figleaf-frame';

/** In which a surface finds what has just loaded, on most pages. */
const FRAMES_TO_FIND = 3;
/** And in which it learns of what the cache does not have: asked for only where none did. */
const FRAMES_TO_LEARN = 2;

export type Loaded = Extract<PageCommand, { command: 'loaded' }>['pictures'][number];

/** A picture that this frame loaded, and that nothing here is known to show. */
class Unclaimed implements Subject {
  readonly url: string;
  readonly #clones: () => boolean;
  readonly #told: () => void;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  /** As long as it covers nothing, it is not one of the pictures covered here. */
  ahead = true;

  constructor(url: string, clones: () => boolean, told: () => void) {
    this.url = url;
    this.#clones = clones;
    this.#told = told;
  }

  priority(): Priority {
    return PRIORITY.near;
  }

  async question(): Promise<Question> {
    const source = (await cachedPixels(this.url, this.#clones())) ?? {
      by: 'url',
      url: this.url,
      referrer: location.href,
    };
    return { source, width: 0, height: 0 };
  }

  sent(): void {}

  answered({ verdict }: PageVerdict): void {
    this.verdict = verdict;
    this.#told();
  }
}

/**
 * What this frame loaded, whatever shows it, as the browser told the background. Judging starts from
 * it; and a picture to be covered that no surface claims covers the whole frame until one does
 * (docs/decisions/0011-ledger.md).
 */
export class Ledger {
  readonly #page: Page;
  readonly #surfaces: readonly Surface[];
  readonly #unclaimed = new Map<string, Unclaimed>();
  readonly #revealed = new Set<string>();
  #view: PageView | null = null;
  #covers = false;
  #frame = 0;
  #rechecked = false;
  #stopped = false;

  constructor(page: Page, surfaces: readonly Surface[]) {
    this.#page = page;
    this.#surfaces = surfaces;
  }

  set view(view: PageView) {
    this.#view = view;
    this.#settle();
  }

  async heard({ url, readable, heavy }: Loaded): Promise<void> {
    if (MAY_BE_REPLACED) return this.#passed(url);
    if (readable) noteReadable(url);
    if (heavy) {
      noteHeavy(url);
      for (const surface of this.#surfaces) surface.outweighs?.(url);
    }
    if (this.#isClaimed(url) || this.#unclaimed.has(url) || this.#isIcon(url)) return;
    const { port, asking } = this.#page;
    const picture: Unclaimed = new Unclaimed(
      url,
      () => port.clones,
      () => this.#judged(picture),
    );
    this.#unclaimed.set(url, picture);
    for (const surface of this.#surfaces) surface.unclaimed?.(() => this.#isClaimed(url));
    // Most are found in the next frames by a surface, which asks by itself: nothing is read twice.
    // Where nobody looks there are no frames, and nothing is waited for.
    const seen = () => !document.hidden;
    if (await this.#isClaimedWithin(FRAMES_TO_FIND, url, seen)) return this.#drop(picture);
    // What the cache has costs no request: judged at once. The rest, when nobody else asks.
    const cached = await cachedPixels(url, port.clones);
    if (!cached) await this.#unlessClaimed(url);
    if (this.#unclaimed.get(url) !== picture || this.#stopped) return;
    if (cached || !this.#isClaimed(url)) asking.ask(picture);
    else this.#drop(picture);
  }

  /** @param mayWait asked before each frame */
  async #isClaimedWithin(frames: number, url: string, mayWait = () => true): Promise<boolean> {
    for (let i = 0; i < frames && !this.#isClaimed(url) && mayWait(); i++) {
      await new Promise(requestAnimationFrame);
    }
    return this.#isClaimed(url);
  }

  /** Judged on its way here: only whatever shows it is to be found. */
  async #passed(url: string): Promise<void> {
    if (this.#isClaimed(url) || this.#isIcon(url)) return;
    for (const surface of this.#surfaces) surface.unclaimed?.(() => this.#isClaimed(url));
    await this.#unlessClaimed(url);
  }

  /** Something on the root element changed that may be our mark. */
  touched(element: Element): void {
    if (element === document.documentElement) this.#mark();
  }

  reveal(element: Element): void {
    if (element !== document.documentElement || !this.#covers || !this.#view?.reveal) return;
    for (const { url } of this.#explicit()) this.#revealed.add(url);
    this.#settle();
  }

  stop(): void {
    this.#stopped = true;
    cancelAnimationFrame(this.#frame);
    this.#unclaimed.clear();
    this.#covers = false;
    this.#mark();
  }

  #isClaimed(url: string): boolean {
    return this.#surfaces.some((surface) => surface.expects(url));
  }

  #isForeseen(url: string): boolean {
    return this.#surfaces.some((surface) => surface.foresees?.(url));
  }

  /** Surfaces learn of a picture a little later than the browser loads it. */
  async #unlessClaimed(url: string): Promise<void> {
    if (!(await this.#isClaimedWithin(FRAMES_TO_LEARN, url))) this.#recheck();
  }

  /** Anything may show it by now without having told. Once a frame serves all. */
  #recheck(): void {
    if (this.#rechecked) return;
    this.#rechecked = true;
    requestAnimationFrame(() => {
      this.#rechecked = false;
    });
    for (const surface of this.#surfaces) surface.recheck();
  }

  #judged(picture: Unclaimed): void {
    if (this.#isClaimed(picture.url)) this.#drop(picture);
    this.#settle();
  }

  /** The browser shows it beside the address, not in the page. */
  #isIcon(url: string): boolean {
    const address = withoutFragment(url);
    if (address === new URL('/favicon.ico', location.href).href) return true;
    const links = document.querySelectorAll<HTMLLinkElement>('link[rel~="icon" i]');
    return [...links].some(({ href }) => withoutFragment(href) === address);
  }

  *#explicit(): Generator<Unclaimed> {
    for (const picture of this.#unclaimed.values()) {
      const { url, verdict } = picture;
      // What could not be checked is no explicit picture; most of it are beacons.
      if (!verdict?.cover || verdict.reason === 'failed' || this.#revealed.has(url)) continue;
      const claimed = this.#isClaimed(url) || isClaimedNearby(url) || this.#isForeseen(url);
      if (claimed) this.#drop(picture);
      else yield picture;
    }
  }

  #settle(): void {
    if (!this.#covers && !this.#explicit().next().done) this.#recheck();
    const [...explicit] = this.#explicit();
    const covers = explicit.length > 0 && this.#view?.active === true;
    if (covers !== this.#covers) {
      this.#covers = covers;
      this.#mark();
    }
    if (!covers) {
      if (document.documentElement) this.#page.overlay.remove(document.documentElement);
      return;
    }
    for (const picture of explicit) {
      if (!picture.ahead) continue;
      picture.ahead = false;
      this.#page.asking.ask(picture);
    }
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#stopped) return;
      this.#mark();
      this.#settle();
    });
  }

  #drop(picture: Unclaimed): void {
    this.#unclaimed.delete(picture.url);
    this.#page.asking.abandon(picture);
  }

  /** Makes the root element say what memory says. */
  #mark(): void {
    const root = document.documentElement;
    if (!root || plain(root).hasAttribute(FRAME_ATTRIBUTE) === this.#covers) return;
    plain(root).toggleAttribute(FRAME_ATTRIBUTE, this.#covers);
    if (this.#covers && this.#view) this.#page.overlay.covered(root, 'frame', {}, this.#view);
  }
}

/** What one document loaded, another can show: elements move between documents. */
function isClaimedNearby(url: string): boolean {
  for (const neighbour of neighbours()) if (neighbour.expects(url)) return true;
  return false;
}
