import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModelCard, parseCard } from '../src/shared/card.ts';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

export interface CardFile {
  card: ModelCard;
  cardPath: string;
  /** Where `npm run models` writes the model; may not exist yet. */
  modelPath: string;
}

/**
 * @param cardPath a `card.json`
 * @throws Error that names the file and the fields at fault
 */
export function readCard(cardPath: string): CardFile {
  try {
    const card = parseCard(JSON.parse(readFileSync(cardPath, 'utf8')));
    return {
      card,
      cardPath,
      modelPath: join(projectFolder, '.cache', 'models', card.id, card.file),
    };
  } catch (cause) {
    throw new Error(`${cardPath}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Every bundled model of the project, by id. @throws Error on a bad card */
export function bundledCards(): CardFile[] {
  const folder = join(projectFolder, 'models');
  return readdirSync(folder)
    .sort()
    .map((entry) => join(folder, entry, 'card.json'))
    .filter((path) => existsSync(path))
    .map(readCard)
    .filter(({ card }) => card.bundled);
}
