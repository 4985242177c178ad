import type { Looking } from './strategy.ts';

/**
 * The rule of the first NudeNet for using its detector as a classifier: a picture is unsafe if it
 * holds exposed buttocks, exposed genitalia of either sex, or an exposed female breast. On its
 * author's test set that beat the classifier. Which labels those are, each card says (`unsafe`);
 * how sure the detector must be, the sensitivity of `nudity`. Of a classifier's scores the same
 * rule is the nude / safe fold.
 */
export const ORIGIN = {
  strategy: 'detector',
  rule: 'origin',
  masked: 'whole',
} as const satisfies Omit<Looking, 'sensitivity'>;
