import type { Runtime } from 'webextension-polyfill';
import { type EngineSays, PRIORITY, type Priority, type Wish } from '../shared/messages.ts';
import type { Place } from './judging.ts';
import type { Outcome } from './looking.ts';
import { Telling } from './telling.ts';
import type { Viewer } from './viewer.ts';

/** One picture that a page asked about. */
export interface Asked extends Place {
  /** Judged before any element showed it; not one of the pictures looked at here. */
  readonly ahead: boolean;
  /** Out of sight, it may be told a moment later. */
  readonly mayWait: boolean;
  /** Under which it came over the network; '' where it did not. */
  readonly address: string;
  readonly drop: AbortController;
  picture: string | null;
  /** Its first frame may not be all there is to see. */
  moves: boolean;
  outcome: Outcome | null;
  /** The latest answer, as text, so that an unchanged one is not sent again. */
  told: string | null;
  /** When it was last covered, by the order of such events; 0 while it is not. */
  covered: number;
  /** What the person said of it before its bytes were known. */
  wish: Wish | null;
  /** The page is told to read it: it will ask about the same address once more. */
  unread: boolean;
}

export const askedNow = (
  { ahead, mayWait }: Pick<Asked, 'ahead' | 'mayWait'>,
  priority: Priority,
  address = '',
): Asked => ({
  ahead,
  mayWait,
  address,
  drop: new AbortController(),
  priority,
  moved: null,
  picture: null,
  moves: true,
  outcome: null,
  told: null,
  covered: 0,
  wish: null,
  unread: false,
});

/** Anything else than a priority is the lowest. */
export const priorityOf = (value: unknown): Priority =>
  Object.values(PRIORITY).find((priority) => priority === value) ?? PRIORITY.rest;

/** One frame of one tab, as long as its port lives. */
export class Page implements Viewer {
  static #pages = 0;
  readonly number = ++Page.#pages;
  readonly port: Runtime.Port;
  readonly tabId: number;
  readonly frameId: number;
  /** Address of the tab's top-level page. */
  readonly top: string;
  readonly isPrivate: boolean;
  readonly asked = new Map<number, Asked>();
  /** By the token of its asking, the picture that a person had shown. */
  readonly revealed = new Map<string, string>();
  /** What the person said of an address that the page is to ask about once more. */
  readonly wishes = new Map<string, Wish>();
  clones = false;
  left = false;
  /** Of those asked about, how many have no answer yet. */
  unanswered = 0;
  readonly telling = new Telling((verdicts) => {
    if (!this.left) this.#post({ say: 'verdicts', verdicts });
  });

  constructor(port: Runtime.Port, tabId: number, top: string) {
    this.port = port;
    this.tabId = tabId;
    this.frameId = port.sender?.frameId ?? 0;
    this.top = top;
    this.isPrivate = port.sender?.tab?.incognito === true;
  }

  /** After the verdicts that are known by now. */
  say(message: Exclude<EngineSays, { say: 'verdicts' }>): void {
    this.telling.flush();
    this.#post(message);
  }

  /** Nobody hears it where the page has just gone, of which the engine is told a moment later. */
  #post(message: EngineSays): void {
    try {
      this.port.postMessage(message);
    } catch (error) {
      console.debug(`figleaf: ${error}`);
    }
  }
}

/**
 * @returns address of the top-level page. A prerendered page is not its tab's page yet: it goes by
 *   its own address, and a frame in it by none, which is no site's and so has no exception.
 */
export function topOf({ url, tab, frameId, ...rest }: Runtime.MessageSender): string {
  const { documentLifecycle } = rest as { documentLifecycle?: string };
  if (documentLifecycle === 'prerender') return frameId === 0 ? (url ?? '') : '';
  return (frameId === 0 ? url : tab?.url) ?? '';
}
