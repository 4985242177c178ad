import browser, { type WebRequest } from 'webextension-polyfill';
import type { PageCommand } from '../shared/messages.ts';
import { MOST_OF_A_SPECK } from '../shared/specks.ts';
import { type Answer, headerOf } from './header-of.ts';

type Loaded = Extract<PageCommand, { command: 'loaded' }>['pictures'];

/** Hints of this long go in one message: a page of pictures would else get as many messages. */
const TOGETHER_MS = 40;

/** A beacon's 1×1 GIF, PNG or WebP is shorter; a picture of anything is not. In bytes. */
const LEAST_BYTES = 200;

/** Whose content script is told. A frame has another document after each navigation, where the browser names it. */
interface Place {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId?: string;
}

/** By place, what goes with the next message. */
const waiting = new Map<string, Loaded>();

/** By request, the address it began with: the one that whatever shows the picture knows of. */
const began = new Map<string, string>();

/**
 * Tells each frame's content script of every image that the frame received from the network, whatever
 * shows it (src/content/ledger.ts).
 */
export function tellLoads(types: WebRequest.ResourceType[]): void {
  const { onBeforeRedirect, onCompleted, onErrorOccurred } = browser.webRequest;
  const pictures: WebRequest.RequestFilter = { urls: ['http://*/*', 'https://*/*'], types };
  onBeforeRedirect.addListener(({ requestId, url }) => {
    if (!began.has(requestId)) began.set(requestId, url);
  }, pictures);
  onErrorOccurred.addListener(({ requestId }) => {
    began.delete(requestId);
  }, pictures);
  onCompleted.addListener(
    (answer) => {
      const { requestId, tabId, frameId, url, statusCode } = answer;
      const address = began.get(requestId) ?? url;
      began.delete(requestId);
      if (tabId < 0 || statusCode === 204) return;
      const length = headerOf(answer, 'content-length');
      if (Number(length ?? LEAST_BYTES) < LEAST_BYTES) return;
      const readable = headerOf(answer, 'access-control-allow-origin') === '*';
      // The types know Firefox's names only.
      const { documentId }: { documentId?: string } = answer;
      const place = { tabId, frameId, ...(documentId ? { documentId } : {}) };
      note(place, { url: address, readable, heavy: isHeavy(answer, length) });
    },
    pictures,
    ['responseHeaders'],
  );
}

/** Whether it may be more than a picture of a few pixels. Most that tell no length are beacons; of SVG, none is. */
function isHeavy(answer: Answer, length: string | undefined): boolean {
  if (length !== undefined) return Number(length) > MOST_OF_A_SPECK;
  return headerOf(answer, 'content-type')?.startsWith('image/svg') === true;
}

function note({ tabId, frameId, documentId }: Place, picture: Loaded[number]): void {
  const key = `${tabId}/${frameId}/${documentId}`;
  const together = waiting.get(key);
  if (together) {
    together.push(picture);
    return;
  }
  const pictures = [picture];
  waiting.set(key, pictures);
  setTimeout(() => {
    waiting.delete(key);
    const command: PageCommand = { command: 'loaded', pictures };
    // No listener: a page we do not run in, or one that is gone.
    const to = documentId ? { documentId } : { frameId };
    browser.tabs.sendMessage(tabId, command, to).catch(() => undefined);
  }, TOGETHER_MS);
}
