import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import type { Viewer } from '../inference/viewer.ts';
import { HeldResponse } from './held-response.firefox.ts';

/** Loads that show what comes if it is a picture, whatever its type says. */
const SHOWN: WebRequest.ResourceType[] = ['image', 'imageset'];
/** Documents and plug-in elements: pictures only by what the response says of itself. */
const PERHAPS: WebRequest.ResourceType[] = ['main_frame', 'sub_frame', 'object'];
const URLS = ['http://*/*', 'https://*/*'];

/** What the browser shows as a picture, or looks into because nothing is said of it. */
const MAY_BE_PICTURE = /^\s*(image\/|application\/octet-stream|unknown\/|\*\/\*|$)/i;

/** Those under way, by the request's number. */
const underWay = new Map<string, HeldResponse>();

/**
 * Holds each picture that comes over the network until its verdict, and passes it on, or a blank of
 * the same size instead. Must be called while the background's script first runs: a request wakes
 * it, and waits for it.
 */
export function filterNetwork(engine: Promise<{ arriving: Arriving }>): void {
  const hold = (details: WebRequest.OnBeforeRequestDetailsType) => {
    const viewer = viewerOf(details);
    if (!viewer) return;
    // Again under the same number: after a redirect, or when a service worker passed.
    underWay.get(details.requestId)?.leave();
    const response = new HeldResponse(details.requestId, details.url, viewer, engine, () => {
      if (underWay.get(details.requestId) === response) underWay.delete(details.requestId);
    });
    underWay.set(details.requestId, response);
  };
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      hold(details);
      return undefined;
    },
    { urls: URLS, types: SHOWN },
    ['blocking'],
  );
  browser.webRequest.onHeadersReceived.addListener(
    (details) => {
      const type = details.responseHeaders?.find(({ name }) => /^content-type$/i.test(name));
      const value = type?.value ?? '';
      // A plug-in element looks into anything; a document does only where the type leaves it open.
      if (details.type === 'object' || MAY_BE_PICTURE.test(value)) hold(details);
      return undefined;
    },
    { urls: URLS, types: PERHAPS },
    ['blocking', 'responseHeaders'],
  );
}

/** The polyfill's types lack what Firefox tells of the frames around the one that asks. */
type Details = WebRequest.OnBeforeRequestDetailsType & {
  frameAncestors?: readonly { url: string }[];
};

/** @returns null for what no page shows: the browser's own requests, and ours */
function viewerOf(details: Details): Viewer | null {
  const { tabId, type, url, documentUrl, originUrl, frameAncestors, incognito } = details;
  if (tabId < 0 || originUrl?.startsWith(browser.runtime.getURL(''))) return null;
  const top = type === 'main_frame' ? url : (frameAncestors?.at(-1)?.url ?? documentUrl ?? url);
  return { tabId, top, isPrivate: incognito === true };
}
