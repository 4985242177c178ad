import browser, { type WebRequest } from 'webextension-polyfill';
import type { AgainAnswered, AgainAsked } from '../shared/messages.ts';
import { Answered } from './answered.ts';
import { tellLoads } from './tell-loads.ts';

/** Far shorter than the half minute after which the browser stops a worker that nothing happens to. */
const KEEPS_AFTER_MS = 5_000;

const answered = new Answered();
/** Whether what was counted before this worker was stopped last is known again. */
let recalled: Promise<boolean> | undefined;
let isKeeping = false;

/**
 * A ledger of what loaded: Chromium reports every image each frame receives. The frame's script has
 * judged what no surface asks about, and covers the frame for what no surface claims.
 */
export function keepLedger(): void {
  recalled = recall();
  tellLoads(['image']);
  addEventListener('message', answerEngine);
  const { onBeforeRedirect, onResponseStarted } = browser.webRequest;
  // Of every kind: a page can ask for a picture's address in any way, and so replace what is cached.
  onBeforeRedirect.addListener((answer) => {
    if (isOurs(answer)) return;
    answered.noteRedirect(answer.url);
    keepSoon();
  }, EVERYWHERE);
  onResponseStarted.addListener(note, EVERYWHERE);
}

const EVERYWHERE: WebRequest.RequestFilter = { urls: ['http://*/*', 'https://*/*'] };

/** Chromium says who asked; the types know Firefox's names only. */
const isOurs = (answer: object): boolean =>
  'initiator' in answer && answer.initiator === self.origin;

function note(answer: Parameters<Answered['note']>[0]): void {
  if (!isOurs(answer) && answered.note(answer)) keepSoon();
}

/** In memory, where neither a page nor a stop of this worker reaches it; of private windows, nowhere. */
async function recall(): Promise<boolean> {
  if (browser.extension.inIncognitoContext) return true;
  try {
    const { answered: kept }: { answered?: unknown } =
      await browser.storage.session.get('answered');
    answered.recall(kept);
    return true;
  } catch (error) {
    console.warn('figleaf: answers', error);
    return false;
  }
}

function keepSoon(): void {
  if (isKeeping || browser.extension.inIncognitoContext) return;
  isKeeping = true;
  setTimeout(async () => {
    isKeeping = false;
    // What is not known is not to be written over.
    if (!(await recalled)) return;
    await browser.storage.session.set({ answered: answered.counts }).catch((error: unknown) => {
      console.warn('figleaf: answers', error);
    });
  }, KEEPS_AFTER_MS);
}

/** Only documents of ours can reach this worker; that it is one is checked all the same. */
async function answerEngine({ origin, source, data }: MessageEvent): Promise<void> {
  if (origin !== self.origin || !isAgainAsked(data)) return;
  const known = await recalled;
  const answers = data.urls.map((url) => !known || answered.again(String(url)));
  source?.postMessage({ again: data.again, answers } satisfies AgainAnswered);
}

const isAgainAsked = (data: unknown): data is AgainAsked =>
  typeof data === 'object' &&
  data !== null &&
  'again' in data &&
  typeof data.again === 'number' &&
  'urls' in data &&
  Array.isArray(data.urls);
