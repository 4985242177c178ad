import { readInstalled } from './model-files.ts';
import { startWorker, type WorkerPlaces } from './start-worker.ts';

/**
 * Opens an installed model in a worker of its own, runs it once on a plain picture, and ends it.
 * @throws Error in the words of whoever refused it
 */
export async function checkModel(id: string, places: WorkerPlaces): Promise<null> {
  const file = await readInstalled(id);
  const { host } = await startWorker(file, 'wasm', places, () => undefined, 1);
  host.end();
  return null;
}
