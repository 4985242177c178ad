import type { Settings } from '../shared/settings.ts';

/** Nothing of what a page has in its memory was replaced on its way there. */
export const forgetPictures = (_?: Partial<Settings>): Promise<void> => Promise.resolve();

export const listenForForgetting = (): void => undefined;
