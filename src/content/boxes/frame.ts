import { above } from '../above.ts';
import { plain } from '../plain.ts';
import type { Size } from './fit.ts';

/** What lies between a picture and the screen, as far as drawing over it goes. */
export interface Frame {
  /** The linear part of its transforms; null where they are none that a flat matrix can tell. */
  readonly turn: DOMMatrix | null;
  /** The elements above it that may cut it off. */
  readonly clips: readonly Element[];
}

/** Walks up the tree once; styles only, so no layout is asked for. */
export function frameOf(picture: Element): Frame {
  let turn: DOMMatrix | null = new DOMMatrix();
  const clips: Element[] = [];
  for (let element: Element | null = picture; element; element = above(element)) {
    const style = getComputedStyle(element);
    const own = turnOf(style);
    turn = turn && own ? own.multiply(turn) : null;
    const root = element === document.documentElement || element === document.body;
    if (element !== picture && !root && style.overflow !== 'visible') clips.push(element);
  }
  return { turn: turn?.scale(zoomOf(picture)) ?? null, clips };
}

function turnOf(style: CSSStyleDeclaration): DOMMatrix | null {
  const { transform, rotate, scale } = style;
  if (style.getPropertyValue('offset-path') !== 'none') return null;
  if (transform === 'none' && rotate === 'none' && scale === 'none') return new DOMMatrix();
  // As computed: `30deg`, `1.5 2`; what turns about another axis has more words.
  const angle = rotate === 'none' ? '' : `rotate(${rotate})`;
  const factor = scale === 'none' ? '' : `scale(${scale.split(' ').join()})`;
  try {
    const matrix = new DOMMatrix(`${angle} ${factor} ${transform === 'none' ? '' : transform}`);
    return matrix.is2D ? matrix : null;
  } catch {
    // Three-dimensional: nothing is drawn there, and the holes stay holes.
    return null;
  }
}

/** CSS `zoom` of the element and all above it; TypeScript does not know of it. */
export const zoomOf = (element: Element & { currentCSSZoom?: number }): number =>
  plain(element).currentCSSZoom ?? 1;

/** @returns whether an element of this size takes that room on the screen when it is turned so */
export function explains({ turn }: Frame, size: Size, room: DOMRect): boolean {
  if (!turn) return false;
  const { a, b, c, d } = turn;
  const width = Math.abs(a) * size.width + Math.abs(c) * size.height;
  const height = Math.abs(b) * size.width + Math.abs(d) * size.height;
  return Math.abs(width - room.width) < 1.5 && Math.abs(height - room.height) < 1.5;
}

/** @returns whether it is at most moved and scaled, so that its room on the screen is its place */
export const isUpright = ({ turn }: Frame): boolean =>
  turn !== null && turn.b === 0 && turn.c === 0 && turn.a > 0 && turn.d > 0;
