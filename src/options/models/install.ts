import type { ModelCard } from '../../shared/card.ts';
import type { Stage } from '../../shared/model-stage.ts';
import type { StoredCard } from '../../shared/model-store.ts';
import { download, MOST_MODEL_BYTES } from './download.ts';
import { type GoOn, InstallError, isFull } from './install-fault.ts';
import { faultInOnnx } from './onnx-look.ts';

/** What an installation does to the world. */
export interface Ports {
  fetch: typeof fetch;
  /** Does it while no other window installs or removes a model. @throws InstallError `busy` */
  alone<T>(work: () => Promise<T>): Promise<T>;
  stageFor(id: string): Promise<Stage>;
  isInstalled(id: string): Promise<boolean>;
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Has the engine open what is staged. @throws Error in the engine's words */
  check(stageId: string): Promise<unknown>;
}

export type Step =
  | { is: 'loading'; done: number; total: number | null }
  /** Hash, contents, and a trial in the engine. */
  | { is: 'checking' };

export interface Watch {
  signal: AbortSignal;
  onStep: (step: Step) => void;
}

/** Where the model's file comes from. */
export type Origin = { by: 'web'; url: string; go: GoOn | null } | { by: 'file'; file: Blob };

/**
 * Installs a model: into a stage, checked there, and moved last. Whatever fails, what is installed
 * stays as it is, and nothing is left behind but what a cut connection can go on from.
 * @param card its `sha256` may be null for a file that a person chose a card for, and only then
 * @returns the card as it is kept
 * @throws InstallError; DOMException AbortError when it was cancelled
 */
export function install(
  card: ModelCard,
  from: Origin,
  ports: Ports,
  watch: Watch,
): Promise<StoredCard> {
  return ports.alone(async () => {
    const stage = await ports.stageFor(card.id).catch((error) => {
      throw faultOf(error);
    });
    try {
      if (await ports.isInstalled(card.id)) throw new InstallError({ is: 'taken' });
      await bring(stage, card, from, ports, watch);
      watch.onStep({ is: 'checking' });
      const whole = await checked(stage, card, ports);
      await stage.describe(whole);
      await tried(stage, ports);
      watch.signal.throwIfAborted();
      await stage.accept();
      return whole;
    } catch (error) {
      const fault = faultOf(error);
      if (!(fault instanceof InstallError && fault.fault.is === 'cut')) {
        await stage.remove().catch((left) => console.warn('figleaf: left behind', left));
      }
      throw fault;
    }
  });
}

async function bring(
  stage: Stage,
  card: ModelCard,
  from: Origin,
  { fetch }: Ports,
  { signal, onStep }: Watch,
): Promise<void> {
  const onBytes = (done: number, total: number | null) => onStep({ is: 'loading', done, total });
  if (from.by === 'web') {
    const source = { url: from.url, bytes: card.bytes };
    return download(stage, source, { fetch, signal, onBytes, go: from.go });
  }
  const { size } = from.file;
  if (size > MOST_MODEL_BYTES) throw new InstallError({ is: 'long', expected: MOST_MODEL_BYTES });
  const writer = await stage.open(0);
  try {
    let done = 0;
    onBytes(done, size);
    const reader = from.file.stream().getReader();
    for (;;) {
      const { value } = await read(reader);
      if (!value) break;
      signal.throwIfAborted();
      await writer.write(value);
      done += value.length;
      onBytes(done, size);
    }
  } catch (error) {
    // Why is known; that it cannot be taken back either is no news.
    await writer.abort().catch(() => undefined);
    throw error;
  }
  await writer.close();
}

/** The file on the disk may have changed or gone since it was chosen. */
const read = (reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) =>
  reader.read().catch(() => {
    throw new InstallError({ is: 'unreadable' });
  });

/** @returns the card with what its file turned out to be */
async function checked(stage: Stage, card: ModelCard, { sha256 }: Ports): Promise<StoredCard> {
  const file = await stage.file();
  const { size } = file;
  if (card.bytes !== null && size < card.bytes) {
    throw new InstallError({ is: 'short', bytes: size, expected: card.bytes });
  }
  if (card.bytes !== null && size > card.bytes) {
    throw new InstallError({ is: 'long', expected: card.bytes });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = await sha256(bytes);
  if (card.sha256 !== null && hash !== card.sha256) throw new InstallError({ is: 'hash' });
  const fault = faultInOnnx(bytes);
  if (fault) throw new InstallError(fault);
  return withFile(card, size, hash);
}

/** A card must say why something is unknown, and must not once nothing is. */
function withFile(card: ModelCard, bytes: number, sha256: string): StoredCard {
  const { unknown, ...known } = { unknown: undefined, ...card, bytes, sha256 };
  const gaps = 'url' in known.source && known.source.url === null;
  return { ...known, ...(gaps && unknown ? { unknown } : {}) } as StoredCard;
}

async function tried(stage: Stage, { check }: Ports): Promise<void> {
  try {
    await check(stage.id);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new InstallError({ is: 'mismatch', words });
  }
}

function faultOf(error: unknown): unknown {
  if (error instanceof InstallError) return error;
  if (isFull(error)) return new InstallError({ is: 'full' });
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  console.error('figleaf: installing', error);
  return new InstallError({ is: 'storage', words: String(error) });
}
