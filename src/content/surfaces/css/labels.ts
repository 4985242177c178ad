import type { PageView } from '../../../shared/messages.ts';
import type { Reason } from '../../../shared/policy.ts';
import type { Overlay } from '../../overlay.ts';
import { is } from '../../realms.ts';

/** Labels over what CSS shows, made anew only where they would say something else. */
export class CssLabels {
  readonly #overlay: Overlay;
  /** What each was last labelled with. */
  readonly #said = new Map<Element, string>();

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  /** @param reason why something of it is covered; null where nothing is */
  show(element: Element, reason: Reason | null, revealed: boolean, view: PageView): void {
    // Its own picture has the label.
    if (is(element, HTMLImageElement)) return;
    const label = reason ?? (revealed ? 'revealed' : null);
    const said = `${label} ${view.label} ${view.reveal}`;
    if (label === null && !this.#said.has(element)) return;
    if (this.#said.get(element) === said) return;
    this.#said.set(element, said);
    if (reason) this.#overlay.covered(element, reason, { text: true }, view);
    else if (revealed) this.#overlay.revealed(element);
    else this.#overlay.remove(element);
  }

  forget(element: Element): void {
    this.#said.delete(element);
    this.#overlay.remove(element);
  }
}
