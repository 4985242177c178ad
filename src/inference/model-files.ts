import { type CardOf, type ModelCard, parseMadeCard } from '../shared/card.ts';
import type { EngineFault } from '../shared/messages.ts';
import { type StoredCard, storedModel } from '../shared/model-store.ts';
import { sha256 } from '../shared/sha256.ts';
import type { BoxCard } from './decoders/index.ts';

/** A model cannot be opened, and `fault` says why in what a person can be told. */
export class EngineError extends Error {
  readonly fault: EngineFault;
  constructor(fault: EngineFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** What a card says of its file is known of every file that the engine opens. */
type Whole<Card extends ModelCard> = Card & Pick<StoredCard, 'bytes' | 'sha256'>;
export type ClassifierCard = Whole<CardOf<'classes'>>;
export type DetectorCard = Whole<BoxCard>;

export interface ModelFile<Card extends ModelCard = ModelCard> {
  card: Whole<Card>;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A bundled model, its file checked against its card.
 * @param base address of the folder that holds the models' folders, with a slash at its end
 * @throws EngineError `model-missing` or `model-damaged`
 */
export async function readBundled(id: string, base: string): Promise<ModelFile<ClassifierCard>> {
  const folder = `${base}${id}/`;
  let file: ModelFile<ClassifierCard>;
  try {
    const card = parseMadeCard(await (await fetch(`${folder}card.json`)).json());
    file = { card, bytes: new Uint8Array(await (await fetch(folder + card.file)).arrayBuffer()) };
  } catch (error) {
    throw new EngineError('model-missing', `model ${id}: ${error}`);
  }
  return checked(id, file);
}

/**
 * A model that the person installed, likewise.
 * @throws EngineError `model-missing` or `model-damaged`
 */
export async function readInstalled(id: string): Promise<ModelFile> {
  let file: ModelFile | null;
  try {
    file = await storedModel(id);
  } catch (error) {
    throw new EngineError('model-damaged', `model ${id}: ${error}`);
  }
  if (!file) throw new EngineError('model-missing', `no model ${id} is installed`);
  return checked(id, file);
}

export const isClassifier = (file: ModelFile): file is ModelFile<ClassifierCard> =>
  file.card.kind === 'classes';
export const isDetector = (file: ModelFile): file is ModelFile<DetectorCard> =>
  file.card.kind !== 'classes';

async function checked<File extends ModelFile>(id: string, file: File): Promise<File> {
  const { card, bytes } = file;
  if (bytes.length !== card.bytes || (await sha256(bytes)) !== card.sha256) {
    throw new EngineError('model-damaged', `model ${id} is not the file its card describes`);
  }
  return file;
}
