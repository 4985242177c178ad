import browser, { type WebRequest } from 'webextension-polyfill';
import { withoutFragment } from '../shared/address.ts';
import type { Requests } from '../shared/messages.ts';

interface Rule {
  url: string;
  listener(
    details: WebRequest.OnBeforeSendHeadersDetailsType,
  ): WebRequest.BlockingResponse | undefined;
}

let next = 1;
const rules = new Map<number, Rule>();

/**
 * Sets the Referer of the engine's own next requests for one address. The listener stands only as
 * long as the rule: one that is always there would wake the background for every page's requests.
 * @returns the rule's number, for `clearReferrer`
 */
export async function setReferrer({
  url,
  referrer,
}: Requests['referrer.set']['body']): Promise<number> {
  const id = next++;
  const home = browser.runtime.getURL('');
  // The origin is what a page's default policy (strict-origin-when-cross-origin) would send.
  const value = `${new URL(referrer).origin}/`;
  const wanted = withoutFragment(url);
  const listener: Rule['listener'] = ({ url: asked, originUrl, requestHeaders }) => {
    // Pages' own requests go as they are.
    if (!originUrl?.startsWith(home) || withoutFragment(asked) !== wanted) return undefined;
    const others = requestHeaders?.filter(({ name }) => name.toLowerCase() !== 'referer') ?? [];
    return { requestHeaders: [...others, { name: 'Referer', value }] };
  };
  rules.set(id, { url, listener });
  browser.webRequest.onBeforeSendHeaders.addListener(
    listener,
    { urls: ['http://*/*', 'https://*/*'], types: ['xmlhttprequest'] },
    ['blocking', 'requestHeaders'],
  );
  return id;
}

export async function clearReferrer(id: number): Promise<void> {
  const rule = rules.get(id);
  rules.delete(id);
  if (rule) browser.webRequest.onBeforeSendHeaders.removeListener(rule.listener);
}
