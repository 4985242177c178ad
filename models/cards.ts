import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMadeCard, type MadeCard, type ModelCard, parseCard } from '../src/shared/card.ts';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

export interface CardFile<Card extends ModelCard = MadeCard> {
  card: Card;
  cardPath: string;
  /** Where `npm run models` writes the model; may not exist yet. */
  modelPath: string;
}

/**
 * @param cardPath a `card.json`
 * @throws Error that names the file and the fields at fault
 */
export function readCard(cardPath: string): CardFile<ModelCard> {
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

/** @throws Error as `readCard`, or when the project does not make the model */
export function readMadeCard(cardPath: string): CardFile {
  const file = readCard(cardPath);
  if (!isMade(file)) throw new Error(`${cardPath}: not a model that the project makes`);
  return file;
}

/** Every card of the project, by id. @throws Error on a bad card */
export function allCards(): CardFile<ModelCard>[] {
  const folder = join(projectFolder, 'models');
  return readdirSync(folder)
    .sort()
    .map((entry) => join(folder, entry, 'card.json'))
    .filter((path) => existsSync(path))
    .map(readCard);
}

/** Every model that the project makes from a package, by id. @throws Error on a bad card */
export const madeCards = (): CardFile[] => allCards().filter(isMade);

/** Every model that ships with the extension, by id. @throws Error on a bad card */
export const bundledCards = (): CardFile[] => madeCards().filter(({ card }) => card.bundled);

const isMade = (file: CardFile<ModelCard>): file is CardFile => isMadeCard(file.card);
