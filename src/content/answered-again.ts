import { askBackground } from './ask-background.ts';

interface Batch {
  readonly urls: string[];
  readonly answers: Promise<readonly boolean[]>;
}
/** The background may have to start first; then there are more messages at once. */
const PATIENCE_MS = 200;

let batch: Batch | null = null;
/** What was asked before this; the next batch waits for it, and grows meanwhile. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Whether the network may have answered this address in two ways, so that what was just read from the
 * cache need not be what an element shows. Asked after reading, and one message at a time: pictures are
 * read one by one, and each message costs the page.
 */
export async function answeredAgain(url: string): Promise<boolean> {
  batch ??= newBatch();
  const { urls, answers } = batch;
  const index = urls.push(url) - 1;
  return (await answers)[index] !== false;
}

function newBatch(): Batch {
  const urls: string[] = [];
  const answers = before.then(() => {
    batch = null;
    return ask(urls);
  });
  before = Promise.race([answers, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  return { urls, answers };
}

/** @returns nothing where the background was not there: then all may have been */
async function ask(urls: readonly string[]): Promise<readonly boolean[]> {
  const answer = await askBackground('ledger.again', { urls });
  return Array.isArray(answer?.reply) ? answer.reply : [];
}
