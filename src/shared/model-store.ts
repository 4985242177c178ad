import { type ModelCard, parseCard } from './card.ts';

/**
 * The models a person installed, in the origin's private file system: `models/<id>/card.json`
 * beside `models/<id>/model.onnx`. Pages of ours write them, the engine reads them. The card is
 * written last and removed first, so that a model whose card is there is all there. A private
 * window has a file system of its own, in which nothing is installed.
 */

/** What a card says of its file, or once it is installed, what the file turned out to be. */
export type StoredCard = ModelCard & { readonly bytes: number; readonly sha256: string };

export interface StoredModel {
  readonly card: StoredCard;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The channel on which those who change them tell all of ours, themselves too, that they did. */
export const MODELS_CHANGED = 'figleaf-models';

const FOLDER = 'models';
export const CARD = 'card.json';
export const MODEL = 'model.onnx';

/**
 * The folder of a model that is being installed (model-stage.ts). No card's id has a dot, so it is
 * never taken for an installed one.
 */
export const stageOf = (id: string): string => `${id}.staged`;
export const isStage = (folder: string): boolean => folder.endsWith('.staged');

/** @returns the cards of all installed models whose files are whole, by name */
export async function storedModels(): Promise<StoredCard[]> {
  const folder = await modelsFolder();
  const cards: StoredCard[] = [];
  for await (const [id, entry] of folder.entries()) {
    if (entry.kind !== 'directory' || isStage(id)) continue;
    const card = await cardIn(entry as FileSystemDirectoryHandle).catch((error: unknown) => {
      console.warn(`figleaf: installed model ${id}`, error);
      return null;
    });
    if (card?.id === id) cards.push(card);
  }
  return cards.sort((a, b) => a.name.localeCompare(b.name));
}

/** @returns null when there is none of that id. @throws Error when its files cannot be read */
export async function storedModel(id: string): Promise<StoredModel | null> {
  try {
    const folder = await (await modelsFolder()).getDirectoryHandle(id);
    const card = await cardIn(folder);
    const file = await (await folder.getFileHandle(MODEL)).getFile();
    return { card, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Removes a model; one that is not there is removed already. */
export async function dropModel(id: string): Promise<void> {
  const models = await modelsFolder();
  try {
    const folder = await models.getDirectoryHandle(id);
    await folder.removeEntry(CARD).catch(ignoreMissing);
    await models.removeEntry(id, { recursive: true });
  } catch (error) {
    ignoreMissing(error);
  }
}

/** Made where it is not there yet: a folder for each installed model, and for each stage. */
export async function modelsFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

async function cardIn(folder: FileSystemDirectoryHandle): Promise<StoredCard> {
  const file = await (await folder.getFileHandle(CARD)).getFile();
  const card = parseCard(JSON.parse(await file.text()));
  const { bytes, sha256 } = card;
  if (bytes === null || sha256 === null) throw new Error(`card of ${card.id} names no file`);
  return { ...card, bytes, sha256 } as StoredCard;
}

/** Writes a file whole, in the place of one of that name. @throws DOMException where there is no room */
export async function write(
  folder: FileSystemDirectoryHandle,
  name: string,
  data: Blob,
): Promise<void> {
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await data.stream().pipeTo(stream);
}

/** @throws whatever it is but the file system's word that something is not there */
export function ignoreMissing(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
}
