import { tellLoads } from './tell-loads.ts';

/**
 * No ledger: a page's pictures pass through the engine on their way from the network. The frame's
 * script is told of them all the same: what brings one in without a trace in the tree, such as
 * `:has()` or an animation, is looked for when it has loaded.
 */
export const keepLedger = (): void => tellLoads(['image', 'imageset']);
