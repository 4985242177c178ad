import { tellLoads } from './tell-loads.ts';

/**
 * A ledger of what loaded: Chromium reports every image each frame receives. The frame's script has
 * judged what no surface asks about, and covers the frame for what no surface claims.
 */
export const keepLedger = (): void => tellLoads(['image']);
