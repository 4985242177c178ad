import { type ModelCard, parseCard } from '../../shared/card.ts';
import { MODEL_CHOICES, NO_DETECTOR } from '../../shared/settings.ts';
import type { InstallFault } from './install-fault.ts';

/** Why the chosen files cannot be installed as they are. */
export type ChoiceFault =
  | Extract<InstallFault, { is: 'short' | 'long' | 'hash' | 'unreadable' }>
  | { is: 'no-model' }
  | { is: 'many' }
  /** In the words of the card's schema. */
  | { is: 'card'; words: string }
  | { is: 'reserved'; id: string };

export type FileChoice =
  | { is: 'model'; card: ModelCard; file: File }
  /** No card has this hash; it may be one of those that name none. */
  | { is: 'which'; cards: readonly ModelCard[]; file: File }
  | { is: 'refused'; fault: ChoiceFault };

/** A hundred times the longest card that comes with Figleaf: what is larger is no card, and is not read. */
export const MOST_CARD_BYTES = 256_000;

/**
 * @param files a model's file, or one and a card for it
 * @param known cards that come with the extension
 * @param taken ids that no card may have: those of models that come with it, too
 */
export async function chooseCard(
  files: readonly File[],
  known: readonly ModelCard[],
  taken: readonly string[],
  sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>,
): Promise<FileChoice> {
  const refused = (fault: ChoiceFault): FileChoice => ({ is: 'refused', fault });
  const models = files.filter(({ name }) => /\.onnx$/i.test(name));
  const cards = files.filter(({ name }) => /\.json$/i.test(name));
  const [file] = models;
  const [own] = cards;
  if (!file) return refused({ is: 'no-model' });
  if (models.length + cards.length !== files.length || models.length > 1 || cards.length > 1) {
    return refused({ is: 'many' });
  }
  try {
    if (own) return await withOwnCard(file, own, [...taken, ...known.map(({ id }) => id)]);
    const hash = await sha256(new Uint8Array(await file.arrayBuffer()));
    const card = known.find((one) => one.sha256 === hash);
    if (card) return { is: 'model', card, file };
  } catch (error) {
    console.info('figleaf: chosen files', error);
    return refused({ is: 'unreadable' });
  }
  const meant = known.find((one) => one.file === file.name && one.sha256 !== null);
  if (meant) return refused(difference(meant, file));
  return { is: 'which', cards: known.filter((one) => one.sha256 === null), file };
}

async function withOwnCard(file: File, own: File, taken: readonly string[]): Promise<FileChoice> {
  if (own.size > MOST_CARD_BYTES) return { is: 'refused', fault: { is: 'card', words: own.name } };
  const text = await own.text();
  let card: ModelCard;
  try {
    card = parseCard(JSON.parse(text));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { is: 'refused', fault: { is: 'card', words } };
  }
  const { id } = card;
  const reserved = [...MODEL_CHOICES, NO_DETECTOR, ...taken];
  // One that says it comes with the extension would be opened from there.
  if (card.bundled || reserved.includes(id)) {
    return { is: 'refused', fault: { is: 'reserved', id } };
  }
  return { is: 'model', card, file };
}

/** How a file differs from the one its name promises. */
function difference({ bytes }: ModelCard, { size }: File): ChoiceFault {
  if (bytes !== null && size < bytes) return { is: 'short', bytes: size, expected: bytes };
  if (bytes !== null && size > bytes) return { is: 'long', expected: bytes };
  return { is: 'hash' };
}
