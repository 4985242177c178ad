import browser from 'webextension-polyfill';
import { withoutFragment } from '../shared/address.ts';
import type { AgainAnswered, AgainAsked } from '../shared/messages.ts';
import { Answered } from './answered.ts';
import { tellLoads } from './tell-loads.ts';

const answered = new Answered();

/**
 * A ledger of what loaded: Chromium reports every image each frame receives. The frame's script has
 * judged what no surface asks about, and covers the frame for what no surface claims.
 */
export function keepLedger(): void {
  tellLoads(['image']);
  addEventListener('message', answerEngine);
  const { onBeforeRedirect, onResponseStarted } = browser.webRequest;
  // Of every kind: a page can ask for a picture's address in any way, and so replace what is cached.
  const all = { urls: ['http://*/*', 'https://*/*'] };
  const ours = new URL(browser.runtime.getURL('')).origin;
  for (const event of [onBeforeRedirect, onResponseStarted]) {
    event.addListener((answer) => {
      // Chromium says who asked; the types know Firefox's names only.
      if ((answer as { initiator?: string }).initiator !== ours) answered.note(answer);
    }, all);
  }
}

/** Only documents of ours can reach this worker; that it is one is checked all the same. */
function answerEngine({ origin, source, data }: MessageEvent): void {
  if (origin !== self.origin || !isAgainAsked(data)) return;
  const answers = data.urls.map((url) => answered.again(withoutFragment(String(url))));
  source?.postMessage({ again: data.again, answers } satisfies AgainAnswered);
}

const isAgainAsked = (data: unknown): data is AgainAsked =>
  typeof data === 'object' &&
  data !== null &&
  'again' in data &&
  typeof data.again === 'number' &&
  'urls' in data &&
  Array.isArray(data.urls);
