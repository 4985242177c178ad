import { COLOURS } from '../../shared/mask-colours.ts';
import type { PageView } from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import type { Marks } from '../marks.ts';
import { MASKS } from '../masks/index.ts';
import type { Overlay } from '../overlay.ts';
import type { MovingElement } from './moving.ts';

export interface LiveStand {
  /** null while nobody knows. */
  readonly verdict: Verdict | null;
  readonly mosaic: Uint8Array | null;
  readonly hand: 'cover' | 'reveal' | null;
}

/** @returns why it is covered, `unjudged` while nobody knows, null when it may be seen */
export function reasonOf(stand: LiveStand, view: PageView): Reason | 'unjudged' | null {
  if (view.all) return 'hand';
  if (!view.active) return null;
  if (stand.hand) return stand.hand === 'cover' ? 'hand' : null;
  if (!stand.verdict) return 'unjudged';
  return stand.verdict.cover ? stand.verdict.reason : null;
}

/**
 * Makes what moves look as it stands. A covered one is hidden, whatever the mask: what moves shows
 * through a blur what stands still would not. Colour and squares are drawn in its place.
 */
export class LiveLooks {
  readonly #marks: Marks;
  readonly #overlay: Overlay;
  /** What was last drawn over each, so that a label stays in place while nothing about it changes. */
  readonly #drawn = new WeakMap<MovingElement, string>();

  constructor(marks: Marks, overlay: Overlay) {
    this.#marks = marks;
    this.#overlay = overlay;
  }

  /** @returns whether it is covered */
  show(element: MovingElement, stand: LiveStand, view: PageView): boolean {
    const reason = reasonOf(stand, view);
    this.#marks.set(element, reason === null ? 'cleared' : 'covered');
    const { maskStyle, maskStrength, maskColour, label, reveal, active } = view;
    const look = [reason, stand.hand, stand.mosaic, maskStyle, maskStrength, maskColour];
    const drawn = [...look, label, reveal, active].join();
    if (drawn === this.#drawn.get(element)) return reason !== null;
    this.#drawn.set(element, drawn);
    if (reason === null && stand.hand === 'reveal' && view.active) this.#overlay.revealed(element);
    else if (reason === null || reason === 'unjudged') this.#overlay.remove(element);
    else {
      const mask = MASKS[view.maskStyle];
      const mosaic = mask.mosaic ? stand.mosaic : null;
      const fill = mask.visible && !mosaic ? COLOURS[view.maskColour] : null;
      this.#overlay.covered(element, reason, { mosaic, fill }, view);
    }
    return reason !== null;
  }

  /** It is gone from its place. */
  drop(element: MovingElement): void {
    this.#drawn.delete(element);
    this.#overlay.remove(element);
  }
}
