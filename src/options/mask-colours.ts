import type { Settings } from '../shared/settings.ts';

/** The colours of solid covers for the swatches; a test holds them to src/content/cover.css. */
export const COLOURS: Readonly<Record<Settings['maskColour'], string>> = {
  grey: '#8a8f89',
  black: '#000',
  white: '#fff',
  sand: '#d8cbb3',
  sage: '#9db29a',
  slate: '#56616d',
};
