import type { Box } from '../shared/boxes.ts';
import type { ModelInput } from '../shared/card.ts';

/**
 * Where a picture lies in a model's input: input = picture * scale + offset, in pixels whose edges
 * are whole numbers (the first pixel spans 0 to 1). What the picture does not reach is padding, and
 * where it reaches past the input it is cut off.
 */
export interface Placement {
  /** Of the input, pixels. */
  readonly inputWidth: number;
  readonly inputHeight: number;
  /** Of the original picture, pixels. */
  readonly width: number;
  readonly height: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/**
 * The forward side of each resize rule of a card.
 * @param width,height of the picture, whole pixels, at least 1
 * @throws RangeError for a picture without pixels
 */
export function placementOf(width: number, height: number, input: ModelInput): Placement {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`a picture of ${width}×${height} has no pixels`);
  }
  const long = Math.max(width, height);
  switch (input.resize) {
    case 'stretch':
      return square(width, height, input.size, input.size / width, input.size / height, 0, 0);
    case 'letterbox-right-bottom': {
      const scale = input.size / long;
      return square(width, height, input.size, scale, scale, 0, 0);
    }
    case 'letterbox-centre': {
      // To whole pixels, as Ultralytics does: the scales of the two sides may differ by a hair.
      const { size } = input;
      const w = Math.max(1, Math.round((width * size) / long));
      const h = Math.max(1, Math.round((height * size) / long));
      const [left, top] = [Math.floor((size - w) / 2), Math.floor((size - h) / 2)];
      return square(width, height, size, w / width, h / height, left, top);
    }
    case 'centre-crop': {
      const { size, from } = input;
      const offset = Math.floor((size - from) / 2);
      return square(width, height, size, from / width, from / height, offset, offset);
    }
    case 'min-max': {
      const { min, max } = input.sides;
      const scale = Math.min(min / Math.min(width, height), max / long);
      const inputWidth = Math.max(1, Math.round(width * scale));
      const inputHeight = Math.max(1, Math.round(height * scale));
      return {
        inputWidth,
        inputHeight,
        width,
        height,
        scaleX: inputWidth / width,
        scaleY: inputHeight / height,
        offsetX: 0,
        offsetY: 0,
      };
    }
  }
}

const square = (
  width: number,
  height: number,
  size: number,
  scaleX: number,
  scaleY: number,
  offsetX: number,
  offsetY: number,
): Placement => ({
  inputWidth: size,
  inputHeight: size,
  width,
  height,
  scaleX,
  scaleY,
  offsetX,
  offsetY,
});

/**
 * @param box in pixels of the input
 * @returns the same place in the original picture, 0–1; may reach past its edges
 */
export function toPicture(box: Box, at: Placement): Box {
  return {
    x: (box.x - at.offsetX) / (at.scaleX * at.width),
    y: (box.y - at.offsetY) / (at.scaleY * at.height),
    width: box.width / (at.scaleX * at.width),
    height: box.height / (at.scaleY * at.height),
  };
}

/**
 * @param box in the original picture, 0–1
 * @returns the same place in pixels of the input; may reach past its edges
 */
export function toInput(box: Box, at: Placement): Box {
  return {
    x: box.x * at.width * at.scaleX + at.offsetX,
    y: box.y * at.height * at.scaleY + at.offsetY,
    width: box.width * at.width * at.scaleX,
    height: box.height * at.height * at.scaleY,
  };
}
