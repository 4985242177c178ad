import type { PageView } from '../../shared/messages.ts';
import type { Look } from '../marks.ts';

type Looks = Partial<PageView> & Pick<PageView, 'maskStrength' | 'maskColour'>;

/** A way of covering. One file each in this folder, listed in masks/index.ts. */
export interface Mask {
  /** How the element itself looks, from the steps that cover.css has. */
  look(view: Looks, box: { width: number; height: number }): Look;
  /** The element stays visible to screen readers, so its alt text must be replaced. */
  readonly visible: boolean;
  /** Drawn over the element, in its place, by the overlay. */
  readonly mosaic: boolean;
}
