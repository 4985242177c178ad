import type { AgainAnswered, AgainAsked } from '../shared/messages.ts';

/** For others that are read meanwhile. */
const ASKS_AFTER_MS = 50;
/** A background that sleeps is awake long before; one that broke answers nothing. */
const ANSWERS_WITHIN_MS = 5_000;

/** Addresses that go in one question, which is asked once. */
class Batch {
  readonly urls: string[] = [];
  readonly #timer = setTimeout(() => this.answers(), ASKS_AFTER_MS);
  #answers: Promise<readonly boolean[]> | null = null;

  answers(): Promise<readonly boolean[]> {
    clearTimeout(this.#timer);
    // What is read from now on is asked about anew.
    if (batch === this) batch = null;
    this.#answers ??= ask(this.urls);
    return this.#answers;
  }
}
let batch: Batch | null = null;

const waiting = new Map<number, (answers: readonly boolean[]) => void>();
let asked = 0;
let isListening = false;

/**
 * Whether the network may have answered this address in two ways, so that what was read from the
 * cache need not be what an element shows. To be called after reading; asked together with what else
 * is read in a moment, or as soon as the answer is wanted.
 *
 * Straight from worker to document: one of the extension's own messages goes through the browser to
 * every document of ours.
 * @returns waits for the answer; true also where nobody can tell
 */
export function answeredAgain(url: string): () => Promise<boolean> {
  batch ??= new Batch();
  const mine = batch;
  const index = mine.urls.push(url) - 1;
  return async () => (await mine.answers())[index] !== false;
}

/** @returns nothing where the background did not answer: then all may have been */
async function ask(urls: readonly string[]): Promise<readonly boolean[]> {
  listen();
  const again = ++asked;
  const answer = new Promise<readonly boolean[]>((resolve) => waiting.set(again, resolve));
  const timer = setTimeout(() => waiting.get(again)?.([]), ANSWERS_WITHIN_MS);
  void navigator.serviceWorker.ready
    .then(({ active }) => active?.postMessage({ again, urls } satisfies AgainAsked))
    .catch(() => waiting.get(again)?.([]));
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
