import type { Picture } from '../../demo/draw/picture.ts';
import type { Painted } from '../trace.ts';
import type { Hands } from './row.ts';

/** A frame as it was shown, possibly smaller than the page. */
export interface Frame {
  readonly picture: Picture;
  /** Pixels of the picture for one of the page. */
  readonly scale: number;
}

/** What was seen of a page from before it was opened. */
export interface Seen {
  readonly frames: readonly Frame[];
  /** Null where the browser does not tell of what it paints. */
  readonly painted: readonly Painted[] | null;
}

/** A page under watch. What differs between browsers is behind this and `Stage`. */
export interface View {
  readonly hands: Hands;
  goto(url: string): Promise<void>;
  /** What a person would see now, in full size. */
  screen(): Promise<Picture>;
  /** Ends the watch and closes the page. */
  end(): Promise<Seen>;
}

/** A browser, with the extension or without. */
export interface Stage {
  readonly withExtension: boolean;
  open(): Promise<View>;
  /** @returns grows with every picture judged; 0 for ever without the extension */
  judged(): Promise<number>;
  close(): Promise<void>;
}
