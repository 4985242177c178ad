import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { ModelCard } from '../../shared/card.ts';
import { KNOWN_CARDS, parseKnownCards } from '../../shared/known-cards.ts';

/** Read from the extension itself, once. */
let reading: Promise<readonly ModelCard[]> | null = null;

export const knownCards = (): Promise<readonly ModelCard[]> => {
  reading ??= fetch(browser.runtime.getURL(KNOWN_CARDS))
    .then((response) => response.json())
    .then(parseKnownCards);
  return reading;
};

/** @returns the cards of models that can be installed; null until they are read */
export function useKnownCards(): readonly ModelCard[] | null {
  const [cards, setCards] = useState<readonly ModelCard[] | null>(null);
  useEffect(() => {
    knownCards().then(setCards, (error: unknown) => {
      // The extension's own file: without it there is nothing to offer.
      console.error('figleaf: known models', error);
      setCards([]);
    });
  }, []);
  return cards;
}
