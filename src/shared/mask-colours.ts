import type { Settings } from './settings.ts';

/** The colours of plain covers, for what is not drawn by cover.css; a test holds them to it. */
export const COLOURS: Readonly<Record<Settings['maskColour'], string>> = {
  grey: '#8a8f89',
  black: '#000',
  white: '#fff',
  sand: '#d8cbb3',
  sage: '#9db29a',
  slate: '#56616d',
};
