import { useEffect, useState } from 'preact/hooks';
import { MODELS_CHANGED, type StoredCard, storedModels } from '../../shared/model-store.ts';

/** Has every open list of installed models read anew, and the engine look for what it missed. */
export function tellModelsChanged(): void {
  const channel = new BroadcastChannel(MODELS_CHANGED);
  channel.postMessage(null);
  channel.close();
}

/** @returns the cards of all installed models, kept up to date; null until they are read */
export function useInstalled(): readonly StoredCard[] | null {
  const [cards, setCards] = useState<readonly StoredCard[] | null>(null);
  useEffect(() => {
    let over = false;
    const read = () =>
      storedModels().then(
        (now) => void (over || setCards(now)),
        (error: unknown) => {
          // With none shown as installed, whatever is chosen is said to be missing.
          console.error('figleaf: installed models', error);
          if (!over) setCards([]);
        },
      );
    const channel = new BroadcastChannel(MODELS_CHANGED);
    channel.addEventListener('message', read);
    read();
    return () => {
      over = true;
      channel.close();
    };
  }, []);
  return cards;
}
