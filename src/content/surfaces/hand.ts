import type { HandCommand, PageView, Wish } from '../../shared/messages.ts';
import type { EnginePort } from '../engine-port.ts';
import type { Entry } from './entry.ts';

/** What a person said of a picture on its page, and whether the engine has heard of it. */
export class Hand<E extends Element> {
  readonly #port: EnginePort;
  /** Asks the engine about it, should nobody have done so. */
  readonly #ask: (element: E, entry: Entry<E>) => void;

  constructor(port: EnginePort, ask: (element: E, entry: Entry<E>) => void) {
    this.#port = port;
    this.#ask = ask;
  }

  /** @returns whether the picture may look otherwise now */
  take(element: E, entry: Entry<E>, command: HandCommand, view: PageView | null): boolean {
    const reveals = command === 'reveal' || command === 'alwaysShow';
    if (!view?.active || (reveals && !view.reveal)) return false;
    const { verdict } = entry;
    const byHand = entry.hand === 'cover' || (verdict?.cover && verdict.reason === 'hand');
    // Shown for good is a verdict, and comes as one; what is for now shows at once.
    if (command === 'alwaysShow') entry.hand = null;
    else entry.hand = reveals ? 'reveal' : 'cover';
    if (command === 'reveal') {
      if (byHand) this.#correct(element, entry, { to: null, lasting: false });
    } else {
      const lasting = command !== 'cover';
      this.#correct(element, entry, { to: command === 'alwaysShow' ? 'show' : 'cover', lasting });
    }
    return true;
  }

  /** Said now, or with the asking where the engine has not heard of this picture yet. */
  #correct(element: E, entry: Entry<E>, wish: Wish): void {
    const asked = entry.id !== 0 && (entry.phase === 'out' || entry.phase === 'done');
    entry.wish = wish;
    if (asked) this.say(entry);
    else this.#ask(element, entry);
  }

  /** Once the engine was asked about the picture. */
  say(entry: Entry<E>): void {
    const { id, wish } = entry;
    if (!wish || !this.#port.say({ say: 'correct', id, ...wish })) return;
    // The engine forgets at its end what is for now; then the cover is said again.
    if (wish.lasting || wish.to !== 'cover') entry.wish = null;
  }
}
