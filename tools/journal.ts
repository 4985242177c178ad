import type { Page } from 'playwright';
import type { Answer, Envelope } from '../src/shared/ask.ts';
import type { JournalEntry } from '../src/shared/messages.ts';

/**
 * What a development build's engine has judged so far.
 * @param page one of the extension's own pages; no other may ask
 * @returns null while the engine does not answer yet
 * @throws Error with the engine's words when it refuses
 */
export async function readJournal(page: Page): Promise<JournalEntry[] | null> {
  const envelope: Envelope = { to: 'engine', name: 'engine.journal', body: null };
  const answer = await page.evaluate(
    (message) => chrome.runtime.sendMessage<Envelope, Answer | undefined>(message),
    envelope,
  );
  if (!answer) return null;
  if (!answer.ok) throw new Error(`the engine refused: ${answer.error}`);
  return answer.reply as JournalEntry[];
}

/** Opens the extension's options, from which the engine may be asked. */
export async function openOptions(page: Page, extensionId: string): Promise<Page> {
  await page.goto(`chrome-extension://${extensionId}/options/options.html`);
  return page;
}
