import type { PageVerdict, Priority, Wish } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import type { Question, Subject } from '../asking.ts';
import type { Burnt } from '../boxes/burnt.ts';
import type { Stand } from '../looks.ts';
import type { Renewable, Renewed } from '../renewals.ts';

/** Who keeps entries and acts for them while their elements live. */
export interface Keeper<E extends Element> {
  priorityOf(element: E): Priority | null;
  question(element: E, url: string): Promise<Question>;
  asked(entry: Entry<E>): void;
  verdict(entry: Entry<E>, answer: PageVerdict): void;
}

/** One element and what is known of the picture that it shows. */
export class Entry<E extends Element> implements Subject, Renewable {
  readonly element: WeakRef<E>;
  readonly #keeper: Keeper<E>;
  readonly mayWait = true;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  /** Address of the picture that the verdict is about. */
  url = '';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: Stand['hand'] = null;
  replaced = false;
  renewed: Renewed | null = null;
  burnt: Burnt | null = null;
  renewedFor = '';
  /** What the person said of it that the engine is still to hear, with the asking. */
  wish: Wish | null = null;

  constructor(keeper: Keeper<E>, element: E) {
    this.#keeper = keeper;
    this.element = new WeakRef(element);
  }

  /** Nothing is known of what it shows now. */
  clear(): void {
    this.verdict = null;
    this.mosaic = null;
    this.hand = null;
    this.wish = null;
    this.replaced = false;
    this.forgetRenewal();
  }

  /** What came when it was asked for again, came by settings that may be others by now. */
  forgetRenewal(): void {
    this.renewed = null;
    this.burnt = null;
    this.renewedFor = '';
  }

  priority(): Priority | null {
    const element = this.element.deref();
    return element ? this.#keeper.priorityOf(element) : null;
  }

  question(): Promise<Question> | null {
    const element = this.element.deref();
    return element ? this.#keeper.question(element, this.url) : null;
  }

  sent(): void {
    this.#keeper.asked(this);
  }

  answered(answer: PageVerdict): void {
    this.#keeper.verdict(this, answer);
  }
}
