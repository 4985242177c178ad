import browser, { type Runtime } from 'webextension-polyfill';
import type { Answer, Envelope } from './ask.ts';
import { here as answeredHere } from './here.ts';
import type { RequestName, Requests, Role } from './messages.ts';
import { ALLOWED, ANSWERED_BY } from './routes.ts';

export type Handlers<To extends 'background' | 'engine'> = {
  readonly [N in RequestName as Requests[N]['to'] extends To ? N : never]: (
    body: Requests[N]['body'],
    /** What the browser says of who asks; nothing, where that is this very document. */
    sender: Runtime.MessageSender,
  ) => Promise<Requests[N]['reply']> | Requests[N]['reply'];
};

/** The file that the engine's document is; every other page of ours is `ui`. */
export const ENGINE_PAGE = 'inference/offscreen.html';

/**
 * @returns the sender's role by what the browser says of it (never by the message), or null for a
 * stranger. A content script always has its page's origin, whatever the page does.
 */
export function roleOf(sender: Runtime.MessageSender, id: string, home: string): Role | null {
  if (sender.id !== id) return null;
  const { url } = sender;
  // The service worker's messages carry no tab; its url is its own script, or absent.
  if (!url || url === `${home}background/background.js`) return sender.tab ? 'page' : 'background';
  if (!url.startsWith(home)) return sender.tab ? 'page' : null;
  return url.split(/[?#]/)[0] === `${home}${ENGINE_PAGE}` ? 'engine' : 'ui';
}

/** Answers the requests that belong `here`. Must be called while the script first runs. */
export function answerRequests<To extends 'background' | 'engine'>(
  here: To,
  handlers: Handlers<To>,
): void {
  for (const [name, handle] of Object.entries(handlers)) {
    const answer = handle as (body: unknown, sender: Runtime.MessageSender) => unknown;
    answeredHere.set(name as RequestName, (body) => answer(body, {}));
  }
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Runtime.MessageSender): Promise<Answer> | undefined => {
      if (!isEnvelope(message) || message.to !== here) return undefined;
      const role = roleOf(sender, browser.runtime.id, browser.runtime.getURL(''));
      const { name, body } = message;
      const mayAsk: readonly (Role | null)[] = ALLOWED[name];
      if (!mayAsk.includes(role)) {
        return Promise.resolve({ ok: false, error: `${name} is not for ${role ?? 'strangers'}` });
      }
      const handle = handlers[name as keyof Handlers<To>] as (
        body: unknown,
        sender: Runtime.MessageSender,
      ) => unknown;
      return (async (): Promise<Answer> => {
        try {
          return { ok: true, reply: await handle(body, sender) };
        } catch (error) {
          return { ok: false, error: error instanceof Error ? error.message : String(error) };
        }
      })();
    },
  );
}

const isEnvelope = (message: unknown): message is Envelope =>
  typeof message === 'object' &&
  message !== null &&
  'name' in message &&
  typeof message.name === 'string' &&
  Object.hasOwn(ANSWERED_BY, message.name) &&
  'to' in message &&
  message.to === ANSWERED_BY[message.name as RequestName];
