import { plain } from './plain.ts';
import { is } from './realms.ts';
import { type Answer, HELD_MS, RevealGuard } from './reveal-guard.ts';

export interface Control {
  /** Takes only a press that the guard allows. */
  readonly guarded: boolean;
  act(): void;
  /** The press did not count. */
  refuse(why: Exclude<Answer, 'yes'>): void;
}

/** What a press consists of. The page hears none of these from our controls. */
const PARTS = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
  'dblclick',
  'keydown',
  'keyup',
] as const;

/**
 * Hears the presses on our controls where the page cannot get in between: at the window, capturing,
 * registered before the page's first script. Only what the browser vouches for (`isTrusted`) counts,
 * and of that only what was aimed at a control which the person had in sight.
 */
export class Presses {
  readonly guard: RevealGuard;
  /** Where the controls are, once there are any. */
  root: ShadowRoot | null = null;
  readonly #controls = new Map<HTMLButtonElement, Control>();
  readonly #shown = new WeakSet<HTMLButtonElement>();
  readonly #signal: AbortSignal;
  /** Where the pointer is, while it is in this frame. */
  pointer: { x: number; y: number } | null = null;
  #down: { control: HTMLButtonElement; answer: Answer } | null = null;
  #focused: { control: HTMLButtonElement; since: number } | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.guard = new RevealGuard((control, ready) => control.toggleAttribute('data-ready', ready));
    signal.addEventListener('abort', () => this.guard.stop());
    this.listen();
  }

  /** Adding a listener that is there already changes nothing; document.open removes them all. */
  listen(): void {
    const options = { capture: true, signal: this.#signal };
    for (const type of PARTS) addEventListener(type, this.#part, options);
    addEventListener('pointermove', this.#moved, { ...options, passive: true });
    addEventListener('pointerout', this.#left, { ...options, passive: true });
    addEventListener('focusin', this.#focus, options);
  }

  set(element: HTMLButtonElement, control: Control | null): void {
    const before = this.#controls.get(element);
    if (control) this.#controls.set(element, control);
    else this.#controls.delete(element);
    this.#fit(element);
    if (control?.guarded !== before?.guarded) {
      element.toggleAttribute('data-ready', control?.guarded === false);
    }
  }

  /** Tells whether it can be seen at all: in the viewport, and with room. Only then is it worth guarding. */
  show(element: HTMLButtonElement, shown: boolean): void {
    if (this.#shown.has(element) === shown) return;
    if (shown) this.#shown.add(element);
    else this.#shown.delete(element);
    this.#fit(element);
  }

  #fit(element: HTMLButtonElement): void {
    const guarded = this.#controls.get(element)?.guarded === true;
    if (guarded && this.#shown.has(element)) this.guard.watch(element);
    else this.guard.unwatch(element);
  }

  /** The control that has the keyboard's focus. */
  get focused(): HTMLButtonElement | null {
    const focused = this.root?.activeElement;
    return is(focused, HTMLButtonElement) ? focused : null;
  }

  readonly #moved = (event: PointerEvent): void => {
    if (!event.isTrusted) return;
    this.pointer = { x: event.clientX, y: event.clientY };
    if (this.#controls.size > 0) this.guard.wake(this.pointer);
  };

  readonly #left = (event: PointerEvent): void => {
    if (event.isTrusted && event.relatedTarget === null) this.pointer = null;
  };

  readonly #focus = (event: FocusEvent): void => {
    if (!event.isTrusted || event.target !== this.root?.host || !this.focused) return;
    this.#focused = { control: this.focused, since: performance.now() };
    this.guard.wake(null);
  };

  readonly #part = (event: Event): void => {
    if (!event.isTrusted || event.target !== this.root?.host) return;
    event.stopImmediatePropagation();
    if (event instanceof KeyboardEvent) {
      // A key held down since before the focus came here would press the button again and again.
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      return;
    }
    if (!(event instanceof MouseEvent) || event.button !== 0) return;
    if (event.type === 'pointerdown') this.#pressed(event);
    // The focus stays where it is: the page learns nothing, and the next Enter goes where it went.
    else if (event.type === 'mousedown') event.preventDefault();
    else if (event.type === 'click') this.#clicked(event);
  };

  #pressed(event: MouseEvent): void {
    const control = this.#at(event);
    const guarded = control && this.#controls.get(control)?.guarded;
    this.#down = control && { control, answer: guarded ? this.guard.allows(control) : 'yes' };
  }

  #clicked(event: MouseEvent): void {
    const byPointer = event instanceof PointerEvent && event.pointerType !== '';
    const { control, answer } = (byPointer ? this.#released(event) : this.#byKey()) ?? {};
    this.#down = null;
    if (!control || !answer) return;
    const target = this.#controls.get(control);
    if (answer === 'yes') target?.act();
    else target?.refuse(answer);
  }

  /** Down and up on the same control, which has not moved in between. */
  #released(event: MouseEvent): { control: HTMLButtonElement; answer: Answer } | null {
    const down = this.#down;
    if (!down || this.#at(event) !== down.control) return null;
    if (down.answer !== 'yes' || !this.#controls.get(down.control)?.guarded) return down;
    return { ...down, answer: this.guard.allows(down.control) };
  }

  /** By the keyboard or a screen reader: the focus must have been here as long as the sight. */
  #byKey(): { control: HTMLButtonElement; answer: Answer } | null {
    const control = this.focused;
    if (!control) return null;
    if (!this.#controls.get(control)?.guarded) return { control, answer: 'yes' };
    const answer = this.guard.allows(control);
    const focused = this.#focused;
    const held = focused?.control === control && performance.now() - focused.since >= HELD_MS;
    return { control, answer: answer === 'yes' && !held ? 'again' : answer };
  }

  #at({ clientX, clientY }: MouseEvent): HTMLButtonElement | null {
    const found = this.root?.elementFromPoint(clientX, clientY);
    const hit = found && plain(found).closest('button');
    return hit && this.#controls.has(hit) ? hit : null;
  }
}
