import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import type { Viewer } from '../inference/viewer.ts';
import { headerOf } from './header-of.ts';
import { HeldResponse } from './held-response.firefox.ts';

/** Loads that show what comes if it is a picture, whatever its type says. */
const SHOWN: WebRequest.ResourceType[] = ['image', 'imageset'];
/** Documents and plug-in elements: pictures only by what the response says or holds. */
const PERHAPS: WebRequest.ResourceType[] = ['main_frame', 'sub_frame', 'object'];
const URLS = ['http://*/*', 'https://*/*'];

const PICTURE = /^\s*image\//i;
/** The browser looks into it itself. Not `application/octet-stream`, which it saves to a file. */
const UNSAID = /^\s*(\*\/\*|unknown\/unknown)?\s*$/i;

/**
 * Holds each picture that comes over the network until its verdict, and passes it on, or a blank of
 * the same size instead. Must be called while the background's script first runs: a request wakes
 * it, and waits for it. After a redirect, and when a service worker stepped aside, a request comes
 * by once more under the same number, and its old filter ends by itself: each is held for its own.
 */
export function filterNetwork(engine: Promise<{ arriving: Arriving }>): void {
  const hold = (details: Details, mustLook: boolean) => {
    const viewer = viewerOf(details);
    if (viewer) new HeldResponse(details.requestId, { url: details.url, viewer, mustLook }, engine);
  };
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      hold(details, false);
      return undefined;
    },
    { urls: URLS, types: SHOWN },
    ['blocking'],
  );
  browser.webRequest.onHeadersReceived.addListener(
    (details) => {
      const type = headerOf(details, 'content-type') ?? '';
      // What is saved to a file is not shown, and its bytes are nobody's to change.
      if (/^\s*attachment/i.test(headerOf(details, 'content-disposition') ?? '')) return undefined;
      if (PICTURE.test(type)) hold(details, false);
      else if (details.type === 'object' || UNSAID.test(type)) hold(details, true);
      return undefined;
    },
    { urls: URLS, types: PERHAPS },
    ['blocking', 'responseHeaders'],
  );
}

/** The polyfill's types lack what Firefox tells of the frames around the one that asks. */
type Details = Pick<
  WebRequest.OnBeforeRequestDetailsType,
  'requestId' | 'tabId' | 'frameId' | 'type' | 'url' | 'documentUrl' | 'originUrl' | 'incognito'
> & { frameAncestors?: readonly { url: string }[] };

/** @returns null for what no page shows: the browser's own requests, and ours */
function viewerOf(details: Details): Viewer | null {
  const { tabId, frameId, type, url, documentUrl, originUrl, frameAncestors, incognito } = details;
  if (tabId < 0 || originUrl?.startsWith(browser.runtime.getURL(''))) return null;
  const top = type === 'main_frame' ? url : (frameAncestors?.at(-1)?.url ?? documentUrl ?? url);
  return { tabId, frameId, top, isPrivate: incognito === true };
}
