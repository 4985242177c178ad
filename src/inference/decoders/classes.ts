import { BadAnswer } from './tensor.ts';

/** How far probabilities may be from adding up to 1; half-precision GPUs round. */
const SUM_TOLERANCE = 0.02;

/**
 * @param logits of one picture, any finite numbers
 * @returns as many probabilities, 0–1, that add up to 1
 * @throws BadAnswer when one is not finite
 */
export function softmax(logits: ArrayLike<number>): Float32Array {
  const out = Float32Array.from(logits);
  if (!out.every(Number.isFinite)) throw new BadAnswer('logits that are not finite');
  const most = out.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < out.length; i++) {
    const power = Math.exp((out[i] as number) - most);
    out[i] = power;
    sum += power;
  }
  return out.map((power) => power / sum);
}

/**
 * @param data class scores of a batch, [count, labels]
 * @param answers whether they are probabilities already, as the card says
 * @returns probabilities, 0–1, one array of `labels` for each picture
 * @throws BadAnswer for a wrong length, and for what is no distribution: zeros, as a dying GPU
 *   answers, must not pass for "clear"
 */
export function decodeClasses(
  data: Float32Array,
  count: number,
  labels: number,
  answers: 'probabilities' | 'logits',
): Float32Array[] {
  if (data.length !== count * labels) {
    throw new BadAnswer(`${data.length} class scores for ${count} × ${labels}`);
  }
  return Array.from({ length: count }, (_, i) => {
    const scores = data.slice(i * labels, (i + 1) * labels);
    return answers === 'logits' ? softmax(scores) : distribution(scores);
  });
}

function distribution(scores: Float32Array): Float32Array {
  let sum = 0;
  for (const score of scores) {
    if (!(score >= 0)) throw new BadAnswer(`a class score of ${score}`);
    sum += score;
  }
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return scores;
  throw new BadAnswer(`classes that add up to ${sum}`);
}
