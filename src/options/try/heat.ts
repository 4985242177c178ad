import type { ClassMap } from '../../shared/messages.ts';

/**
 * @param wanted positions of labels; what a cell gives them is added up
 * @returns for each cell in rows, the probability of the wanted classes there, 0–1
 */
export function heatOf({ width, height, logits }: ClassMap, wanted: readonly number[]): number[] {
  const cells = width * height;
  const labels = cells > 0 ? logits.length / cells : 0;
  return Array.from({ length: cells }, (_, cell) => {
    const own = logits.slice(cell * labels, (cell + 1) * labels);
    // Softmax; the highest is taken off first, or exp() overflows.
    const highest = Math.max(...own);
    const weights = own.map((logit) => Math.exp(logit - highest));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return wanted.reduce((total, label) => total + (weights[label] ?? 0), 0) / sum;
  });
}

/** See-through for nothing, over yellow, to red; strong enough to be seen on any picture. */
export function heatColours(heat: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(heat.length * 4);
  for (const [i, value] of heat.entries()) {
    out.set([255, Math.round(230 * (1 - value) ** 1.2), 0, Math.round(170 * value ** 0.7)], i * 4);
  }
  return out;
}
