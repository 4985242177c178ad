import type { Envelope } from '../shared/ask.ts';
import type { RequestName, Requests } from '../shared/messages.ts';

/**
 * Asks the background, from a page.
 * @returns its reply, null where it refused or was not there: the extension is being replaced, or its
 *   worker starts. Nothing is thrown
 */
export async function askBackground<N extends RequestName>(
  name: N,
  body: Requests[N]['body'],
): Promise<{ readonly reply: Requests[N]['reply'] } | null> {
  const envelope: Envelope = { to: 'background', name, body };
  try {
    const answer: { ok?: boolean; reply?: unknown; error?: string } | undefined =
      await chrome.runtime.sendMessage(envelope);
    if (answer?.ok) return { reply: answer.reply as Requests[N]['reply'] };
    console.debug(`figleaf: ${answer?.error}`);
  } catch (error) {
    console.debug(`figleaf: ${error}`);
  }
  return null;
}
