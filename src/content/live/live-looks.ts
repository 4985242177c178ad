import { COLOURS } from '../../shared/mask-colours.ts';
import type { PageView } from '../../shared/messages.ts';
import { reasonOf, type Stand } from '../looks.ts';
import type { Marks } from '../marks.ts';
import { MASKS } from '../masks/index.ts';
import type { Overlay } from '../overlay.ts';
import { is } from '../realms.ts';
import { Coming } from './coming.ts';
import type { MovingElement } from './sample.ts';

/** A video that is about to be shown, as video.css has it. */
const COMING = 'mask:coming';
/** A video without a picture, of which none that comes unannounced may be seen. */
const EMPTY = 'mask:empty';

/**
 * Makes what moves look as it stands. A covered one is hidden, whatever the mask: what moves shows
 * through a blur what stands still would not. Colour and squares are drawn in its place.
 */
export class LiveLooks {
  readonly #marks: Marks;
  readonly #overlay: Overlay;
  /** What was last drawn over each, so that a label stays in place while nothing about it changes. */
  readonly #drawn = new WeakMap<MovingElement, string>();

  readonly #coming = new Coming<MovingElement>((element) => this.#marks.set(element, 'cleared'));

  constructor(marks: Marks, overlay: Overlay) {
    this.#marks = marks;
    this.#overlay = overlay;
  }

  /**
   * @param empty there is nothing in it to be seen
   * @returns whether it is covered
   */
  show(element: MovingElement, stand: Stand, view: PageView, empty = false): boolean {
    const reason = reasonOf(stand, view);
    if (reason === null && empty && view.active) {
      this.#coming.cancel(element);
      this.#marks.set(element, EMPTY);
    } else if (reason === null) this.#clear(element);
    else {
      this.#coming.cancel(element);
      this.#marks.set(element, 'covered');
    }
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

  #clear(element: MovingElement): void {
    const hasFrame =
      is(element, HTMLVideoElement) &&
      element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA &&
      element.videoWidth > 0;
    if (!hasFrame || this.#marks.lookOf(element) === 'cleared') {
      this.#marks.set(element, 'cleared');
      return;
    }
    this.#marks.set(element, COMING);
    this.#coming.begin(element);
  }

  /** It is gone from its place. */
  drop(element: MovingElement): void {
    this.#coming.cancel(element);
    this.#drawn.delete(element);
    this.#overlay.remove(element);
  }
}
