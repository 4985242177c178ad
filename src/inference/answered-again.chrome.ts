import type { AgainAnswered, AgainAsked } from '../shared/messages.ts';

/** A background that sleeps is awake long before; one that broke answers nothing. */
const ANSWERS_WITHIN_MS = 5_000;

interface Batch {
  readonly urls: string[];
  readonly answers: Promise<readonly boolean[]>;
}
let batch: Batch | null = null;

const waiting = new Map<number, (answers: readonly boolean[]) => void>();
let asked = 0;
let isListening = false;

/**
 * Whether the network may have answered this address in two ways, so that what was read from the
 * cache need not be what an element shows. Asked after reading; true also where nobody can tell.
 *
 * Straight from worker to document: one of the extension's own messages goes through the browser to
 * every document of ours, and this is asked about each picture.
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

/** @returns nothing where the background did not answer: then all may have been */
async function ask(urls: readonly string[]): Promise<readonly boolean[]> {
  listen();
  const again = ++asked;
  const answer = new Promise<readonly boolean[]>((resolve) => waiting.set(again, resolve));
  const timer = setTimeout(() => waiting.get(again)?.([]), ANSWERS_WITHIN_MS);
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ again, urls } satisfies AgainAsked);
  const answers = await answer;
  clearTimeout(timer);
  waiting.delete(again);
  return answers;
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<AgainAnswered>) =>
    waiting.get(data.again)?.(data.answers),
  );
  navigator.serviceWorker.startMessages();
}
