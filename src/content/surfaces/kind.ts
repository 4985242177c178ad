import type { PixelSource } from '../../shared/messages.ts';
import type { Size } from '../boxes/fit.ts';
import type { Drawing } from '../looks.ts';
import type { Shown } from '../marks.ts';

/** What elements that show a picture have of their own, beside what all of them have in common. */
export interface Kind<E extends Shown> {
  /** Tells them, with `type`, from all other elements. */
  readonly selector: string;
  readonly type: new () => E;
  /** Attributes that choose what they show, on whatever element they stand. */
  readonly attributes: readonly string[];
  readonly drawing: Drawing<E>;
  /** It can be made to show the picture that was asked for again. */
  readonly renews: boolean;
  /** How, where no rule of ours can: @returns whether it shows that address now */
  resource?(element: E, url: string): boolean;
  /** Whether what just changed of it is what we last wrote there ourselves. */
  isOurs?(element: E): boolean;
  /** Hears of its loads by events only, and so must be met before there can be any. */
  readonly meetAtOnce: boolean;
  meet(element: E): void;
  /** The page chose another source, or the same one anew. */
  changed(element: E): void;
  /** It was made to look as it stands: cleared, or not. */
  stands?(element: E, cleared: boolean): void;
  /** Of what it shows or will show, '' for nothing; null where that can be no picture of its own. */
  address(element: E): string | null;
  /** Natural pixels of what has loaded: 0×0 where nothing is to be seen; null while it is under way. */
  natural(element: E): Size | null;
  /** Its natural size may be far less than its file's, which shows all of itself once it is shown larger. */
  isDense?(element: E): boolean;
  /**
   * Where what it loads was loaded once more since it was read: has it read anew.
   * @returns whether it has
   */
  anew?(element: E): boolean;
  pixels(element: E, url: string, clones: boolean): Promise<PixelSource>;
}
