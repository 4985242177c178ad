import type { Answer, Envelope } from '../../src/shared/ask.ts';
import type { JournalEntry } from '../../src/shared/messages.ts';
import { until } from '../until.ts';
import type { FirefoxPage } from './page.ts';
import { HOME } from './profile.ts';

const OPENS_WITHIN_MS = 30_000;

/**
 * Opens a file of the extension in a tab. Firefox never tells that such a page has loaded.
 * @param file by default one that asks nothing by itself
 */
export async function openExtensionPage(
  page: FirefoxPage,
  file = 'manifest.json',
): Promise<FirefoxPage> {
  await page.goto(HOME + file, 'none');
  const opened = await until(
    async () =>
      (await page.evaluate(
        (home) => location.href.startsWith(home) && document.readyState === 'complete',
        HOME,
      )) || null,
    OPENS_WITHIN_MS,
  );
  if (!opened) throw new Error(`${file} did not open`);
  return page;
}

/** As `readJournal` for Chromium. @returns null while the engine does not answer yet */
export async function readFirefoxJournal(own: FirefoxPage): Promise<JournalEntry[] | null> {
  const envelope: Envelope = { to: 'engine', name: 'engine.journal', body: null };
  const answer = await own.evaluate(
    (message) => chrome.runtime.sendMessage<Envelope, Answer | undefined>(message),
    envelope,
  );
  if (!answer) return null;
  if (!answer.ok) throw new Error(`the engine refused: ${answer.error}`);
  return answer.reply as JournalEntry[];
}
