import type { Box } from '../../shared/boxes.ts';
import { HOLED, type Holes, type Look } from '../marks.ts';
import {
  boxInContent,
  FITS,
  type Fitting,
  fills,
  pictureIn,
  readPosition,
  type Size,
} from './fit.ts';
import { zoomOf } from './frame.ts';
import { holeRules } from './hole-rules.chrome.ts';
import { MOST_HOLES, maskWithHoles } from './holes.ts';
import { stands } from './proof.ts';

/** How an element looks with its holes, and where they are. */
export interface Placed {
  readonly look: Look;
  readonly holes: Holes;
  /** In the order of the boxes: 0–1 of the element's border box; null for what is cut off. */
  readonly parts: readonly (Box | null)[];
  /** The border box, in CSS pixels, before any transform. */
  readonly size: Size;
}

/** `pending`: in one of the next frames. `refused`: it cannot be proven; the whole cover stays. */
export type Standing = 'pending' | 'refused' | Placed;

/** `at` in the browser's own words, which it takes back without a change. */
type Wish = Fitting & { readonly at: string };

interface Held {
  readonly boxes: readonly Box[];
  readonly key: string;
  /** How the page fits the picture; null until it is read, from the element while it is covered. */
  fitting: Wish | null;
  /** What of the element's own attributes the fitting hangs on. */
  own: string;
  standing: Standing;
}

/**
 * Works out for each picture with boxes which parts of its element to leave out, and sees to it that
 * they are left out. It does so when the browser has laid the element out anew, which it tells before
 * it paints that: no layout is asked for, and nothing runs while nothing changes its size.
 */
export class BoxMasks {
  readonly #held = new WeakMap<HTMLImageElement, Held>();
  readonly #rules = holeRules((img) => this.#await(img));
  readonly #sizes: ResizeObserver;
  readonly #changed: (img: HTMLImageElement) => void;

  /** @param changed makes the picture look as it now stands, at once */
  constructor(changed: (img: HTMLImageElement) => void) {
    this.#changed = changed;
    this.#sizes = new ResizeObserver((entries) => this.#laidOut(entries));
  }

  /** @returns how the picture stands with these boxes; `changed` tells of each change of that */
  of(img: HTMLImageElement, boxes: readonly Box[]): Standing {
    const key = JSON.stringify(boxes);
    const known = this.#held.get(img);
    if (known?.key === key) return known.standing;
    const held: Held = { boxes, key, fitting: null, own: '', standing: 'pending' };
    this.#held.set(img, held);
    this.#await(img);
    return held.standing;
  }

  drop(img: HTMLImageElement): void {
    if (this.#held.delete(img)) this.#sizes.unobserve(img);
  }

  /** The page may have changed how it fits the picture: it is read anew, from the covered element. */
  refit(img: HTMLImageElement, always: boolean): void {
    const held = this.#held.get(img);
    if (!held || (!always && held.own === ownOf(img))) return;
    held.fitting = null;
    held.standing = 'pending';
    this.#changed(img);
    this.#await(img);
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#rules.stop();
  }

  /** Observed anew, it is told of in the next frame, or when it is laid out at all. */
  #await(img: HTMLImageElement): void {
    this.#sizes.unobserve(img);
    this.#sizes.observe(img);
  }

  #laidOut(entries: readonly ResizeObserverEntry[]): void {
    const placed: [HTMLImageElement, Held, Placed][] = [];
    for (const { target, contentRect } of entries) {
      const img = target as HTMLImageElement;
      const held = this.#held.get(img);
      if (!held) continue;
      if (contentRect.width === 0 || contentRect.height === 0) {
        // Not rendered, so the page's wish cannot be read either.
        held.fitting = null;
        this.#stand(img, held, 'pending');
        continue;
      }
      held.fitting ??= fittingOf(img);
      held.own = ownOf(img);
      const standing = this.#rules.ruled(img, placeBoxes(img, held, contentRect));
      this.#stand(img, held, standing);
      if (typeof standing === 'object') placed.push([img, held, standing]);
    }
    // All are written before the first is read: one change of styles.
    for (const [img, held, { look, holes }] of placed) {
      if (!stands(img, look, holes)) this.#stand(img, held, 'refused');
    }
  }

  #stand(img: HTMLImageElement, held: Held, standing: Standing): void {
    held.standing = standing;
    this.#changed(img);
  }
}

const ownOf = ({ style, className }: HTMLImageElement): string =>
  [
    className,
    style.objectFit,
    style.objectPosition,
    style.getPropertyValue('object-view-box'),
    style.imageOrientation,
  ].join('\n');

/** @returns null where it is beyond us to tell where the picture lies */
function fittingOf(img: HTMLImageElement): Wish | null {
  const style = getComputedStyle(img);
  const position = readPosition(style.objectPosition);
  const fit = FITS.find((one) => one === style.objectFit);
  const plain =
    // Firefox knows no such property.
    ['', 'none'].includes(style.getPropertyValue('object-view-box')) &&
    style.imageOrientation === 'from-image';
  // Natural sizes are told in pixels that `zoom` has no part in.
  const scaled = fit === 'none' || fit === 'scale-down' ? zoomOf(img) : 1;
  return position && fit && plain && scaled === 1
    ? { fit, ...position, at: style.objectPosition }
    : null;
}

function placeBoxes(img: HTMLImageElement, held: Held, content: DOMRectReadOnly): Standing {
  const { fitting, boxes } = held;
  const natural = { width: img.naturalWidth, height: img.naturalHeight };
  if (!fitting || !(natural.width > 0 && natural.height > 0)) return 'refused';
  const picture = pictureIn(content, natural, fitting);
  const inContent = boxes.map((box) => boxInContent(box, picture, content));
  const holes = inContent.filter((box) => box !== null);
  if (boxes.length === 0 || holes.length > MOST_HOLES) return 'refused';
  const style = getComputedStyle(img);
  const edge = (side: string) =>
    Number.parseFloat(style.getPropertyValue(`padding-${side}`)) +
    Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
  const [left, top] = [edge('left'), edge('top')];
  const size = {
    width: left + content.width + edge('right'),
    height: top + content.height + edge('bottom'),
  };
  return {
    look: `${HOLED}${fills(picture, content) ? 'fill' : fitting.fit}`,
    holes: { mask: maskWithHoles(holes), at: fitting.at },
    size,
    parts: inContent.map(
      (box) =>
        box && {
          x: (left + box.x * content.width) / size.width,
          y: (top + box.y * content.height) / size.height,
          width: (box.width * content.width) / size.width,
          height: (box.height * content.height) / size.height,
        },
    ),
  };
}
