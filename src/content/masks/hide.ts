import type { Mask } from './mask.ts';

/** Nothing in the picture's place; the space stays. The plain cover, for good. */
export const hide: Mask = {
  look: () => 'covered',
  visible: false,
  mosaic: false,
};
