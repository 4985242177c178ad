import type { Requests, SettingsState } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';

type SettingsRequest = 'settings.get' | 'settings.set';
export type AskSettings = <N extends SettingsRequest>(
  name: N,
  body: Requests[N]['body'],
) => Promise<Requests[N]['reply']>;

/**
 * The settings as a page shows them: what the background last said, and over it the changes under
 * way, so that a change shows at once. A refused change falls away and what was there returns.
 */
export class SettingsStore {
  readonly #ask: AskSettings;
  readonly #listeners = new Set<() => void>();
  #said: SettingsState | null = null;
  #underWay: Partial<Settings>[] = [];
  #sent = 0;
  #heard = 0;

  constructor(ask: AskSettings) {
    this.#ask = ask;
  }

  /** null until the background has answered for the first time. */
  get current(): SettingsState | null {
    return (
      this.#said && {
        repaired: this.#said.repaired,
        settings: Object.assign({}, this.#said.settings, ...this.#underWay),
      }
    );
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws Error when nobody answers */
  async load(): Promise<void> {
    const turn = ++this.#sent;
    this.#hear(turn, await this.#ask('settings.get', null));
    this.#changed();
  }

  /** @throws Error when the change is refused; it is already undone then */
  async save(patch: Partial<Settings>): Promise<void> {
    const turn = ++this.#sent;
    this.#underWay.push(patch);
    this.#changed();
    try {
      this.#hear(turn, await this.#ask('settings.set', patch));
    } finally {
      this.#underWay = this.#underWay.filter((other) => other !== patch);
      this.#changed();
    }
  }

  /** An answer that comes in after a later request's would bring old settings back. */
  #hear(turn: number, state: SettingsState): void {
    if (turn < this.#heard) return;
    this.#heard = turn;
    this.#said = state;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
