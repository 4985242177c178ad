import { askBackground } from './ask-background.ts';

interface Batch {
  readonly urls: string[];
  readonly answers: Promise<readonly boolean[]>;
}
let batch: Batch | null = null;

/**
 * Whether the network may have answered this address in two ways, so that what was just read from the
 * cache need not be what an element shows. Asked after reading; all of one moment in one message.
 */
export async function answeredAgain(url: string): Promise<boolean> {
  batch ??= newBatch();
  const { urls, answers } = batch;
  const index = urls.push(url) - 1;
  return (await answers)[index] !== false;
}

function newBatch(): Batch {
  const urls: string[] = [];
  const answers = Promise.resolve().then(() => {
    batch = null;
    return ask(urls);
  });
  return { urls, answers };
}

/** @returns nothing where the background was not there: then all may have been */
async function ask(urls: readonly string[]): Promise<readonly boolean[]> {
  const answer = await askBackground('ledger.again', { urls });
  return Array.isArray(answer?.reply) ? answer.reply : [];
}
