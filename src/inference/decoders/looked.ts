import type { ModelCard } from '../../shared/card.ts';
import type { LabelMap } from '../heat.ts';
import { decodeClasses } from './classes.ts';
import { BadAnswer, floatsOf, refuseNonFinite, type Tensor } from './tensor.ts';

/** What a classifier with a map says of one picture. */
export interface Looked {
  /** Probabilities in label order. */
  readonly classes: ArrayLike<number>;
  readonly map: LabelMap;
}

/**
 * @param count pictures in the batch
 * @throws BadAnswer for an answer that cannot be read; Error where the card names no map
 */
export function lookedFrom(
  card: ModelCard,
  outputs: ReadonlyMap<string, Tensor>,
  count: number,
): Looked[] {
  if (card.kind !== 'classes' || !card.outputs.map) throw new Error(`model ${card.id} has no map`);
  const labels = card.labels.length;
  const { data } = floatsOf(outputs, card.outputs.classes);
  const classes = decodeClasses(data, count, labels, card.outputs.answers);
  const map = floatsOf(outputs, card.outputs.map);
  const [batch, height = 0, width = 0, last] = map.dims;
  const length = height * width * labels;
  if (batch !== count || last !== labels || length === 0 || map.data.length !== count * length) {
    throw new BadAnswer(`[${map.dims.join(', ')}] is no map of ${labels} classes`);
  }
  refuseNonFinite(map.data, 'the class map');
  return classes.map((one, i) => ({
    classes: one,
    map: { data: map.data.subarray(i * length, (i + 1) * length), width, height },
  }));
}
