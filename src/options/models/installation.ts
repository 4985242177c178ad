import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { ModelCard } from '../../shared/card.ts';
import { removeStages } from '../../shared/model-stage.ts';
import type { StoredCard } from '../../shared/model-store.ts';
import { alone } from './alone.ts';
import { install, type Origin, type Step } from './install.ts';
import { InstallError, type InstallFault } from './install-fault.ts';
import { PORTS } from './ports.ts';
import { tellModelsChanged } from './use-installed.ts';

/** The installation under way in this window, or what came of the latest one. */
export type Installation =
  | { is: 'none' }
  | { is: 'running'; card: ModelCard; by: Origin['by']; step: Step; cancel: () => void }
  | { is: 'failed'; card: ModelCard; by: Origin['by']; fault: InstallFault }
  | { is: 'done'; card: StoredCard; by: Origin['by'] };

/** Its file system ends with it, and its engine looks for nothing there. */
export const isPrivate = (): boolean => browser.extension.inIncognitoContext === true;

let current: Installation = { is: 'none' };
const listeners = new Set<(now: Installation) => void>();

function become(next: Installation): void {
  current = next;
  for (const listener of listeners) listener(next);
}

export const forget = (): void => become({ is: 'none' });

/** Begins one, unless one is under way. Its outcome is told by `useInstallation`. */
export async function begin(card: ModelCard, from: Origin): Promise<void> {
  if (current.is === 'running') return;
  const stop = new AbortController();
  const { by } = from;
  const cancel = () => stop.abort();
  const onStep = (step: Step) => become({ is: 'running', card, by, step, cancel });
  onStep({ is: 'loading', done: 0, total: card.bytes });
  try {
    const whole = await install(card, from, PORTS, { signal: stop.signal, onStep });
    become({ is: 'done', card: whole, by });
  } catch (error) {
    if (stop.signal.aborted) return forget();
    const fault: InstallFault =
      error instanceof InstallError ? error.fault : { is: 'storage', words: String(error) };
    become({ is: 'failed', card, by, fault });
  }
  tellModelsChanged();
}

/** Clears away what windows that were closed on the way left behind. */
export function sweep(): void {
  alone(removeStages).catch((error: unknown) => {
    // Another window is at it; then it is no more than that window's own.
    if (!(error instanceof InstallError)) console.warn('figleaf: models left behind', error);
  });
}

/** One for all rows of the page: it may go on while it is not in sight. */
export function useInstallation(): Installation {
  const [now, setNow] = useState(current);
  useEffect(() => {
    listeners.add(setNow);
    setNow(current);
    return () => void listeners.delete(setNow);
  }, []);
  return now;
}
