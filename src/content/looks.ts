import type { PageView } from '../shared/messages.ts';
import type { CoveredBox, Reason, Verdict } from '../shared/policy.ts';
import type { BoxMasks, Placed } from './boxes/box-masks.ts';
import { fillOf } from './boxes/fill.ts';
import type { Parts } from './boxes/parts.ts';
import type { Look, Marks } from './marks.ts';
import { MASKS } from './masks/index.ts';
import type { Overlay } from './overlay.ts';
import type { Viewport } from './viewport.ts';

/** What is known of a picture and done to it, as far as its look goes. */
export interface Stand {
  verdict: Verdict | null;
  mosaic: Uint8Array | null;
  /** What the person did to it here; outranks the verdict. */
  hand: 'cover' | 'reveal' | null;
}

interface InPart {
  cover: Reason;
  boxes: readonly CoveredBox[];
  placed: Placed;
  mosaic: Uint8Array | null;
}

/** Makes pictures look as they stand: cleared, masked with its label, or covered until judged. */
export class Looks {
  readonly #marks: Marks;
  readonly #viewport: Viewport;
  readonly #overlay: Overlay;
  readonly #boxes: BoxMasks;

  constructor(marks: Marks, viewport: Viewport, overlay: Overlay, boxes: BoxMasks) {
    this.#marks = marks;
    this.#viewport = viewport;
    this.#overlay = overlay;
    this.#boxes = boxes;
  }

  show(img: HTMLImageElement, stand: Stand, view: PageView): void {
    const cover = this.coverReason(img, stand, view);
    const boxes = cover === null ? null : boxesOf(cover, stand);
    if (!boxes) this.#boxes.drop(img);
    if (cover === null) {
      this.#marks.set(img, 'cleared');
      if (stand.hand === 'reveal' && view.active) this.#overlay.revealed(img);
      else this.#overlay.remove(img);
      return;
    }
    if (cover === 'unjudged') {
      this.#overlay.remove(img);
      this.#marks.set(img, pendingLook(view));
      return;
    }
    const standing = boxes ? this.#boxes.of(img, boxes) : 'refused';
    if (standing === 'pending') {
      this.#overlay.remove(img);
      this.#marks.set(img, 'covered');
    } else if (boxes && standing !== 'refused') {
      this.#inPart(img, { cover, boxes, placed: standing, mosaic: stand.mosaic }, view);
    } else this.#whole(img, cover, stand, view);
  }

  #whole(img: HTMLImageElement, cover: Reason, stand: Stand, view: PageView): void {
    const mask = MASKS[view.maskStyle];
    const seen = this.#viewport.of(img);
    const box =
      seen && seen.width > 0 ? seen : { width: img.naturalWidth, height: img.naturalHeight };
    const spoken = mask.visible ? chrome.i18n.getMessage('picture_covered') : null;
    this.#marks.set(img, mask.look(view, box), spoken);
    this.#overlay.covered(img, cover, { mosaic: mask.mosaic ? stand.mosaic : null }, view);
  }

  #inPart(img: HTMLImageElement, { cover, boxes, placed, mosaic }: InPart, view: PageView): void {
    this.#marks.set(
      img,
      placed.look,
      chrome.i18n.getMessage('picture_covered_in_part'),
      placed.holes,
    );
    const fills = placed.parts.flatMap((place, i) => {
      const box = boxes[i];
      if (!place || !box) return [];
      const shape = (place.width * placed.size.width) / (place.height * placed.size.height);
      return [{ place, fill: fillOf(view, mosaic, boxes, box, shape) }];
    });
    const parts: Parts = { size: placed.size, fills };
    this.#overlay.covered(img, cover, { parts }, view);
  }

  /** @returns null where the browser has not laid it out yet */
  isShownSmall(img: HTMLImageElement, limit: number): boolean | null {
    const seen = this.#viewport.of(img);
    return seen && seen.width + seen.height > 0 ? seen.width < limit && seen.height < limit : null;
  }

  /** @returns why it is covered, `unjudged` while nobody knows, null when it may be seen */
  coverReason(img: HTMLImageElement, stand: Stand, view: PageView): Reason | 'unjudged' | null {
    if (view.all && (!img.complete || img.naturalWidth > 0)) return 'hand';
    if (!view.active) return null;
    if (stand.hand) return stand.hand === 'cover' ? 'hand' : null;
    if (stand.verdict) return stand.verdict.cover ? stand.verdict.reason : null;
    const loaded = img.complete && img.naturalWidth > 0;
    if (loaded && this.isShownSmall(img, view.smallPicture)) return null;
    return 'unjudged';
  }
}

const pendingLook = (view: PageView): Look =>
  view.whileChecking === 'blur' ? 'mask:blur-checking' : 'covered';

/** @returns the parts to cover, null where it is the whole: by hand, by a failure, or for want of any */
function boxesOf(
  cover: Reason | 'unjudged',
  { verdict, hand }: Stand,
): readonly CoveredBox[] | null {
  if (hand || !verdict?.cover || verdict.reason !== cover || cover === 'hand') return null;
  return cover === 'failed' ? null : (verdict.boxes ?? null);
}
