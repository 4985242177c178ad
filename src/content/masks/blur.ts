import type { Mask } from './mask.ts';

/** The radii that cover.css knows, in pixels. */
const RADII = [8, 12, 18, 27, 40, 60, 90, 135] as const;

/**
 * Blur radius as a share of the longer side as shown, at strength 1 to 5. At 6 % a figure that
 * fills the picture is left with about 8 resolvable steps a side; strength 3 leaves five.
 */
const SHARES = [0.06, 0.08, 0.1, 0.14, 0.2] as const;

/** Soft colours, the content beyond recognition. */
export const blur: Mask = {
  look: ({ maskStrength }, { width, height }) => {
    const wanted = Math.max(width, height) * (SHARES[maskStrength - 1] ?? 0.1);
    return `mask:blur-${RADII.find((radius) => radius >= wanted) ?? 135}`;
  },
  visible: true,
  mosaic: false,
};
