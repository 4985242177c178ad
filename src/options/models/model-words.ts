import type { ModelCard } from '../../shared/card.ts';
import { bytes } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';

/** @returns what a person should know of a model, in a line */
export function factsOf({ kind, licence, source, bytes: size }: ModelCard): string {
  const what = t(kind === 'classes' ? 'model_is_classifier' : 'model_is_detector');
  const from = 'url' in source && source.url ? new URL(source.url).hostname : null;
  return [what, licence.spdx, size === null ? null : bytes(size), from]
    .filter((fact) => fact !== null)
    .join(' · ');
}
