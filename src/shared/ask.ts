import browser from 'webextension-polyfill';
import { here } from './here.ts';
import type { RequestName, Requests } from './messages.ts';
import { ANSWERED_BY } from './routes.ts';

/** The envelope every one-off request travels in. */
export interface Envelope {
  to: 'background' | 'engine';
  name: RequestName;
  body: unknown;
}

export type Answer = { ok: true; reply: unknown } | { ok: false; error: string };

/**
 * Sends a request and waits for its reply.
 * @throws Error with the receiver's own words when it refuses, or when nobody is there to answer
 */
export async function ask<N extends RequestName>(
  name: N,
  body: Requests[N]['body'],
): Promise<Requests[N]['reply']> {
  const handle = here.get(name);
  if (handle) return (await handle(body)) as Requests[N]['reply'];
  const envelope: Envelope = { to: ANSWERED_BY[name], name, body };
  const answer: Answer | undefined = await browser.runtime.sendMessage(envelope);
  if (!answer) throw new Error(`nobody answered ${name}`);
  if (!answer.ok) throw new Error(answer.error);
  return answer.reply as Requests[N]['reply'];
}
