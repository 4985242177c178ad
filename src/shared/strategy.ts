import { certaintyOf, evidenceOf, type Rule } from './evidence.ts';
import type { Judgement, Scores } from './policy.ts';
import type { SiteMode } from './sites.ts';

/**
 * Who looks at a picture:
 * `classifier`, `detector`: that one alone;
 * `cascade`: the classifier, and the detector where it is unsure or the parts are wanted;
 * `both`: both, and either covers.
 */
export const STRATEGIES = ['classifier', 'detector', 'cascade', 'both'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Whether the whole of a picture is masked, or the parts where they are known. */
export const MASKED = ['whole', 'boxes'] as const;
export type Masked = (typeof MASKED)[number];

export interface Looking extends Judgement {
  readonly strategy: Strategy;
  readonly rule: Rule;
  readonly masked: Masked;
}

export const needsClassifier = (strategy: Strategy): boolean => strategy !== 'detector';

/**
 * @param scores what the classifier said; null before it was asked, or when it is not
 * @returns whether the detector must look before there can be a verdict. In a cascade not before the
 *   classifier did, and then not at what it is sure to be clear.
 */
export function needsDetector(scores: Scores | null, settings: Looking, site: SiteMode): boolean {
  if (site === 'off') return false;
  switch (settings.strategy) {
    case 'classifier':
      return false;
    case 'detector':
    case 'both':
      return true;
    case 'cascade': {
      if (!scores) return false;
      const certainty = certaintyOf(evidenceOf(scores, settings, settings.rule, site));
      return certainty === 'unsure' || (certainty === 'sure' && settings.masked === 'boxes');
    }
  }
}
