import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import type { Viewer } from '../inference/viewer.ts';
import { documentType } from './document-type.ts';
import { headersOf } from './header-of.ts';
import { type Coming, HeldResponse } from './held-response.firefox.ts';

/** Loads that show what comes if it is a picture, whatever its type says. */
const SHOWN: WebRequest.ResourceType[] = ['image', 'imageset'];
/** Documents and plug-in elements: pictures only by what the response says or holds. */
const PERHAPS: WebRequest.ResourceType[] = ['main_frame', 'sub_frame', 'object'];
const URLS = ['http://*/*', 'https://*/*'];

/** Not what a header might mean: anything else may be shown. */
const ATTACHMENT = /^\s*attachment\s*(;|$)/i;
const HTML = /^\s*text\/html\s*(;|$)/i;

/**
 * Holds each picture that comes over the network until its verdict, and passes it on, or a blank of
 * the same size instead. Must be called while the background's script first runs: a request wakes
 * it, and waits for it. After a redirect, and when a service worker stepped aside, a request comes
 * by once more under the same number, and its old filter ends by itself: each is held for its own.
 */
export function filterNetwork(engine: Promise<{ arriving: Arriving }>): void {
  const hold = (details: Details, as: Coming['as']) => {
    const viewer = viewerOf(details);
    if (viewer) new HeldResponse(details.requestId, { url: details.url, viewer, as }, engine);
  };
  /** Nothing in place of its bytes would do: Firefox would wait for a first part for ever. */
  const isWatched = async (details: Details): Promise<boolean> => {
    const viewer = viewerOf(details);
    if (!viewer) return false;
    try {
      const { arriving } = await engine;
      arriving.begins(details.url, viewer);
      return arriving.isWatched(viewer);
    } catch {
      // Nobody can tell, and nobody can look.
      return true;
    }
  };
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      hold(details, 'picture');
      return undefined;
    },
    { urls: URLS, types: SHOWN },
    ['blocking'],
  );
  browser.webRequest.onHeadersReceived.addListener(
    (details) => {
      const as = heldAs(details);
      if (as === 'pictures') return isWatched(details).then((cancel) => ({ cancel }));
      if (as) hold(details, as);
      return undefined;
    },
    { urls: URLS, types: PERHAPS },
    ['blocking', 'responseHeaders'],
  );
}

/** @returns null for what passes at once */
function heldAs(
  details: WebRequest.OnHeadersReceivedDetailsType,
): Coming['as'] | 'pictures' | null {
  const isPlugIn = details.type === 'object';
  const dispositions = headersOf(details, 'content-disposition');
  const isAttached = dispositions.length > 0 && dispositions.every((said) => ATTACHMENT.test(said));
  // What is saved to a file is not shown, and its bytes are nobody's to change. In an element it is shown.
  if (isAttached && !isPlugIn) return null;
  const types = headersOf(details, 'content-type');
  const type = documentType(types);
  if (type === 'page' && !isPlugIn) return null;
  if (type === 'picture' || type === 'pictures') return type;
  // An element says itself what it takes something for that does not say so.
  const isPage = !isPlugIn || (type === 'page' && types.every((each) => HTML.test(each)));
  return isPage ? 'unsaid or page' : 'unsaid';
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
