import { PIN_LAYER } from '../shared/css-pin.ts';

/**
 * Firefox 153 does not turn the order of layers round for what is important in the user's origin, as
 * the standard has it and as it does itself in the page's: what lies in no layer wins there. So the
 * rules are there twice, and hold either way.
 */
export const pinSheet = (rules: readonly string[]): string => {
  const all = rules.join('\n');
  return `@layer ${PIN_LAYER}{${all}}\n${all}`;
};
