import type { Looked } from '../../src/inference/decoders/looked.ts';
import { glowOf, peakOf } from '../../src/inference/heat.ts';
import { shareOf, type Wanted } from '../../src/inference/wanted.ts';
import type { ClassLabel } from '../../src/shared/card.ts';
import { unsureAbout } from '../../src/shared/levels.ts';

/** A logit, of the balanced model's map. */
const GLOWS = 1;

/**
 * Whether `locate` is worth its time where it cannot be spent on every picture: the first look is
 * unsure or sure, or something wanted glows somewhere in its map, even if the rest of the picture
 * outvotes it. Drawn things do not count for that: in a drawing all of them glow.
 *
 * With the balanced model that is 18 of 98 ordinary photographs, no ordinary drawn picture of 60,
 * and three quarters of those with a pattern in a quarter of them; by the scores alone it is one
 * quarter of those. The fast model's map is no activation, and its glow tells next to nothing.
 * @param first of the whole picture and of each tile
 */
export function worthSecondLook(
  first: readonly Looked[],
  wanted: readonly Wanted[],
  labels: readonly ClassLabel[],
): boolean {
  const unsure = wanted.some((one) =>
    first.some(({ classes }) => shareOf(classes, one) >= unsureAbout(one.threshold).from),
  );
  return unsure || glows(first, wanted, labels);
}

function glows(
  first: readonly Looked[],
  wanted: readonly Wanted[],
  labels: readonly ClassLabel[],
): boolean {
  const meant = wanted
    .filter(({ labels: together }) => together.some((label) => labels[label]?.nude))
    .flatMap(({ labels: together }) => together)
    .filter((label) => labels[label]?.category !== 'drawn');
  return first.some(({ map }) =>
    meant.some((label) => peakOf(glowOf(map, labels.length, label)) >= GLOWS),
  );
}
