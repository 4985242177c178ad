import type { Runtime } from 'webextension-polyfill';
import { anewIn } from '../shared/anew.ts';
import {
  type CoveredPicture,
  type EngineBoot,
  type PageSays,
  type PixelSource,
  PRIORITY,
  type Said,
  type TabCounts,
  type Wish,
} from '../shared/messages.ts';
import type { Pauses } from '../shared/pause.ts';
import type { Settings } from '../shared/settings.ts';
import type { Standing } from '../shared/standing.ts';
import { clonesMessages, PROBE, pack } from '../shared/wire.ts';
import { answeredAgain } from './answered-again.chrome.ts';
import type { Arrived, Came } from './arrived.ts';
import type { Corrections } from './corrections.ts';
import { type Able, Deciding } from './deciding.ts';
import type { Looking, Outcome } from './looking.ts';
import { newestOf } from './newest.ts';
import { type Asked, askedNow, Page, priorityOf, topOf } from './page.ts';
import { pictureFrom } from './picture-source.ts';
import { siteOf, type Viewer } from './viewer.ts';

type PagesOfTab = TabCounts & { standing: Standing; all: boolean; present: boolean };

/** Everything the engine knows of open pages; decides anew when the settings change. */
export class Pages {
  readonly #looking: Looking;
  readonly #corrections: Corrections;
  readonly #pages = new Set<Page>();
  readonly #counts = new Map<number, { looked: number; covered: number }>();
  readonly #onCounts: (tab: PagesOfTab) => void;
  readonly #arrived: Arrived;
  readonly deciding: Deciding;
  #coverings = 0;
  /** Of settings, pauses and what is covered altogether: how often any of it changed. */
  #changes = 0;

  constructor(
    boot: Pick<EngineBoot, 'settings' | 'pauses' | 'all'>,
    looking: Looking,
    corrections: Corrections,
    able: Able,
    arrived: Arrived,
    onCounts: (tab: PagesOfTab) => void,
  ) {
    this.deciding = new Deciding(boot, corrections, able);
    this.#looking = looking;
    this.#corrections = corrections;
    this.#onCounts = onCounts;
    this.#arrived = arrived;
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
    page.say({ say: 'view', view: this.deciding.view(page), probe: PROBE });
    this.#count(page.tabId);
  }

  countsOf(tabId: number): TabCounts {
    return { tabId, ...(this.#counts.get(tabId) ?? { looked: 0, covered: 0 }) };
  }

  tab(tabId: number): PagesOfTab {
    const [page] = [...this.#pages].filter((each) => each.tabId === tabId);
    const standing = page ? this.deciding.standing(page) : 'on';
    const all = this.deciding.all.has(tabId);
    return { ...this.countsOf(tabId), standing, all, present: page !== undefined };
  }

  /** The pictures covered in a tab, the newest first, each once. */
  newest(tabId: number, most: number): CoveredPicture[] {
    return newestOf(this.#askedIn(tabId), most, this.settings, this.#corrections);
  }

  /** @throws Error when that picture is gone, or may not be shown */
  async correct(tabId: number, handle: string, { forNow, forGood }: Said): Promise<void> {
    const [, asked, page] = [...this.#askedIn(tabId)].find(([each]) => each === handle) ?? [];
    if (!asked?.picture || !page) throw new Error('that picture is gone');
    if ((forNow ?? forGood) === 'show' && !this.settings.reveal) {
      throw new Error('revealing is switched off');
    }
    await this.#settle(asked.picture, { to: forGood, lasting: true }, page);
    // Second: what is said for good puts an end to what was said for now.
    if (forNow) await this.#settle(asked.picture, { to: forNow, lasting: false }, page);
  }

  /** @returns how many corrections there were */
  async forgetCorrections(): Promise<number> {
    const forgotten = await this.#corrections.clear();
    this.#tellAll();
    return forgotten;
  }

  *#askedIn(tabId: number): Iterable<readonly [handle: string, asked: Asked, page: Page]> {
    for (const page of this.#pages) {
      if (page.tabId !== tabId) continue;
      for (const [id, asked] of page.asked) yield [`${page.number}/${id}`, asked, page];
    }
  }

  /** Scores stay; only what follows from them is decided anew. No picture is judged twice. */
  set settings(settings: Settings) {
    this.deciding.settings = settings;
    this.#tellAll();
  }

  set pauses(pauses: Pauses) {
    this.deciding.pauses = pauses;
    this.#tellAll();
  }

  set all(tabs: readonly number[]) {
    this.deciding.all = new Set(tabs);
    this.#tellAll();
  }

  #tellAll(): void {
    this.#changes++;
    for (const page of this.#pages) {
      page.say({ say: 'view', view: this.deciding.view(page), probe: PROBE });
      for (const [id, asked] of page.asked) this.#tell(page, id, asked);
      this.#askAgain(page);
    }
    // The number on the button may be wanted again, or no more.
    for (const tabId of new Set([...this.#pages].map((page) => page.tabId))) this.#count(tabId);
  }

  /** A model can look that could not: pages ask once more about what it should have looked at. */
  askAgain(): void {
    for (const page of this.#pages) this.#askAgain(page);
  }

  #askAgain(page: Page): void {
    const missing = [...page.asked].flatMap(([id, { outcome }]) =>
      outcome && this.deciding.isMissing(page, outcome) ? [id] : [],
    );
    // Until then they stand by what is known of them.
    if (missing.length > 0) page.say({ say: 'again', ids: missing });
  }

  get settings(): Settings {
    return this.deciding.settings;
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
        asked.moved?.();
        if (asked.priority === PRIORITY.onScreen) page.telling.hurry();
        break;
      }
      case 'drop':
        page.asked.get(message.id)?.drop.abort();
        page.asked.delete(message.id);
        break;
      case 'correct':
        void this.#correct(page, message);
        break;
      case 'anew':
        this.#reveal(page, message);
        break;
    }
  }

  async #judge(page: Page, message: Extract<PageSays, { say: 'judge' }>): Promise<void> {
    const { id, source, frame } = message;
    const address = message.address ?? '';
    const asked = askedNow(message, priorityOf(message.priority), address);
    const before = page.asked.get(id) ?? page.asked.get(frame ?? 0);
    if (before) {
      before.drop.abort();
      // Asked once more for a look that was missing, or for the next frame: counted and covered already.
      asked.told = before.told;
      asked.covered = before.covered;
    }
    if (frame) page.asked.delete(frame);
    page.asked.set(id, asked);
    // What came to this page over the network needs no second request.
    const came = this.#came(source, address, page);
    if (source.by === 'url' && source.orRead && !came) {
      asked.unread = true;
      page.say({ say: 'doubted', id, address: source.url });
      return;
    }
    asked.wish = page.wishes.get(address) ?? null;
    page.wishes.delete(address);
    const readBy = 'readBy' in source ? source.readBy : undefined;
    const isDoubted = readBy === undefined ? null : answeredAgain(readBy);
    page.unanswered++;
    try {
      const changes = this.#changes;
      const outcome = await this.#look(page, asked, message, came);
      // Known before anything follows from the outcome.
      if (readBy !== undefined && (await isDoubted?.())) {
        if (!asked.drop.signal.aborted) page.say({ say: 'doubted', id, address: readBy });
        return;
      }
      asked.outcome = outcome;
      if (asked.drop.signal.aborted) return;
      const { told } = asked;
      // What was asked about once more holds a place in the page until it is answered.
      this.#tell(page, id, asked, before !== undefined);
      const counts = this.#counts.get(page.tabId);
      if (counts && told === null && !asked.ahead) {
        counts.looked++;
        this.#count(page.tabId);
      }
      // Looked at by settings that were changed meanwhile.
      if (changes !== this.#changes && this.deciding.isMissing(page, outcome)) {
        page.say({ say: 'again', ids: [id] });
      }
    } finally {
      // What waits for others has nobody left to wait for.
      if (--page.unanswered === 0) page.telling.hurry();
    }
  }

  /**
   * @returns the picture that the page asks about as it came, null where the page has it itself, or nobody
   *   has. Where something of ours stands in its place, that is what the page reads off its element.
   */
  #came(source: PixelSource, address: string, page: Page): Came | null {
    if (source.by === 'url') return this.#arrived.of(source.url, page);
    const replaced = source.by === 'rgba' && this.#arrived.wasReplaced(address, page);
    return replaced ? this.#arrived.of(address, page) : null;
  }

  /** One picture, from its bytes to what is seen in it. */
  async #look(
    page: Page,
    asked: Asked,
    { source, frame, width, height, ahead }: Extract<PageSays, { say: 'judge' }>,
    came: Came | null,
  ): Promise<Outcome> {
    const nearest: PixelSource = came
      ? { by: 'bytes', bytes: came.bytes, fragment: came.fragment }
      : source;
    try {
      const { content, picture, size, moves } =
        came?.sourced ?? (await pictureFrom(nearest, width, height, page));
      if (ahead && size && isSpeck(size, this.settings)) throw new Error('a beacon');
      asked.picture = picture;
      asked.moves = moves;
      await this.#corrections.learn(picture);
      if (asked.wish) await this.#settle(picture, asked.wish, page);
      return await this.#looking.look(
        {
          content,
          picture,
          site: siteOf(page),
          isPrivate: page.isPrivate,
          dropped: asked.drop.signal,
          asked,
          passing: frame !== undefined,
        },
        this.deciding.needs(page),
      );
    } catch (error) {
      return { failed: String(error) };
    }
  }

  /** Passes on, under one address on this page, just the picture that it was asked about. */
  #reveal(page: Page, { id, token }: Extract<PageSays, { say: 'anew' }>): void {
    const picture = page.asked.get(id)?.picture;
    if (!picture || !this.deciding.view(page).reveal) return;
    page.revealed.set(token, picture);
    page.say({ say: 'anew', token });
  }

  /** Whether the person had it shown on the page that asks for it now. */
  isRevealed({ tabId, frameId }: Viewer, url: string, picture: string): boolean {
    const token = anewIn(url);
    if (token === null) return false;
    for (const page of this.#pages) {
      if (page.tabId !== tabId || page.frameId !== frameId) continue;
      if (page.revealed.get(token) === picture) return this.deciding.view(page).reveal;
    }
    return false;
  }

  async #correct(page: Page, { id, to, lasting }: Wish & { id: number }): Promise<void> {
    const asked = page.asked.get(id);
    if (!asked || (to === 'show' && !this.settings.reveal)) return;
    // What is kept for good is forgotten in our own pages only.
    if (to === null && lasting) return;
    const wish = { to, lasting: lasting === true };
    if (asked.picture) await this.#settle(asked.picture, wish, page);
    else if (asked.unread) page.wishes.set(asked.address, wish);
    else asked.wish = wish;
  }

  /** On every open page that shows the same bytes, at once; from private windows on theirs alone. */
  async #settle(picture: string, { to, lasting }: Wish, { isPrivate }: Viewer): Promise<void> {
    const stored = lasting
      ? this.#corrections.set(picture, to, isPrivate)
      : this.#corrections.setForNow(picture, to, isPrivate);
    for (const page of this.#pages) {
      // Said even where nothing changes: the page waits for it to let go of its own hand.
      const anyway = page.isPrivate === isPrivate;
      for (const [id, asked] of page.asked) {
        if (asked.picture === picture) this.#tell(page, id, asked, anyway);
      }
    }
    await stored.catch((error: unknown) => console.warn('figleaf: correction', error));
  }

  #tell(page: Page, id: number, asked: Asked, anyway = false): void {
    const { outcome } = asked;
    if (!outcome) return;
    const verdict = this.deciding.verdict(page, outcome, asked);
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
    const isFirst = asked.told === null;
    asked.told = text;
    const mosaic = verdict.cover && 'mosaic' in outcome && outcome.mosaic;
    const replaced = asked.address !== '' && this.#arrived.wasReplaced(asked.address, page);
    const waits = isFirst && isOutOfSight(asked) && page.unanswered > 1;
    page.telling.tell(
      {
        id,
        verdict,
        mosaic: mosaic ? pack(mosaic, page.clones) : null,
        ...(replaced ? { replaced } : {}),
      },
      waits,
    );
  }

  #count(tabId: number): void {
    this.#onCounts(this.tab(tabId));
  }
}

const isOutOfSight = ({ mayWait, priority }: Asked): boolean =>
  mayWait && priority !== PRIORITY.onScreen;

/** Nothing shows it, and pictures as small are not looked at where they are shown either. */
const isSpeck = (
  { width, height }: { width: number; height: number },
  { smallPicture }: Settings,
): boolean => width < smallPicture && height < smallPicture;
