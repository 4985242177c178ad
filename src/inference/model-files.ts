import { type MadeCard, parseMadeCard } from '../shared/card.ts';
import type { EngineFault } from '../shared/messages.ts';
import { sha256 } from './keys.ts';

export class EngineError extends Error {
  readonly fault: EngineFault;
  constructor(fault: EngineFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export interface ModelFile {
  card: MadeCard;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A bundled model, its file checked against its card.
 * @param base address of the folder that holds the models' folders, with a slash at its end
 * @throws EngineError `model-missing` or `model-damaged`
 */
export async function readModel(id: string, base: string): Promise<ModelFile> {
  const folder = `${base}${id}/`;
  let card: MadeCard;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    card = parseMadeCard(await (await fetch(`${folder}card.json`)).json());
    bytes = new Uint8Array(await (await fetch(folder + card.file)).arrayBuffer());
  } catch (error) {
    throw new EngineError('model-missing', `model ${id}: ${error}`);
  }
  if (bytes.length !== card.bytes || (await sha256(bytes)) !== card.sha256) {
    throw new EngineError('model-damaged', `model ${id} is not the file its card describes`);
  }
  return { card, bytes };
}
