import { type ModelCard, parseCard } from './card.ts';

/** Where the built extension keeps the cards of models that can be installed. */
export const KNOWN_CARDS = 'models/cards.json';

/**
 * @param value parsed JSON of that file
 * @throws Error on a bad card: the build checks them all
 */
export function parseKnownCards(value: unknown): readonly ModelCard[] {
  if (!Array.isArray(value)) throw new Error(`${KNOWN_CARDS} is no list`);
  return value.map(parseCard);
}
