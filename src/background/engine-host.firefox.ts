import browser from 'webextension-polyfill';
import { hostEngine } from '../inference/host-engine.ts';
import { PAGE_PORT } from '../shared/messages.ts';
import { forgetPrivate } from './forget-private.firefox.ts';
import { filterNetwork } from './network-filter.firefox.ts';

/** Firefox stops an event page after half a minute without a call or an event. */
const SIGN_OF_LIFE_EVERY_MS = 20_000;

/**
 * Firefox's background is a document itself, and may start workers: the engine lives in it, and with
 * it what holds pictures on their way to a page.
 */
export function hostEngineHere(): void {
  const engine = hostEngine();
  filterNetwork(engine);
  forgetPrivate(engine);
  stayWithPages();
}

/**
 * While pages are open that may ask, the engine stays: each stop would unload the models, and each
 * page's line, once cut, would wake it at once.
 */
function stayWithPages(): void {
  let pages = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PAGE_PORT) return;
    pages++;
    timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), SIGN_OF_LIFE_EVERY_MS);
    port.onDisconnect.addListener(() => {
      if (--pages > 0) return;
      clearInterval(timer);
      timer = undefined;
    });
  });
}

/** Whoever could ask has woken it. */
export const ensureEngine = (): Promise<void> => Promise.resolve();

export const engineExists = (): Promise<boolean> => Promise.resolve(true);
