import type { Stage } from '../../shared/model-stage.ts';
import { isSecure } from '../../shared/secure-address.ts';
import { type GoOn, InstallError, isFull } from './install-fault.ts';

/** @param total null where neither card nor server says */
export type OnBytes = (done: number, total: number | null) => void;

export interface Source {
  url: string;
  /** As its card says; null where that is unknown. */
  bytes: number | null;
}

interface Manner {
  fetch: typeof fetch;
  signal: AbortSignal;
  onBytes: OnBytes;
  /** Of an earlier try that was cut off. */
  go: GoOn | null;
}

/** No model for pictures on a page is larger; a server must not fill the disk. */
export const MOST_MODEL_BYTES = 1_000_000_000;
/** Without a byte for so long, the connection counts as cut. */
const STALLED_MS = 60_000;
const PARTIAL = 206;
const NOT_THERE = 416;

/**
 * Loads a model's file into its stage, as it comes. After an earlier try that was cut off, only the
 * rest, if the server still has the same file and gives parts of it.
 * @throws InstallError; what was loaded before `cut` stays in the stage
 * @throws DOMException AbortError
 */
export async function download(stage: Stage, source: Source, manner: Manner): Promise<void> {
  manner.signal.throwIfAborted();
  const here = manner.go ? await stage.size() : 0;
  const headers = here > 0 && manner.go ? rest(here, manner.go) : {};
  // Let go of by a stall as well as by the person.
  const stalled = new AbortController();
  const signal = AbortSignal.any([manner.signal, stalled.signal]);
  const response = await answered(source.url, { ...manner, signal }, headers);
  if (!isSecure(response.url)) throw new InstallError({ is: 'insecure' });
  if (manner.go && misses(response, here)) return download(stage, source, { ...manner, go: null });
  if (!response.ok || !response.body) {
    throw new InstallError({ is: 'status', status: response.status });
  }
  const from = response.status === PARTIAL ? here : 0;
  const total = source.bytes ?? lengthOf(response, from);
  const tag = strongTag(response);
  const writer = await stored(() => stage.open(from));
  const reader = response.body.getReader();
  let done = from;
  try {
    manner.onBytes(done, total);
    for (;;) {
      const chunk = await next(reader, stalled);
      if (!chunk) break;
      if (chunk === 'cut') {
        manner.signal.throwIfAborted();
        throw new InstallError({ is: 'cut', done, total, go: tag && done > 0 ? { tag } : null });
      }
      done += chunk.length;
      const most = source.bytes ?? MOST_MODEL_BYTES;
      if (done > most) throw new InstallError({ is: 'long', expected: most });
      await stored(() => writer.write(chunk));
      manner.onBytes(done, total);
    }
  } catch (error) {
    if (error instanceof InstallError && error.fault.is === 'cut') {
      await stored(() => writer.close());
    } else {
      // Why is known; that it cannot be taken back either is no news.
      await writer.abort().catch(() => undefined);
      await reader.cancel().catch(() => undefined);
    }
    throw error;
  }
  await stored(() => writer.close());
}

async function answered(
  url: string,
  { fetch, signal }: Pick<Manner, 'fetch' | 'signal'>,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await fetch(url, {
      headers,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    signal.throwIfAborted();
    console.info('figleaf: model', error);
    throw new InstallError({ is: 'unreachable' });
  }
}

/** @returns the next bytes, null after the last, `cut` where they do not come */
async function next(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  stalled: AbortController,
): Promise<Uint8Array<ArrayBuffer> | null | 'cut'> {
  const timer = setTimeout(() => stalled.abort(), STALLED_MS);
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch (error) {
    console.info('figleaf: model', error);
    return 'cut';
  } finally {
    clearTimeout(timer);
  }
}

async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isFull(error)) throw new InstallError({ is: 'full' });
    throw new InstallError({ is: 'storage', words: String(error) });
  }
}

const rest = (from: number, { tag }: GoOn) => ({ range: `bytes=${from}-`, 'if-range': tag });

/** The server has no such part, or sends another. */
const misses = ({ status, headers }: Response, from: number): boolean =>
  status === NOT_THERE ||
  (status === PARTIAL && !headers.get('content-range')?.startsWith(`bytes ${from}-`));

/** A weak one promises less than the same bytes. */
function strongTag({ headers }: Response): string | null {
  const tag = headers.get('etag');
  return tag && !tag.startsWith('W/') && headers.get('accept-ranges') === 'bytes' ? tag : null;
}

/** What is written is longer than what is sent, where that is compressed. */
function lengthOf({ headers }: Response, from: number): number | null {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  return headers.has('content-encoding') || !(length >= 0) ? null : from + length;
}
