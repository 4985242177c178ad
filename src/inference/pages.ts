import type { Runtime } from 'webextension-polyfill';
import {
  type EngineSays,
  type PageSays,
  type PageVerdict,
  type PageView,
  PRIORITY,
  type Priority,
  type TabCounts,
} from '../shared/messages.ts';
import { judge, type Scores, type Verdict } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode, siteMode } from '../shared/sites.ts';
import { clonesMessages, PROBE, pack } from '../shared/wire.ts';
import type { Corrections } from './corrections.ts';
import type { Judged, Judging } from './judging.ts';
import { pictureFrom } from './picture-source.ts';

/** One picture that a page asked about. */
interface Asked {
  /** Judged before any element showed it; not one of the pictures looked at here. */
  readonly ahead: boolean;
  readonly drop: AbortController;
  priority: Priority;
  key: string | null;
  picture: string | null;
  judged: Judged | null;
  /** The latest answer, as text, so that an unchanged one is not sent again. */
  told: string | null;
}

/** One frame of one tab, as long as its port lives. */
class Page {
  readonly port: Runtime.Port;
  readonly tabId: number;
  /** Address of the tab's top-level page. */
  readonly top: string;
  readonly asked = new Map<number, Asked>();
  clones = false;
  left = false;
  #verdicts: PageVerdict[] = [];

  constructor(port: Runtime.Port, tabId: number, top: string) {
    this.port = port;
    this.tabId = tabId;
    this.top = top;
  }

  get site(): string {
    return hostOf(this.top) ?? '';
  }

  say(message: EngineSays): void {
    this.port.postMessage(message);
  }

  /**
   * A batch's verdicts become known one after another in one task, and go in one message: each
   * message wakes three processes, and each change of a page is a frame to paint.
   */
  tell(verdict: PageVerdict): void {
    this.#verdicts.push(verdict);
    if (this.#verdicts.length > 1) return;
    afterThisTask(() => {
      const verdicts = this.#verdicts;
      this.#verdicts = [];
      if (!this.left) this.say({ say: 'verdicts', verdicts });
    });
  }
}

const tasks: (() => void)[] = [];
const channel = new MessageChannel();
channel.port2.onmessage = () => tasks.shift()?.();

/** Not a timer: those of a document nobody sees may be held up. */
function afterThisTask(work: () => void): void {
  tasks.push(work);
  channel.port1.postMessage(null);
}

/**
 * @returns address of the top-level page. A prerendered page is not its tab's page yet: it goes by
 *   its own address, and a frame in it by none, which is no site's and so has no exception.
 */
function topOf({ url, tab, frameId, ...rest }: Runtime.MessageSender): string {
  const { documentLifecycle } = rest as { documentLifecycle?: string };
  if (documentLifecycle === 'prerender') return frameId === 0 ? (url ?? '') : '';
  return (frameId === 0 ? url : tab?.url) ?? '';
}

/** Everything the engine knows of open pages; decides anew when the settings change. */
export class Pages {
  readonly #judging: Judging;
  readonly #corrections: Corrections;
  readonly #pages = new Set<Page>();
  readonly #counts = new Map<number, { looked: number; covered: number }>();
  readonly #onCounts: (counts: TabCounts) => void;
  #settings: Settings;

  constructor(
    settings: Settings,
    judging: Judging,
    corrections: Corrections,
    onCounts: (counts: TabCounts) => void,
  ) {
    this.#settings = settings;
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

  /** Scores stay; only what follows from them is decided anew. No picture is judged twice. */
  set settings(settings: Settings) {
    this.#settings = settings;
    for (const page of this.#pages) {
      page.say({ say: 'view', view: this.#view(page), probe: PROBE });
      for (const [id, asked] of page.asked) this.#tell(page, id, asked);
      // The number on the button may be wanted again, or no more.
      this.#count(page.tabId);
    }
  }

  get settings(): Settings {
    return this.#settings;
  }

  #mode(page: Page): SiteMode {
    return this.#settings.enabled ? siteMode(this.#settings.sites, hostOf(page.top)) : 'off';
  }

  #view(page: Page): PageView {
    const { smallPicture, maskStyle, maskStrength, maskColour, label, whileChecking, reveal } =
      this.#settings;
    const active = this.#mode(page) !== 'off';
    return {
      active,
      smallPicture,
      maskStyle,
      maskStrength,
      maskColour,
      label,
      whileChecking,
      reveal,
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
        void this.#correct(page, message.id, message.to);
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

  async #correct(page: Page, id: number, to: 'cover' | null): Promise<void> {
    const picture = page.asked.get(id)?.picture;
    if (!picture) return;
    await this.#corrections.set(picture, to);
    for (const other of this.#pages) {
      for (const [otherId, asked] of other.asked) {
        if (asked.picture === picture) this.#tell(other, otherId, asked);
      }
    }
  }

  #decide(page: Page, scores: Scores, picture: string | null): Verdict {
    const mode = this.#mode(page);
    const correction = picture ? this.#corrections.of(picture) : null;
    if (mode !== 'off' && correction === 'cover') return { cover: true, reason: 'hand' };
    if (correction === 'show') return { cover: false };
    return judge(scores, this.#settings, mode);
  }

  #tell(page: Page, id: number, asked: Asked): void {
    const { judged } = asked;
    if (!judged) return;
    const verdict: Verdict =
      'scores' in judged
        ? this.#decide(page, judged.scores, judged.picture)
        : this.#settings.onFailure === 'show' || this.#mode(page) === 'off'
          ? { cover: false }
          : { cover: true, reason: 'failed' };
    const text = JSON.stringify(verdict);
    if (text === asked.told) return;
    const counts = this.#counts.get(page.tabId);
    if (counts && !asked.ahead) {
      const was = asked.told?.startsWith('{"cover":true') ? 1 : 0;
      counts.covered += (verdict.cover ? 1 : 0) - was;
      this.#count(page.tabId);
    }
    asked.told = text;
    const mosaic = verdict.cover && 'scores' in judged && judged.mosaic;
    page.tell({ id, verdict, mosaic: mosaic ? pack(mosaic, page.clones) : null });
  }

  #count(tabId: number): void {
    this.#onCounts(this.countsOf(tabId));
  }
}

/** Anything else than a priority is the lowest. */
const priorityOf = (value: unknown): Priority =>
  Object.values(PRIORITY).find((priority) => priority === value) ?? PRIORITY.rest;
