import { fillOf } from '../shared/fill.ts';
import type { PageView } from '../shared/messages.ts';
import type { CoveredBox, Reason, Verdict } from '../shared/policy.ts';
import type { Placed, Standing } from './boxes/box-masks.ts';
import { type Burnt, isBurnt } from './boxes/burnt.ts';
import type { Size } from './boxes/fit.ts';
import type { Parts } from './boxes/parts.ts';
import type { Look, Marks, Shown } from './marks.ts';
import { MASKS } from './masks/index.ts';
import { mosaicInPlace } from './mosaic.ts';
import type { Overlay } from './overlay.ts';
import { is } from './realms.ts';
import type { Renewals, Renewed } from './renewals.ts';
import type { Viewport } from './viewport.ts';

/** What is known of a picture and done to it, as far as its look goes. */
export interface Stand {
  verdict: Verdict | null;
  mosaic: Uint8Array | null;
  /** What the person did to it here; outranks the verdict. */
  hand: 'cover' | 'reveal' | null;
  /** Its picture as it came when it was asked for once more. */
  readonly renewed?: Renewed | null;
  burnt?: Burnt | null;
}

/** @returns why it is covered, `unjudged` while nobody knows, null when it may be seen */
export function reasonOf(
  { verdict, hand }: Pick<Stand, 'verdict' | 'hand'>,
  { active, all }: Pick<PageView, 'active' | 'all'>,
): Reason | 'unjudged' | null {
  if (all) return 'hand';
  if (!active) return null;
  if (hand) return hand === 'cover' ? 'hand' : null;
  if (!verdict) return 'unjudged';
  return verdict.cover ? verdict.reason : null;
}

/** How covers are put on a kind of element. */
export interface Drawing<E extends Element> {
  /** cover.css has masks for it; what has none is hidden, and the overlay fills its place. */
  readonly masks: boolean;
  /** The very picture that it shows, to be read. */
  image?(element: E): HTMLImageElement | null;
  /** Where it is covered in part, should that be possible at all. */
  readonly boxes: {
    of(element: E, boxes: readonly CoveredBox[]): Standing;
    drop(element: E): void;
  } | null;
}

interface InPart {
  cover: Reason;
  boxes: readonly CoveredBox[];
  placed: Placed;
  mosaic: Uint8Array | null;
}

/** What Looks is told of the picture that an element shows, as the kinds of elements have it. */
interface Known<E extends Element> {
  /** Of the loaded picture, 0×0 where there is none, null while it is not loaded. */
  natural(element: E): Size | null;
  /** Whether it may show more pixels than its natural size says. */
  isDense(element: E): boolean;
}

interface Shared {
  readonly marks: Marks;
  readonly viewport: Viewport;
  readonly overlay: Overlay;
  readonly renewals: Renewals;
}

/** Makes pictures look as they stand: cleared, masked with its label, or covered until judged. */
export class Looks<E extends Shown> {
  readonly #marks: Marks;
  readonly #viewport: Viewport;
  readonly #overlay: Overlay;
  readonly #renewals: Renewals;
  readonly #drawing: Drawing<E>;
  readonly #known: Known<E>;

  constructor(shared: Shared, drawing: Drawing<E>, known: Known<E>) {
    this.#marks = shared.marks;
    this.#viewport = shared.viewport;
    this.#overlay = shared.overlay;
    this.#renewals = shared.renewals;
    this.#drawing = drawing;
    this.#known = known;
  }

  show(element: E, stand: Stand, view: PageView): void {
    const cover = this.coverReason(element, stand, view);
    const boxes = cover === null ? null : boxesOf(cover, stand);
    if (!boxes) this.#drawing.boxes?.drop(element);
    if (cover === null) {
      this.#marks.set(element, 'cleared', { anew: this.#anew(element, stand, view) });
      if (stand.hand === 'reveal' && view.active) this.#overlay.revealed(element);
      else this.#overlay.remove(element);
      return;
    }
    if (cover === 'unjudged') {
      this.#overlay.remove(element);
      this.#marks.set(element, this.#pendingLook(view));
      return;
    }
    if (this.isBurnt(element, stand, boxes, view)) {
      this.#drawing.boxes?.drop(element);
      const spoken = chrome.i18n.getMessage('picture_covered_in_part');
      const anew = this.#anew(element, stand, view);
      this.#marks.set(element, 'cleared', { spoken, anew });
      this.#overlay.covered(element, cover, {}, view);
      return;
    }
    const standing = (boxes && this.#drawing.boxes?.of(element, boxes)) ?? 'refused';
    if (standing === 'pending') {
      this.#overlay.remove(element);
      this.#marks.set(element, 'covered');
    } else if (boxes && standing !== 'refused') {
      this.#inPart(element, { cover, boxes, placed: standing, mosaic: stand.mosaic }, view);
    } else this.#whole(element, cover, stand, view);
  }

  /** Whether all that it shows has its boxes painted over already, as the background does. */
  isBurnt(element: E, stand: Stand, boxes: readonly CoveredBox[] | null, view: PageView): boolean {
    return isBurnt(stand, stand.renewed?.image ?? this.#drawing.image?.(element), boxes, view);
  }

  #anew(element: E, stand: Stand, view: PageView): string | null {
    const again = () => this.show(element, stand, view);
    return stand.renewed ? this.#renewals.pin(stand.renewed, again) : null;
  }

  #whole(element: E, cover: Reason, stand: Stand, view: PageView): void {
    if (!this.#drawing.masks) {
      this.#marks.set(element, 'covered');
      const mosaic = mosaicInPlace(view, stand.mosaic);
      this.#overlay.covered(element, cover, { mosaic }, view);
      return;
    }
    const mask = MASKS[view.maskStyle];
    const seen = this.#viewport.of(element);
    const natural = this.#known.natural(element) ?? { width: 0, height: 0 };
    const box = seen && seen.width > 0 ? seen : natural;
    const spoken = mask.visible ? chrome.i18n.getMessage('picture_covered') : null;
    this.#marks.set(element, mask.look(view, box), { spoken });
    this.#overlay.covered(element, cover, { mosaic: mask.mosaic ? stand.mosaic : null }, view);
  }

  #inPart(element: E, { cover, boxes, placed, mosaic }: InPart, view: PageView): void {
    const spoken = chrome.i18n.getMessage('picture_covered_in_part');
    this.#marks.set(element, placed.look, { spoken, holes: placed.holes });
    const fills = placed.parts.flatMap((place, i) => {
      const box = boxes[i];
      if (!place || !box) return [];
      const shape = (place.width * placed.size.width) / (place.height * placed.size.height);
      return [{ place, fill: fillOf(view, mosaic, boxes, box, shape) }];
    });
    const parts: Parts = { size: placed.size, fills };
    this.#overlay.covered(element, cover, { parts }, view);
  }

  /** @returns why it is covered, `unjudged` while nobody knows, null when it may be seen */
  coverReason(element: E, stand: Stand, view: PageView): Reason | 'unjudged' | null {
    const natural = this.#known.natural(element);
    const isEmpty = natural !== null && natural.width === 0;
    const reason = reasonOf(stand, { active: view.active, all: view.all && !isEmpty });
    if (reason !== 'unjudged') return reason;
    const speck = !isEmpty && this.isSpeck(element, view);
    return speck && this.#isShownSmall(element, view.smallPicture) ? null : 'unjudged';
  }

  /**
   * Smaller than the limit by its own pixels and as shown: a beacon, a bullet, a spacer. What is small
   * only as shown can be shown larger in the next frame, by a transform that nobody tells of.
   */
  isSpeck(element: E, { smallPicture: limit }: PageView): boolean {
    const { width, height } = this.#known.natural(element) ?? { width: limit, height: limit };
    if (width >= limit || height >= limit || this.#known.isDense(element)) return false;
    return this.#isShownSmall(element, limit) !== false;
  }

  /** @returns null where the browser has not laid it out yet */
  #isShownSmall(element: E, limit: number): boolean | null {
    // Within an SVG, anything may be drawn larger than its own box tells.
    if (is(element, SVGElement)) return false;
    const seen = this.#viewport.of(element);
    return seen && seen.width + seen.height > 0 ? seen.width < limit && seen.height < limit : null;
  }

  #pendingLook(view: PageView): Look {
    return this.#drawing.masks && view.whileChecking === 'blur' ? 'mask:blur-checking' : 'covered';
  }
}

/** @returns the parts to cover, null where it is the whole: by hand, by a failure, or for want of any */
export function boxesOf(
  cover: Reason | 'unjudged',
  { verdict, hand }: Stand,
): readonly CoveredBox[] | null {
  if (hand || !verdict?.cover || verdict.reason !== cover || cover === 'hand') return null;
  return cover === 'failed' ? null : (verdict.boxes ?? null);
}
