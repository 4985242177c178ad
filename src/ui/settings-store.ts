import type { Requests, SettingsState } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import { type Change, changesBetween, takeBack } from '../shared/settings-changes.ts';
import { type SiteMode, withSite } from '../shared/sites.ts';

type SettingsRequest = 'settings.get' | 'settings.set' | 'site.set';
export type AskSettings = <N extends SettingsRequest>(
  name: N,
  body: Requests[N]['body'],
) => Promise<Requests[N]['reply']>;

/** Steps that can be taken back; more than anyone remembers having made. */
const MOST_STEPS = 100;

/**
 * The settings as a page shows them: what the background last said, and over it the changes under
 * way, so that a change shows at once. A refused change falls away and what was there returns.
 * What was changed through it can be taken back, step by step, while the page is open.
 */
export class SettingsStore {
  readonly #ask: AskSettings;
  readonly #listeners = new Set<() => void>();
  #said: SettingsState | null = null;
  #underWay: Partial<Settings>[] = [];
  #steps: (readonly Change[])[] = [];
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

  /** How many steps can be taken back. */
  get undoable(): number {
    return this.#steps.length;
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

  /**
   * @returns what changed by it, nothing where all of it was so already
   * @throws Error when the change is refused; it is already undone then
   */
  async save(patch: Partial<Settings>): Promise<readonly Change[]> {
    const changes = this.#changesBy(patch);
    await this.#set(patch);
    this.#keep(changes);
    return changes;
  }

  /**
   * One site's rule, set where the rules live: a list written back whole would undo what another
   * page of ours just did.
   * @throws Error when the change is refused
   */
  async setSite(host: string, mode: SiteMode): Promise<readonly Change[]> {
    const now = this.current?.settings;
    const changes = now ? this.#changesBy({ sites: withSite(now.sites, host, mode) }) : [];
    await this.#ask('site.set', { host, mode });
    this.#keep(changes);
    await this.load();
    return changes;
  }

  /**
   * Takes the latest step back; what was changed elsewhere since stays.
   * @returns what was taken back; nothing where all of it was chosen anew since
   * @throws Error when it is refused; the step can then be tried again
   */
  async undo(): Promise<readonly Change[]> {
    const step = this.#steps.pop();
    if (!step) return [];
    this.#changed();
    try {
      await this.load();
      const now = this.current?.settings;
      const patch = now ? takeBack(step, now) : {};
      if (Object.keys(patch).length === 0) return [];
      const changes = this.#changesBy(patch);
      await this.#set(patch);
      return changes;
    } catch (refused) {
      this.#keep(step);
      throw refused;
    }
  }

  async #set(patch: Partial<Settings>): Promise<void> {
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

  #changesBy(patch: Partial<Settings>): readonly Change[] {
    const now = this.current?.settings;
    return now ? changesBetween(now, { ...now, ...patch }) : [];
  }

  #keep(step: readonly Change[]): void {
    if (step.length === 0) return;
    this.#steps.push(step);
    this.#steps.splice(0, this.#steps.length - MOST_STEPS);
    this.#changed();
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
