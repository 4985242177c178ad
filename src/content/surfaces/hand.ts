import type { HandCommand, PageView, Wish } from '../../shared/messages.ts';
import type { Subject } from '../asking.ts';
import type { EnginePort } from '../engine-port.ts';
import type { Stand } from '../looks.ts';

/** A picture that a person can say something of. */
export interface Told extends Pick<Subject, 'id' | 'phase'>, Pick<Stand, 'verdict' | 'hand'> {
  /** What the engine is still to hear, with the asking. */
  wish: Wish | null;
}

/** What a person said of a picture on its page, and whether the engine has heard of it. */
export class Hand<T extends Told> {
  readonly #port: EnginePort;
  /** Asks the engine about it, should nobody have done so. */
  readonly #ask: (picture: T) => void;

  constructor(port: EnginePort, ask: (picture: T) => void) {
    this.#port = port;
    this.#ask = ask;
  }

  /** @returns whether the picture may look otherwise now */
  take(picture: T, command: HandCommand, view: PageView | null): boolean {
    const reveals = command === 'reveal' || command === 'alwaysShow';
    if (!view?.active || (reveals && !view.reveal)) return false;
    const { verdict } = picture;
    const byHand = picture.hand === 'cover' || (verdict?.cover && verdict.reason === 'hand');
    // Shown for good is a verdict, and comes as one; what is for now shows at once.
    if (command === 'alwaysShow') picture.hand = null;
    else picture.hand = reveals ? 'reveal' : 'cover';
    if (command === 'reveal') {
      if (byHand) this.#correct(picture, { to: null, lasting: false });
    } else {
      const lasting = command !== 'cover';
      this.#correct(picture, { to: command === 'alwaysShow' ? 'show' : 'cover', lasting });
    }
    return true;
  }

  /** Said now, or with the asking where the engine has not heard of this picture yet. */
  #correct(picture: T, wish: Wish): void {
    const asked = picture.id !== 0 && (picture.phase === 'out' || picture.phase === 'done');
    picture.wish = wish;
    if (asked) this.say(picture);
    else this.#ask(picture);
  }

  /** Once the engine was asked about the picture. */
  say(picture: T): void {
    const { id, wish } = picture;
    if (!wish || !this.#port.say({ say: 'correct', id, ...wish })) return;
    // The engine forgets at its end what is for now; then the cover is said again.
    if (wish.lasting || wish.to !== 'cover') picture.wish = null;
  }
}
