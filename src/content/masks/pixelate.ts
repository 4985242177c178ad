import type { Mask } from './mask.ts';

/**
 * Large squares of average colours. The element is filled with one colour; the overlay draws the
 * squares over it from the engine's mosaic, never from the picture: nothing finer can show through.
 */
export const pixelate: Mask = {
  look: (view) => `mask:solid-${view.maskColour}`,
  visible: true,
  mosaic: true,
};

/** Squares on each side at strength 1 to 5. */
const CELLS = [16, 12, 8, 6, 4] as const;

/** Of what is no strength: as at the default. */
export const cellsAt = (strength: number): number => CELLS[strength - 1] ?? 8;
