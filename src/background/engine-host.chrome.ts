import { ENGINE_PAGE } from '../shared/answer.ts';

/** Chrome runs the engine in an offscreen document; there is at most one. */
let creating: Promise<void> | null = null;

/** Resolves when the engine's document exists; it takes connections from then on. */
export async function ensureEngine(): Promise<void> {
  const exists = await chrome.offscreen.hasDocument();
  // One that is still being made exists already, and hears nothing yet.
  if (exists && !creating) return;
  creating ??= chrome.offscreen
    .createDocument({
      url: ENGINE_PAGE,
      reasons: [chrome.offscreen.Reason.WORKERS],
      justification: 'Looks at pictures with a model, in a worker, on this machine.',
    })
    .finally(() => {
      creating = null;
    });
  await creating;
}

export const engineExists = (): Promise<boolean> => chrome.offscreen.hasDocument();

/** The engine has a document of its own. */
export const hostEngineHere = (): void => undefined;
