import { isWeb } from '../../../shared/address.ts';
import {
  type PageVerdict,
  type PageView,
  type PixelSource,
  PRIORITY,
  type Priority,
  type Wish,
} from '../../../shared/messages.ts';
import type { CoveredBox, Reason, Verdict } from '../../../shared/policy.ts';
import { unpack } from '../../../shared/wire.ts';
import { isUntold } from '../../answering-worker.ts';
import { type Question, questionOf, type Subject } from '../../asking.ts';
import { type Burnt, isBurnt } from '../../boxes/burnt.ts';
import { BROWSERS_OWN, MAY_BE_REPLACED } from '../../browser.chrome.ts';
import { dataUrlOf, dataUrlOfShown } from '../../data-url.ts';
import { isDoubted } from '../../doubted.ts';
import { mayHoldMore } from '../../holds-more.ts';
import { boxesOf, reasonOf } from '../../looks.ts';
import { cachedPixels, pixelsOf } from '../../pixels.ts';
import { type Renewable, type Renewed, renewalFor } from '../../renewals.ts';
import { Twin } from '../../twins.ts';
import type { Told } from '../hand.ts';
import type { Page } from '../surface.ts';

/** A file that has loaded is soon in the cache, if it may be kept. */
const FILE_TRIES = 5;
const FILE_AGAIN_MS = 100;

/** `inPart`: its parts to cover are painted over in what the page got, and it may be shown. */
export type Standing = 'pending' | 'clear' | { readonly covered: Reason; readonly inPart: boolean };

export interface PictureHandlers {
  /** It may stand otherwise now. */
  changed(picture: Picture): void;
  /** The engine was asked about it. */
  sent(picture: Picture): void;
}

/**
 * One address that CSS shows in this frame, wherever it does. It is loaded by an image of our own that
 * is in no tree: the browser gives it what it gave the page, from memory.
 */
export class Picture implements Subject, Told, Renewable {
  readonly url: string;
  readonly users = new Set<Element>();
  /** Whether parts of elements may show it, of which nobody knows where and how large they are. */
  isLoose = false;
  /** Whether something may draw with what it holds, of which nothing need be seen in itself. */
  isReferred = false;
  readonly #page: Page;
  readonly #handlers: PictureHandlers;
  readonly mayWait = true;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: 'cover' | 'reveal' | null = null;
  wish: Wish | null = null;
  view: PageView | null = null;
  #twin: Twin | null = null;
  replaced = false;
  renewed: Renewed | null = null;
  renewedFor = '';
  burnt: Burnt | null = null;
  #size: { width: number; height: number } | null = null;
  /** What was judged, where the address may stand for other pictures, too. */
  #judged: string | null = null;

  constructor(page: Page, url: string, handlers: PictureHandlers) {
    this.#page = page;
    this.url = url;
    this.#handlers = handlers;
    if (BROWSERS_OWN?.test(url)) this.verdict = { cover: false };
    if (this.verdict) this.phase = 'done';
  }

  standing(): Standing {
    if (!this.view) return 'pending';
    const reason = reasonOf(this, this.view);
    if (reason === null) return 'clear';
    if (reason !== 'unjudged')
      return { covered: reason, inPart: this.#isBurnt(boxesOf(reason, this)) };
    return this.#isSpeck() ? 'clear' : 'pending';
  }

  /** Natural pixels; none before it has loaded. */
  get size(): { readonly width: number; readonly height: number } {
    return this.#size ?? { width: 0, height: 0 };
  }

  /**
   * Its address in what shows it: of the picture that came when it was asked for once more, if any, or
   * of the very bytes that were judged.
   */
  get shown(): string {
    return this.renewed?.url ?? this.#judged ?? this.url;
  }

  /** Asks for it once more where something else stands in its place. */
  async renew(): Promise<void> {
    const renewed = await this.#page.renewals.renew(this, () => {
      const { view } = this;
      const standing = this.standing();
      if (!view || standing === 'pending') return '';
      const cover = standing === 'clear' ? null : standing.covered;
      return renewalFor(this, cover, (boxes) => this.#isBurnt(boxes), view);
    });
    if (!renewed) return;
    this.renewed = renewed;
    this.#handlers.changed(this);
  }

  /** What came when it was asked for again, came by settings that may be others by now. */
  forgetRenewal(): void {
    if (this.hand === 'reveal') return;
    this.renewed = null;
    this.renewedFor = '';
  }

  #isBurnt(boxes: readonly CoveredBox[] | null): boolean {
    return (
      this.view !== null &&
      isBurnt(this, this.renewed?.image ?? this.#twin?.image ?? null, boxes, this.view)
    );
  }

  /** Loads it, asks about it where it may not simply be shown. */
  look(): void {
    if (!this.view?.active) return;
    if (!this.#twin && !this.#size) this.#load();
    else if (!this.#isSpeck()) this.ask();
  }

  priority(): Priority | null {
    if (this.isLoose) return PRIORITY.onScreen;
    let best: Priority | null = null;
    for (const user of this.users) {
      const seen = this.#page.viewport.of(user);
      if (seen && (best === null || seen.priority < best)) best = seen.priority;
    }
    return best;
  }

  question(): Promise<Question> | null {
    return this.isWanted ? this.#question() : null;
  }

  get isWanted(): boolean {
    return this.users.size > 0 || this.isLoose;
  }

  /** Whether its address may be shown: what was judged may stand in for what that brings. */
  get mayShowItself(): boolean {
    return this.standing() === 'clear' && this.shown === this.url;
  }

  sent(): void {
    this.#handlers.sent(this);
  }

  answered({ verdict, mosaic, replaced }: PageVerdict): void {
    this.verdict = verdict;
    // Whatever comes under that address later: what it got, it has.
    this.replaced ||= replaced === true;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    if (verdict.cover && verdict.reason === 'hand') this.hand = null;
    this.#handlers.changed(this);
  }

  /** However small it is, should nobody have asked. */
  ask(): void {
    if (this.phase === 'waiting' && this.#size) this.#page.asking.ask(this);
  }

  /** Whatever was said of it holds no more. */
  askOver(): void {
    this.verdict = null;
    this.#page.asking.askOver(this.id);
    this.#handlers.changed(this);
  }

  #question(): Promise<Question> {
    const size = this.#size ?? { width: 0, height: 0 };
    return questionOf(this.#pixels(), this.url, () => size);
  }

  /**
   * Our image and what the page shows came from one place, unless the address was asked for in
   * another way since: then the browser may have given ours another picture.
   */
  async #pixels(): Promise<PixelSource> {
    const { clones } = this.#page.port;
    const read = await pixelsOf(this.#twin?.image ?? new Image(), this.url, clones);
    const source = this.isReferred && read.by === 'rgba' ? await this.#file(clones) : read;
    if (MAY_BE_REPLACED || !isWeb(this.url)) return source;
    // Nor is what our own reading of styles began to load reported: it may go on to another picture.
    if (this.#twin && (this.#twin.isAlone || isUntold(this.url))) {
      this.#judged = await dataUrlOfShown(this.#twin.image);
      return source;
    }
    const doubted = isDoubted(this.url);
    this.#judged = doubted ? await dataUrlOf(source) : null;
    if (doubted || (source.by !== 'bytes' && source.by !== 'rgba')) return source;
    return { ...source, readBy: this.url };
  }

  /** All of it: the cache may have it only in a moment. */
  async #file(clones: boolean): Promise<PixelSource> {
    for (let i = 0; i < FILE_TRIES; i++) {
      const file = await cachedPixels(this.url, clones);
      if (file) return file;
      await new Promise((go) => setTimeout(go, FILE_AGAIN_MS));
    }
    return { by: 'none', why: 'what the file holds cannot be read' };
  }

  #load(): void {
    const twin = new Twin(this.url, null);
    const { image } = twin;
    this.#twin = twin;
    image.addEventListener('load', () => {
      this.#size = { width: image.naturalWidth, height: image.naturalHeight };
      this.look();
      // What waits for its verdict waits on.
      if (this.standing() !== 'pending') this.#handlers.changed(this);
    });
    // What does not load shows nothing; the page may try again, and so do we when it does.
    image.addEventListener('error', () => {
      this.#twin = null;
    });
  }

  /** By its own pixels: how large it is shown decides whether it is looked at. */
  get isSmall(): boolean {
    const limit = this.view?.smallPicture ?? 0;
    const { width, height } = this.#size ?? { width: limit, height: limit };
    return width < limit && height < limit && !mayHoldMore(this.url);
  }

  /** Smaller than the limit by its own pixels and wherever it is shown: a bullet, a spacer. */
  #isSpeck(): boolean {
    const limit = this.view?.smallPicture ?? 0;
    if (!this.#size || !this.isSmall || this.isLoose) return false;
    if (this.#size.width === 0 && this.#size.height === 0) return false;
    for (const user of this.users) {
      const seen = this.#page.viewport.of(user);
      if (seen && (seen.width >= limit || seen.height >= limit)) return false;
    }
    return true;
  }
}
