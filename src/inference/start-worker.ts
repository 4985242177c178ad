import type { Provider } from '../shared/messages.ts';
import type { EnginePlaces } from './engine.ts';
import { EngineError, type ModelFile } from './model-files.ts';
import { type Host, WorkerGone, WorkerHost } from './worker-host.ts';
import { WorkerTeam } from './worker-team.ts';

export interface WorkerPlaces extends EnginePlaces {
  /** The worker's script. */
  worker: string;
}

export interface Started {
  host: Host;
  provider: Provider;
  /** Cores that one picture, or several at once, can use. */
  threads: number;
  /** Orders that are worked on at the same time. */
  workers: number;
}

const MOST_THREADS = 4;
/** Each holds the model, and onnxruntime's own memory. */
const MOST_WORKERS = 2;

/**
 * The model open in a worker of its own, or in several: where there are no threads (they need shared
 * memory, which Firefox gives to no extension), more workers are the way to more cores.
 * @param onGone a worker died; not called for what is ended on purpose before it opened
 * @param most workers, however many cores there are
 * @throws EngineError when the provider or the model is refused; WorkerGone
 */
export async function startWorker(
  file: ModelFile,
  provider: Provider,
  places: WorkerPlaces,
  onGone: (host: Host) => void,
  most = MOST_WORKERS,
): Promise<Started> {
  const cores = navigator.hardwareConcurrency || 1;
  const threaded = provider === 'webgpu' || typeof SharedArrayBuffer !== 'undefined';
  if (threaded || cores === 1 || most === 1) return startOne(file, provider, places, onGone);
  const count = Math.min(cores, most);
  let team: WorkerTeam | null = null;
  let isGone = false;
  const gone = () => {
    if (isGone) return;
    isGone = true;
    team?.end();
    if (team) onGone(team);
  };
  const starting = Array.from({ length: count }, () => startOne(file, provider, places, gone));
  const started = await Promise.allSettled(starting);
  const members = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = started.find((one) => one.status === 'rejected');
  if (refused || isGone) {
    for (const { host } of members) host.end();
    throw refused?.reason ?? new WorkerGone('died while another one opened');
  }
  team = new WorkerTeam(members.map(({ host }) => host));
  return { host: team, provider, threads: count, workers: count };
}

async function startOne(
  file: ModelFile,
  provider: Provider,
  { worker, mjs, wasm }: WorkerPlaces,
  onGone: (host: Host) => void,
): Promise<Started> {
  const host = new WorkerHost(worker, () => onGone(host));
  try {
    const threads = Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS);
    const opened = await host.open(file, provider, threads, { mjs, wasm });
    return { host, provider: opened.provider, threads: opened.threads, workers: 1 };
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
