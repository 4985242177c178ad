import { hostEngine } from '../inference/host-engine.ts';

/** Firefox's background is a document itself, and may start workers: the engine lives in it. */
export const hostEngineHere = hostEngine;

/** Whoever could ask has woken it. */
export const ensureEngine = (): Promise<void> => Promise.resolve();

export const engineExists = (): Promise<boolean> => Promise.resolve(true);
