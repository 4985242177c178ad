import type { Provider } from '../shared/messages.ts';
import type { EnginePlaces } from './engine.ts';
import { EngineError, type ModelFile } from './model-files.ts';
import { WorkerHost } from './worker-host.ts';

export interface WorkerPlaces extends EnginePlaces {
  /** The worker's script. */
  worker: string;
}

export interface Started {
  host: WorkerHost;
  provider: Provider;
  threads: number;
}

/**
 * A worker of its own with the model open in it.
 * @param onGone the worker died; not called for one that is ended on purpose before it opened
 * @throws EngineError when the provider or the model is refused; WorkerGone
 */
export async function startWorker(
  file: ModelFile,
  provider: Provider,
  { worker, mjs, wasm }: WorkerPlaces,
  onGone: (host: WorkerHost) => void,
): Promise<Started> {
  const host = new WorkerHost(worker, () => onGone(host));
  try {
    const threads = Math.min(navigator.hardwareConcurrency || 1, 4);
    const opened = await host.open(file, provider, threads, { mjs, wasm });
    return { host, provider: opened.provider, threads: opened.threads };
  } catch (error) {
    host.end();
    throw error;
  }
}

/**
 * Tries the providers there may be, the fastest first.
 * @throws what the last one failed with; EngineError at once where the model's file is at fault
 */
export async function onFirstProvider<T>(
  providers: readonly Provider[],
  open: (provider: Provider) => Promise<T>,
): Promise<T> {
  let fault: unknown;
  for (const provider of providers) {
    if (provider === 'webgpu' && !('gpu' in navigator)) continue;
    try {
      return await open(provider);
    } catch (error) {
      // The file is as bad on every provider.
      if (error instanceof EngineError && /^model-/.test(error.fault)) throw error;
      fault = error;
      console.info(`figleaf: not on ${provider}: ${error}`);
    }
  }
  throw fault;
}
