import { type ModelFile, readBundled } from '../../src/inference/model-files.ts';
import { WorkerHost } from '../../src/inference/worker-host.ts';
import { ask } from '../../src/shared/ask.ts';
import type { EngineFacts, Tuning } from '../../src/shared/messages.ts';
import { stageFor } from '../../src/shared/model-stage.ts';
import type { StoredCard, StoredModel } from '../../src/shared/model-store.ts';
import type { Settings } from '../../src/shared/settings.ts';
// Only a type: it is made in Node.
import type { DetectorName } from '../detectors.ts';

/** Numbers of workers. A classifier takes all pictures in one run, a detector one after another. */
export interface Lookers {
  readonly classifier: number | null;
  readonly detector: number | null;
}

/**
 * A page inside the extension: same policy, same threads, same worker script. It runs the engine
 * bare (pixels ready) beside the real one, and asks the real one how it is.
 */
export interface EngineApi {
  /** Starts a worker with one model on WASM. @returns its number */
  open(model: string, threads: number): Promise<number>;
  /** The same with the random detector of the benchmark. */
  openDetector(threads: number): Promise<number>;
  /** Puts a detector of the benchmark where an installation puts it, and makes it the one in use. */
  installDetector(name: DetectorName): Promise<void>;
  close(worker: number): void;
  /** Median milliseconds of one run on `batch` pictures; the first run is not counted. */
  time(worker: number, batch: number, rounds: number): Promise<number>;
  /**
   * Median milliseconds of looking at the pictures, which come at once: decode, resize, model, reading.
   * Either worker may be missing; with both, each picture goes past the one and then the other.
   */
  look(by: Lookers, pictures: string[], rounds: number): Promise<number>;
  facts(): Promise<EngineFacts>;
  set(patch: Partial<Settings>): Promise<void>;
  tuning(): Promise<Tuning | null>;
  clearCache(): Promise<void>;
}

declare global {
  var engine: EngineApi;
}

const home = (file: string): string => chrome.runtime.getURL(file);
const workers: WorkerHost[] = [];

const at = (worker: number): WorkerHost => {
  const host = workers[worker];
  if (!host) throw new Error(`no worker ${worker}`);
  return host;
};

async function openWorker(file: ModelFile, threads: number): Promise<number> {
  const host = new WorkerHost(home('inference/worker.js'), (gone) => console.warn(gone));
  await host.open(file, 'wasm', threads, {
    mjs: home('ort/ort-wasm-simd-threaded.jspi.mjs'),
    wasm: home('ort/ort-wasm-simd-threaded.jspi.wasm'),
  });
  return workers.push(host) - 1;
}

async function readDetector(name: DetectorName): Promise<StoredModel> {
  const card: StoredCard = await (await fetch(home(`bench/${name}.json`))).json();
  const bytes = new Uint8Array(await (await fetch(home(`bench/${name}.onnx`))).arrayBuffer());
  return { card, bytes };
}

globalThis.engine = {
  async open(model, threads) {
    return openWorker(await readBundled(model, home('models/')), threads);
  },
  async openDetector(threads) {
    return openWorker(await readDetector('random'), threads);
  },
  async installDetector(name) {
    const { card, bytes } = await readDetector(name);
    const stage = await stageFor(card.id);
    const file = await stage.open(0);
    await file.write(bytes);
    await file.close();
    await stage.describe(card);
    await stage.accept();
    await ask('settings.set', { detector: card.id });
  },
  close: (worker) => at(worker).end(),
  time: (worker, batch, rounds) => at(worker).time(batch, rounds),
  async look({ classifier, detector }, pictures, rounds) {
    const held = await Promise.all(
      pictures.map(async (picture) => {
        const bytes = new Uint8Array(await (await fetch(picture)).arrayBuffer());
        return { as: 'bytes', bytes, moves: false } as const;
      }),
    );
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      const results: object[] = [];
      if (classifier !== null) results.push(...(await at(classifier).judge(held)).results);
      for (const each of detector === null ? [] : held) {
        results.push((await at(detector as number).detect(each)).result);
      }
      const failed = results.find((result) => 'why' in result);
      if (failed) throw new Error(JSON.stringify(failed));
      // The first run allocates.
      if (round > 0) times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  },
  facts: () => ask('engine.facts', null),
  async set(patch) {
    await ask('settings.set', patch);
  },
  async tuning() {
    const { tuning }: { tuning?: Tuning } = await chrome.storage.local.get('tuning');
    return tuning ?? null;
  },
  async clearCache() {
    await ask('engine.clearCache', null);
  },
};
