import { PIN_LAYER } from '../shared/css-pin.ts';

/** @returns the style sheet for the user's origin in which these rules outrank the cover's */
export const pinSheet = (rules: readonly string[]): string =>
  `@layer ${PIN_LAYER}{${rules.join('\n')}}`;
