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
}

const MOST_THREADS = 4;
/** Each holds the model, and onnxruntime's own memory. */
const MOST_WORKERS = 2;
/** Fewer cores have enough to do with one worker and the page, where a graphics card runs the model. */
const CORES_FOR_TWO_ON_GPU = 4;

/**
 * The model open in a worker of its own, and soon in several: each further one opens once the first one
 * stands, and takes its share from then on. On WASM, two workers with one thread each take half of the
 * processor time that one with two threads takes on a busy machine (docs/decisions/0006-two-cores.md),
 * and Firefox has no threads at all: they need shared memory, which it gives to no extension. On a
 * graphics card what takes the time is decoding, which each worker does on a core of its own.
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
  const cores = Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS);
  const useful = provider === 'wasm' || cores >= CORES_FOR_TWO_ON_GPU ? cores : 1;
  const workers = Math.min(useful, most);
  const asked = Math.max(1, Math.floor(cores / workers));
  if (workers === 1) return startOne(file, provider, asked, places, onGone);
  let team: WorkerTeam | null = null;
  let isGone = false;
  const joined = new Set<Host>();
  const gone = () => {
    // Told to end, each ends when its own work is done.
    if (isGone || team?.leaving) return;
    isGone = true;
    team?.end();
    if (team) onGone(team);
  };
  const first = await startOne(file, provider, asked, places, gone);
  if (isGone) throw new WorkerGone('died as soon as it was open');
  const others = Array.from({ length: workers - 1 }, async () => {
    // One that does not open is not missed.
    const died = (host: Host) => joined.has(host) && gone();
    const { host } = await startOne(file, provider, asked, places, died);
    joined.add(host);
    return host;
  });
  for (const other of others) {
    other.catch((error: unknown) => console.info(`figleaf: a worker less: ${error}`));
  }
  team = new WorkerTeam(first.host, others);
  return { host: team, provider, threads: first.threads * workers };
}

async function startOne(
  file: ModelFile,
  provider: Provider,
  threads: number,
  { worker, mjs, wasm }: WorkerPlaces,
  onGone: (host: Host) => void,
): Promise<Started> {
  const host = new WorkerHost(worker, () => onGone(host));
  try {
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
