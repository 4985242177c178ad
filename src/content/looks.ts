import type { PageView } from '../shared/messages.ts';
import type { Reason, Verdict } from '../shared/policy.ts';
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

/** Makes pictures look as they stand: cleared, masked with its label, or covered until judged. */
export class Looks {
  readonly #marks: Marks;
  readonly #viewport: Viewport;
  readonly #overlay: Overlay;

  constructor(marks: Marks, viewport: Viewport, overlay: Overlay) {
    this.#marks = marks;
    this.#viewport = viewport;
    this.#overlay = overlay;
  }

  show(img: HTMLImageElement, stand: Stand, view: PageView): void {
    const cover = this.coverReason(img, stand, view);
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
    const mask = MASKS[view.maskStyle];
    const seen = this.#viewport.of(img);
    const box =
      seen && seen.width > 0 ? seen : { width: img.naturalWidth, height: img.naturalHeight };
    const spoken = mask.visible ? chrome.i18n.getMessage('picture_covered') : null;
    this.#marks.set(img, mask.look(view, box), spoken);
    this.#overlay.covered(img, cover, mask.mosaic ? stand.mosaic : null, view);
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
