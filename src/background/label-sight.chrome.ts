import type { Runtime } from 'webextension-polyfill';
import type { LabelAsked } from '../shared/messages.ts';

/** The browser itself tells a page's script what is in sight; nobody asks. */
export const seesLabel = (_: LabelAsked, _sender: Runtime.MessageSender): Promise<boolean | null> =>
  Promise.resolve(null);
