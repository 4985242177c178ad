import { areaOf, type Box } from '../../shared/boxes.ts';
import { backgroundOf, type Fill } from '../../shared/fill.ts';
import { html } from '../html.ts';
import { paint } from '../ours.ts';
import { plain } from '../plain.ts';
import type { Size } from './fit.ts';
import { explains, type Frame, frameOf, isUpright } from './frame.ts';

/** What stands in the holes of a picture. */
export interface Parts {
  /** Of the element's border box, in CSS pixels, before any transform. */
  readonly size: Size;
  /** 0–1 of the border box. */
  readonly fills: readonly { readonly place: Box; readonly fill: Fill | null }[];
}

/** Room that a label is given beside where it begins, in CSS pixels. */
const LABEL = { width: 190, height: 34, inset: 6 };
/** A fill is this much larger on each side than its box: holes are a pixel larger, and edges soft. */
const OVERLAP = 1.25;

/**
 * Draws what stands in the holes of one picture. Decoration, like all of the overlay: the holes are
 * in the element itself, and where this cannot tell how it is turned it draws nothing.
 */
export class PartsView {
  readonly root = html('div');
  readonly #turned = html('div');
  readonly #img: Element;
  #parts: Parts | null = null;
  #drawn = '';
  #frame: Frame | null = null;

  constructor(img: Element) {
    this.#img = img;
    this.root.className = 'parts';
    this.root.hidden = true;
    this.root.append(this.#turned);
  }

  /** @param label is put at the largest of the parts */
  show(parts: Parts | null, label: HTMLButtonElement): void {
    const drawn = parts ? JSON.stringify(parts) : '';
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#parts = parts;
    this.#frame = null;
    this.#turned.replaceChildren(...(parts?.fills ?? []).flatMap(draw));
    this.#put(label, parts);
  }

  turned(): void {
    this.#frame = null;
  }

  /**
   * Reads all that drawing needs to know.
   * @param room the element's, on the screen
   * @returns draws, without reading
   */
  measure(room: DOMRect): (() => void) | null {
    const parts = this.#parts;
    if (!parts) {
      return this.root.hidden ? null : () => this.root.toggleAttribute('hidden', true);
    }
    if (!this.#frame || !explains(this.#frame, parts.size, room)) {
      this.#frame = frameOf(this.#img);
    }
    const frame = this.#frame;
    const seen = frame.clips.map((clip) => plain(clip).getBoundingClientRect());
    return () => this.#draw(parts.size, frame, room, seen);
  }

  #draw(size: Size, frame: Frame, room: DOMRect, clips: readonly DOMRect[]): void {
    const known = explains(frame, size, room);
    this.root.hidden = !known;
    if (!known || !frame.turn) return;
    this.root.style.clipPath = clips.length > 0 ? insideOf(clips, room) : '';
    const { style } = this.#turned;
    if (isUpright(frame)) {
      style.cssText = '';
      return;
    }
    const { a, b, c, d } = frame.turn;
    style.cssText = `inset:auto;left:${(room.width - size.width) / 2}px;top:${(room.height - size.height) / 2}px;width:${size.width}px;height:${size.height}px;transform:matrix(${a},${b},${c},${d},0,0)`;
  }

  #put({ style }: HTMLButtonElement, parts: Parts | null): void {
    const [largest] = (parts?.fills ?? []).toSorted((p, q) => areaOf(q.place) - areaOf(p.place));
    const at = (part: number, room: number) =>
      `max(${LABEL.inset}px, min(${part * 100}% + ${LABEL.inset}px, 100% - ${room}px))`;
    const left = largest && at(largest.place.x, LABEL.width);
    style.insetInlineStart = left ?? '';
    style.insetBlockStart = largest ? at(largest.place.y, LABEL.height) : '';
    style.maxInlineSize = left ? `calc(100% - ${left} - ${LABEL.inset}px)` : '';
  }
}

function insideOf(clips: readonly DOMRect[], room: DOMRect): string {
  const most = (by: (clip: DOMRect) => number) => Math.max(0, ...clips.map(by));
  const top = most((clip) => clip.top - room.top);
  const right = most((clip) => room.right - clip.right);
  const bottom = most((clip) => room.bottom - clip.bottom);
  const left = most((clip) => clip.left - room.left);
  return `inset(${top}px ${right}px ${bottom}px ${left}px)`;
}

function draw({ place, fill }: Parts['fills'][number]): HTMLElement[] {
  if (!fill) return [];
  const part = html('div');
  const { style } = part;
  style.left = `calc(${place.x * 100}% - ${OVERLAP}px)`;
  style.top = `calc(${place.y * 100}% - ${OVERLAP}px)`;
  style.width = `calc(${place.width * 100}% + ${2 * OVERLAP}px)`;
  style.height = `calc(${place.height * 100}% + ${2 * OVERLAP}px)`;
  paint(part, backgroundOf(fill));
  return [part];
}
