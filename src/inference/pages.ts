import type { Runtime } from 'webextension-polyfill';
import {
  type Correction,
  type CoveredPicture,
  type EngineBoot,
  type PageSays,
  type PageView,
  PRIORITY,
  type Priority,
  type TabCounts,
} from '../shared/messages.ts';
import type { Pauses } from '../shared/pause.ts';
import { judge, type Scores, scoreBehind, type Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode } from '../shared/sites.ts';
import { modeFor, type Standing, standingOf } from '../shared/standing.ts';
import { clonesMessages, PROBE, pack } from '../shared/wire.ts';
import type { Corrections } from './corrections.ts';
import type { Judging } from './judging.ts';
import { type Asked, Page, topOf, type Wish } from './page.ts';
import { pictureFrom } from './picture-source.ts';

type PagesOfTab = TabCounts & { standing: Standing; all: boolean; present: boolean };

/** Everything the engine knows of open pages; decides anew when the settings change. */
export class Pages {
  readonly #judging: Judging;
  readonly #corrections: Corrections;
  readonly #pages = new Set<Page>();
  readonly #counts = new Map<number, { looked: number; covered: number }>();
  readonly #onCounts: (tab: PagesOfTab) => void;
  #settings: Settings;
  #pauses: Pauses;
  /** The tabs in which everything is covered. */
  #all: ReadonlySet<number>;
  #coverings = 0;

  constructor(
    { settings, pauses, all }: Pick<EngineBoot, 'settings' | 'pauses' | 'all'>,
    judging: Judging,
    corrections: Corrections,
    onCounts: (tab: PagesOfTab) => void,
  ) {
    this.#settings = settings;
    this.#pauses = pauses;
    this.#all = new Set(all);
    this.#judging = judging;
    this.#corrections = corrections;
    this.#onCounts = onCounts;
  }

  /** Takes a content script's port; anything else is turned away. */
  accept(port: Runtime.Port): void {
    const { sender } = port;
    const tabId = sender?.tab?.id;
    if (!sender || tabId === undefined) {
      port.disconnect();
      return;
    }
    const page = new Page(port, tabId, topOf(sender));
    this.#pages.add(page);
    if (sender.frameId === 0) this.#counts.set(tabId, { looked: 0, covered: 0 });
    port.onMessage.addListener((message) => this.#heard(page, message as PageSays));
    port.onDisconnect.addListener(() => this.#left(page));
    page.say({ say: 'view', view: this.#view(page), probe: PROBE });
    this.#count(page.tabId);
  }

  countsOf(tabId: number): TabCounts {
    return { tabId, ...(this.#counts.get(tabId) ?? { looked: 0, covered: 0 }) };
  }

  tab(tabId: number): PagesOfTab {
    const [page] = [...this.#pages].filter((each) => each.tabId === tabId);
    const standing = page ? this.#standing(page) : 'on';
    const all = this.#all.has(tabId);
    return { ...this.countsOf(tabId), standing, all, present: page !== undefined };
  }

  /** The pictures covered in a tab, the newest first, each once. */
  newest(tabId: number, most: number): CoveredPicture[] {
    const found = new Map<string, Asked & { handle: string }>();
    const covered = [...this.#askedIn(tabId)]
      .filter(({ covered, ahead }) => covered > 0 && !ahead)
      .sort((a, b) => b.covered - a.covered);
    for (const asked of covered) {
      const same = asked.picture ?? asked.handle;
      if (!found.has(same)) found.set(same, asked);
    }
    return [...found.values()].slice(0, most).map(({ handle, told, judged, picture }) => {
      const { reason }: Extract<Verdict, { cover: true }> = JSON.parse(told ?? '');
      const scores = judged && 'scores' in judged ? judged.scores : null;
      const score = scores && scoreBehind(reason, scores, this.#settings);
      return { picture: handle, reason, score, known: picture !== null };
    });
  }

  /** @throws Error when that picture is gone, or may not be shown */
  async correct(tabId: number, handle: string, to: Correction | null): Promise<void> {
    const asked = [...this.#askedIn(tabId)].find((each) => each.handle === handle);
    if (!asked?.picture) throw new Error('that picture is gone');
    if (to === 'show' && !this.#settings.reveal) throw new Error('revealing is switched off');
    await this.#settle(asked.picture, { to, lasting: true });
  }

  /** @returns how many corrections there were */
  async forgetCorrections(): Promise<number> {
    const forgotten = await this.#corrections.clear();
    this.#tellAll();
    return forgotten;
  }

  *#askedIn(tabId: number): Iterable<Asked & { handle: string }> {
    for (const page of this.#pages) {
      if (page.tabId !== tabId) continue;
      for (const [id, asked] of page.asked) yield { ...asked, handle: `${page.number}/${id}` };
    }
  }

  /** Scores stay; only what follows from them is decided anew. No picture is judged twice. */
  set settings(settings: Settings) {
    this.#settings = settings;
    this.#tellAll();
  }

  set pauses(pauses: Pauses) {
    this.#pauses = pauses;
    this.#tellAll();
  }

  set all(tabs: readonly number[]) {
    this.#all = new Set(tabs);
    this.#tellAll();
  }

  #tellAll(): void {
    for (const page of this.#pages) {
      page.say({ say: 'view', view: this.#view(page), probe: PROBE });
      for (const [id, asked] of page.asked) this.#tell(page, id, asked);
      // The number on the button may be wanted again, or no more.
      this.#count(page.tabId);
    }
    for (const tabId of new Set([...this.#pages].map((page) => page.tabId))) this.#count(tabId);
  }

  get settings(): Settings {
    return this.#settings;
  }

  #standing(page: Page): Standing {
    return standingOf(this.#settings, this.#pauses, hostOf(page.top), Date.now());
  }

  #mode(page: Page): SiteMode {
    return modeFor(this.#standing(page));
  }

  #view(page: Page): PageView {
    const { smallPicture, maskStyle, maskStrength, maskColour, label, whileChecking, reveal } =
      this.#settings;
    const active = this.#mode(page) !== 'off';
    const all = this.#all.has(page.tabId);
    return {
      active,
      all,
      smallPicture,
      maskStyle,
      maskStrength,
      maskColour,
      label,
      whileChecking,
      reveal: reveal && !all,
    };
  }

  #left(page: Page): void {
    this.#pages.delete(page);
    page.left = true;
    for (const { drop } of page.asked.values()) drop.abort();
    if ([...this.#pages].some(({ tabId }) => tabId === page.tabId)) return;
    this.#counts.delete(page.tabId);
  }

  #heard(page: Page, message: PageSays): void {
    switch (message.say) {
      case 'probe':
        page.clones = clonesMessages(message.probe);
        break;
      case 'judge':
        void this.#judge(page, message);
        break;
      case 'priority': {
        const asked = page.asked.get(message.id);
        if (!asked) break;
        asked.priority = priorityOf(message.priority);
        if (asked.key) this.#judging.reprioritise(asked.key, asked.priority);
        break;
      }
      case 'drop':
        page.asked.get(message.id)?.drop.abort();
        page.asked.delete(message.id);
        break;
      case 'correct':
        void this.#correct(page, message);
        break;
    }
  }

  async #judge(page: Page, message: Extract<PageSays, { say: 'judge' }>): Promise<void> {
    const { id, source } = message;
    const priority = priorityOf(message.priority);
    const asked: Asked = {
      ahead: message.ahead,
      drop: new AbortController(),
      priority,
      key: null,
      picture: null,
      judged: null,
      told: null,
      covered: 0,
      wish: null,
    };
    page.asked.get(id)?.drop.abort();
    page.asked.set(id, asked);
    try {
      const { content, picture } = await pictureFrom(
        source,
        message.width,
        message.height,
        page.top,
      );
      asked.picture = picture;
      await this.#corrections.learn(picture);
      if (asked.wish) await this.#settle(picture, asked.wish);
      const { judged, key } = await this.#judging.judge(
        content,
        picture,
        page.site,
        asked.priority,
        (scores) =>
          this.#settings.maskStyle === 'pixelate' && this.#decide(page, scores, null).cover,
        asked.drop.signal,
      );
      asked.key = key;
      asked.judged = judged;
    } catch (error) {
      this.#judging.failed++;
      asked.judged = { failed: String(error) };
    }
    if (asked.drop.signal.aborted) return;
    const { told } = asked;
    this.#tell(page, id, asked);
    const counts = this.#counts.get(page.tabId);
    if (counts && told === null && !asked.ahead) {
      counts.looked++;
      this.#count(page.tabId);
    }
  }

  async #correct(page: Page, { id, to, lasting }: Wish & { id: number }): Promise<void> {
    const asked = page.asked.get(id);
    if (!asked || (to === 'show' && !this.#settings.reveal)) return;
    const wish = { to, lasting: lasting === true };
    if (asked.picture) await this.#settle(asked.picture, wish);
    else asked.wish = wish;
  }

  /** On every open page that shows the same bytes, at once. */
  async #settle(picture: string, { to, lasting }: Wish): Promise<void> {
    const stored = lasting ? this.#corrections.set(picture, to) : null;
    if (!lasting) this.#corrections.setForNow(picture, to);
    for (const page of this.#pages) {
      for (const [id, asked] of page.asked) {
        // Said even where nothing changes: the page waits for it to let go of its own hand.
        if (asked.picture === picture) this.#tell(page, id, asked, true);
      }
    }
    await stored?.catch((error: unknown) => console.warn('figleaf: correction', error));
  }

  /** Only where revealing is allowed can an earlier "always show" clear anything. */
  #correctionOf(picture: string | null): Correction | null {
    const said = picture ? this.#corrections.of(picture) : null;
    return said === 'show' && !this.#settings.reveal ? null : said;
  }

  #decide(page: Page, scores: Scores, picture: string | null): Verdict {
    return this.#byHand(page, picture) ?? judge(scores, this.#settings, this.#mode(page));
  }

  #byHand(page: Page, picture: string | null): Verdict | null {
    const said = this.#correctionOf(picture);
    if (said === 'show') return { cover: false };
    return said === 'cover' && this.#mode(page) !== 'off' ? { cover: true, reason: 'hand' } : null;
  }

  #tell(page: Page, id: number, asked: Asked, anyway = false): void {
    const { judged } = asked;
    if (!judged) return;
    const verdict: Verdict =
      'scores' in judged
        ? this.#decide(page, judged.scores, judged.picture)
        : (this.#byHand(page, asked.picture) ??
          (this.#settings.onFailure === 'show' || this.#mode(page) === 'off'
            ? { cover: false }
            : { cover: true, reason: 'failed' }));
    const text = JSON.stringify(verdict);
    if (text === asked.told && !anyway) return;
    const counts = this.#counts.get(page.tabId);
    if (counts && !asked.ahead) {
      const was = asked.told?.startsWith('{"cover":true') ? 1 : 0;
      counts.covered += (verdict.cover ? 1 : 0) - was;
      this.#count(page.tabId);
    }
    if (!verdict.cover) asked.covered = 0;
    else if (asked.covered === 0) asked.covered = ++this.#coverings;
    asked.told = text;
    const mosaic = verdict.cover && 'scores' in judged && judged.mosaic;
    page.tell({ id, verdict, mosaic: mosaic ? pack(mosaic, page.clones) : null });
  }

  #count(tabId: number): void {
    this.#onCounts(this.tab(tabId));
  }
}

/** Anything else than a priority is the lowest. */
const priorityOf = (value: unknown): Priority =>
  Object.values(PRIORITY).find((priority) => priority === value) ?? PRIORITY.rest;
