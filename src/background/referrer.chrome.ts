import type { Requests } from '../shared/messages.ts';

let next = 1;

/**
 * Sets the Referer of the engine's own next requests for one address. `initiatorDomains` keeps the
 * rule to this extension; pages' requests never match it.
 * @returns the rule's number, for `clearReferrer`
 */
export async function setReferrer({
  url,
  referrer,
}: Requests['referrer.set']['body']): Promise<number> {
  const id = next++;
  // The origin is what a page's default policy (strict-origin-when-cross-origin) would send.
  const value = `${new URL(referrer).origin}/`;
  await chrome.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [id],
    addRules: [
      {
        id,
        action: {
          type: 'modifyHeaders' as chrome.declarativeNetRequest.RuleActionType,
          requestHeaders: [
            {
              header: 'referer',
              operation: 'set' as chrome.declarativeNetRequest.HeaderOperation,
              value,
            },
          ],
        },
        condition: {
          urlFilter: `|${url.replace(/[\^*|]/g, '*')}`,
          initiatorDomains: [chrome.runtime.id],
          resourceTypes: ['xmlhttprequest' as chrome.declarativeNetRequest.ResourceType],
        },
      },
    ],
  });
  return id;
}

/** @param rule as `setReferrer` numbered it */
export async function clearReferrer(rule: number): Promise<void> {
  await chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule] });
}
