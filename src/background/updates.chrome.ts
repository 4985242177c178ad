/** Nothing is left to do: what the old version covers in open pages stays, until the new one is there. */
export const updateAtRestart = (): void => undefined;
