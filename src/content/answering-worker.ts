import { isWeb } from '../shared/address.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import { isReported } from './reports.ts';

const first = controller();

/**
 * Whether a service worker of the page's own may answer what it asks for, with whatever it likes each
 * time. One that lets the document itself pass untouched has nothing to answer with (it may be there for
 * notifications): then the browser does not ask it about anything else either.
 */
export function isControlled(): boolean {
  const now = controller();
  if (now === null) return false;
  return now !== first || !isWeb(location.href) || navigation()?.workerStart !== 0;
}

/** Whether it answers for this address, and nobody sees how. @param url absolute */
export const isAnsweredByPage = (url: string): boolean =>
  !MAY_BE_REPLACED && isWeb(url) && isControlled();

/** Whether it answers for this address, and what shows it loaded with nobody telling how: without an end, perhaps. */
export const isUntold = (url: string): boolean => isAnsweredByPage(url) && !isReported(url);

const navigation = () =>
  performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;

function controller(): ServiceWorker | null {
  try {
    return navigator.serviceWorker?.controller ?? null;
  } catch {
    // Sandboxed documents may not even ask, because they can have none.
    return null;
  }
}
