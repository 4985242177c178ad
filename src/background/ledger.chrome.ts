import browser from 'webextension-polyfill';
import { withoutFragment } from '../shared/address.ts';
import { Answered } from './answered.ts';
import { tellLoads } from './tell-loads.ts';

const answered = new Answered();

/**
 * A ledger of what loaded: Chromium reports every image each frame receives. The frame's script has
 * judged what no surface asks about, and covers the frame for what no surface claims.
 */
export function keepLedger(): void {
  tellLoads(['image']);
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

/** @returns for each address whether the network may have answered it in two ways */
export const answeredAgain = (urls: readonly string[]): boolean[] =>
  urls.map((url) => answered.again(withoutFragment(url)));
