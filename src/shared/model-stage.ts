import {
  CARD,
  dropModel,
  ignoreMissing,
  isStage,
  MODEL,
  modelsFolder,
  type StoredCard,
  stageOf,
  write,
} from './model-store.ts';

/** A file that can be moved, which browsers can do in their private file systems. */
interface Movable {
  move(to: FileSystemDirectoryHandle, name: string): Promise<void>;
}

export interface StageWriter {
  /** @throws DOMException QuotaExceededError on a full disk */
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Keeps what was written. */
  close(): Promise<void>;
  /** Forgets it. */
  abort(): Promise<void>;
}

/**
 * A model on its way in: its file, in a folder beside those of the installed ones. Nothing that is
 * installed is touched before `accept`, which moves and writes nothing new.
 */
export interface Stage {
  /** What `engine.checkModel` finds it by, once it is described. */
  readonly id: string;
  /** @returns its bytes so far; 0 where it has no file yet */
  size(): Promise<number>;
  /** @param keep how many of its bytes stay; what lies behind them goes */
  open(keep: number): Promise<StageWriter>;
  file(): Promise<Blob>;
  describe(card: StoredCard): Promise<void>;
  /** Makes it an installed model, in the place of any other of its id. */
  accept(): Promise<void>;
  remove(): Promise<void>;
}

/** @param id of the model */
export async function stageFor(id: string): Promise<Stage> {
  const models = await modelsFolder();
  const name = stageOf(id);
  const folder = () => models.getDirectoryHandle(name, { create: true });
  const file = async () => (await (await folder()).getFileHandle(MODEL)).getFile();
  const remove = () => models.removeEntry(name, { recursive: true }).catch(ignoreMissing);
  return {
    id: name,
    size: () =>
      file().then(
        ({ size }) => size,
        (error: unknown) => {
          ignoreMissing(error);
          return 0;
        },
      ),
    open: async (keep) => {
      const handle = await (await folder()).getFileHandle(MODEL, { create: true });
      const stream = await handle.createWritable({ keepExistingData: keep > 0 });
      if (keep > 0) {
        await stream.truncate(keep);
        await stream.seek(keep);
      }
      return {
        write: (chunk) => stream.write(chunk),
        close: () => stream.close(),
        abort: () => stream.abort(),
      };
    },
    file,
    describe: async (card) => write(await folder(), CARD, new Blob([JSON.stringify(card)])),
    accept: async () => {
      const from = await folder();
      const model = await from.getFileHandle(MODEL);
      const card = await from.getFileHandle(CARD);
      await dropModel(id);
      const to = await models.getDirectoryHandle(id, { create: true });
      await moved(model, to, MODEL);
      await moved(card, to, CARD);
      await remove();
    },
    remove,
  };
}

/** Removes what installations that were cut off left behind; for whoever holds the lock on them. */
export async function removeStages(): Promise<void> {
  const models = await modelsFolder();
  const left: string[] = [];
  for await (const [name, entry] of models.entries()) {
    if (entry.kind !== 'directory') continue;
    const folder = entry as FileSystemDirectoryHandle;
    if (isStage(name) || !(await hasCard(folder))) left.push(name);
  }
  for (const name of left) await models.removeEntry(name, { recursive: true }).catch(ignoreMissing);
}

const hasCard = (folder: FileSystemDirectoryHandle): Promise<boolean> =>
  folder.getFileHandle(CARD).then(
    () => true,
    (error: unknown) => {
      ignoreMissing(error);
      return false;
    },
  );

const moved = (file: FileSystemFileHandle, to: FileSystemDirectoryHandle, name: string) =>
  (file as unknown as Movable).move(to, name);
