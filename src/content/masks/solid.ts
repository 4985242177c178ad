import type { Mask } from './mask.ts';

/** One plain colour in the picture's place. */
export const solid: Mask = {
  look: (view) => `mask:solid-${view.maskColour}`,
  visible: true,
  mosaic: false,
};
