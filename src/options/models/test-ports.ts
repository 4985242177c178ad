import { createHash } from 'node:crypto';
import type { Stage } from '../../shared/model-stage.ts';
import type { StoredCard } from '../../shared/model-store.ts';
import type { Ports } from './install.ts';
import { InstallError } from './install-fault.ts';

/** For tests: models kept in memory, on a disk that can be full. */
export class MemoryModels {
  readonly installed = new Map<string, { card: StoredCard; bytes: Uint8Array }>();
  readonly staged = new Map<string, { bytes: Uint8Array; card?: StoredCard }>();
  /** Bytes that still fit. */
  room = Number.POSITIVE_INFINITY;
  #busy = false;

  stage = async (id: string): Promise<Stage> => {
    const name = `${id}.staged`;
    const held = () => this.staged.get(name);
    return {
      id: name,
      size: async () => held()?.bytes.length ?? 0,
      open: async (keep) => {
        let bytes = held()?.bytes.slice(0, keep) ?? new Uint8Array();
        return {
          write: async (chunk) => {
            this.room -= chunk.length;
            if (this.room < 0) throw new DOMException('full', 'QuotaExceededError');
            bytes = Uint8Array.from([...bytes, ...chunk]);
          },
          close: async () => void this.staged.set(name, { bytes }),
          abort: async () => undefined,
        };
      },
      file: async () => new Blob([Uint8Array.from(held()?.bytes ?? [])]),
      describe: async (card) => {
        const now = held();
        if (!now) throw new Error('nothing is staged');
        this.staged.set(name, { ...now, card });
      },
      accept: async () => {
        const now = held();
        if (!now?.card) throw new Error('nothing is described');
        this.installed.set(id, { card: now.card, bytes: now.bytes });
        this.staged.delete(name);
      },
      remove: async () => void this.staged.delete(name),
    };
  };

  alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (this.#busy) throw new InstallError({ is: 'busy' });
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  };

  /** @param check what the engine says of a staged model */
  ports(fetch: typeof globalThis.fetch, check: Ports['check'] = async () => null): Ports {
    return {
      fetch,
      alone: this.alone,
      stageFor: this.stage,
      isInstalled: async (id) => this.installed.has(id),
      sha256: async (bytes) => sha256Of(bytes),
      check,
    };
  }
}

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Chunks, and then an end, or none. */
export function body(chunks: readonly Uint8Array[], end: 'whole' | 'cut' | 'silent' = 'whole') {
  const left = chunks.map((chunk) => Uint8Array.from(chunk));
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (end === 'cut') controller.error(new TypeError('network error'));
      else if (end === 'whole') controller.close();
    },
  });
}

/** An answer, from `url` after any redirects. */
export function answer(stream: BodyInit | null, init: ResponseInit = {}, url = WHERE): Response {
  return Object.defineProperty(new Response(stream, init), 'url', { value: url });
}

export const WHERE = 'https://models.example/file.onnx';
