import { readBundled } from '../../src/inference/model-files.ts';
import { WorkerHost } from '../../src/inference/worker-host.ts';
import { ask } from '../../src/shared/ask.ts';
import type { EngineFacts, Tuning } from '../../src/shared/messages.ts';
import type { Settings } from '../../src/shared/settings.ts';

/**
 * A page inside the extension: same policy, same threads, same worker script. It runs the engine
 * bare (pixels ready) beside the real one, and asks the real one how it is.
 */
export interface EngineApi {
  /** Starts a worker with one model on WASM. @returns its number */
  open(model: string, threads: number): Promise<number>;
  close(worker: number): void;
  /** Median milliseconds of one run on `batch` pictures; the first run is not counted. */
  time(worker: number, batch: number, rounds: number): Promise<number>;
  facts(): Promise<EngineFacts>;
  choose(model: Settings['model']): Promise<void>;
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

globalThis.engine = {
  async open(model, threads) {
    const file = await readBundled(model, home('models/'));
    const host = new WorkerHost(home('inference/worker.js'), (gone) => console.warn(gone));
    await host.open(file, 'wasm', threads, {
      mjs: home('ort/ort-wasm-simd-threaded.jspi.mjs'),
      wasm: home('ort/ort-wasm-simd-threaded.jspi.wasm'),
    });
    return workers.push(host) - 1;
  },
  close: (worker) => at(worker).end(),
  time: (worker, batch, rounds) => at(worker).time(batch, rounds),
  facts: () => ask('engine.facts', null),
  async choose(model) {
    await ask('settings.set', { model });
  },
  async tuning() {
    const { tuning }: { tuning?: Tuning } = await chrome.storage.local.get('tuning');
    return tuning ?? null;
  },
  async clearCache() {
    await ask('engine.clearCache', null);
  },
};
