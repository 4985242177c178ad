import * as v from 'valibot';
import { CATEGORIES } from './categories.ts';
import { isSecure } from './secure-address.ts';

/** The parts that model cards of every kind are put together from (card.ts). */

export const text = v.pipe(v.string(), v.minLength(1));
/** What a model is called in settings, messages and folders. */
export const modelId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/));
/** 0–1 */
export const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Pixels; more would not be a model for pictures on a page. */
const side = v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(4096));
const triple = v.tuple([v.number(), v.number(), v.number()]);
/** Divided by. */
const deviation = v.pipe(v.number(), v.gtValue(0));

const label = {
  /** The model's own name for the class, in output order. */
  name: text,
  /** What the class means to a person; `none` never covers anything. */
  category: v.picklist([...CATEGORIES, 'none']),
};

export const classLabels = v.pipe(
  v.array(
    v.strictObject({
      ...label,
      /** Counts towards the origin's nude / safe fold. */
      nude: v.optional(v.boolean(), false),
    }),
  ),
  v.minLength(2),
);

export const boxLabels = v.pipe(
  v.array(
    v.strictObject({
      ...label,
      /** One box of it makes a picture unsafe by the origin's rule (src/shared/origin.ts). */
      unsafe: v.optional(v.boolean(), false),
    }),
  ),
  v.minLength(1),
);

/**
 * How a pixel between pixels is made when resizing:
 * `corners`: bilinear over the four nearest, corners aligned (tfjs resizeBilinear);
 * `bilinear`: the same, pixel centres aligned (OpenCV INTER_LINEAR, as RetinaNet and YOLO use it);
 * `nearest`: the pixel whose centre is nearest (Pillow NEAREST);
 * `smooth`, `cubic`: triangle or cubic over all pixels that fall together (Pillow BILINEAR, BICUBIC).
 */
const filter = v.picklist(['corners', 'bilinear', 'nearest', 'smooth', 'cubic']);

const pixels = {
  /** null: the model's only input, by whatever name. */
  name: v.nullable(v.string()),
  layout: v.picklist(['NHWC', 'NCHW']),
  channels: v.picklist(['RGB', 'BGR']),
  /** value = (byte * scale - mean[c]) / std[c], channel order as `channels`. */
  scale: v.number(),
  mean: triple,
  std: v.tuple([deviation, deviation, deviation]),
  filter,
};

/** Pixels on each side of the square the model looks at. */
const square = { ...pixels, size: side };
/** The byte that fills what the picture leaves free; 0 is black. */
const pad = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)), 0);

/** Aspect not kept. */
export const stretched = v.strictObject({ ...square, resize: v.literal('stretch') });

export const squareInput = v.variant('resize', [
  stretched,
  /** Padded at the right or the bottom to a square, then resized. */
  v.strictObject({ ...square, resize: v.literal('letterbox-right-bottom'), pad }),
  /** Resized to fit, then padded evenly on both sides. */
  v.strictObject({ ...square, resize: v.literal('letterbox-centre'), pad }),
  /** Stretched to a square of side `from`, of which the model sees the middle. */
  v.strictObject({ ...square, resize: v.literal('centre-crop'), from: side }),
]);

/** The shorter side is made `min`, or the longer one `max` where that is less. */
export const sides = v.pipe(
  v.strictObject({ min: side, max: side }),
  v.check(({ min, max }) => min <= max, 'min is more than max'),
);

export const sidesInput = v.strictObject({ ...pixels, resize: v.literal('min-max'), sides });

export const boxThresholds = v.strictObject({
  /** Boxes that score less are dropped. */
  score: fraction,
  /** Of two boxes that overlap more than this, the better one stays; null: the model saw to it. */
  iou: v.nullable(fraction),
  /** Most boxes kept, of each class when `perClass`. */
  topK: whole,
  /** Whether a box can only be dropped for one of its own class. */
  perClass: v.boolean(),
});

export const licence = v.strictObject({
  spdx: v.string(),
  holder: v.string(),
  /** A person must see and accept it before the model is installed. */
  accept: v.optional(v.boolean(), false),
});

/** An npm package and the folder inside it, from which the project's converter makes the file. */
export const packageSource = v.strictObject({
  package: v.string(),
  version: v.string(),
  path: v.string(),
});

export const webSource = v.strictObject({
  /** The name its authors publish it under. */
  repository: text,
  /** Of the ONNX file; null: it is installed from a file only. */
  url: v.nullable(v.pipe(v.string(), v.check(isSecure, 'not an https:// address'))),
});

/** Of the ONNX file; the engine refuses a file that differs. */
export const bytes = whole;
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * Class probabilities the model gives for the self-test input (`src/inference/self-test.ts`),
 * as its original computes them from the original weights.
 */
export const selfTest = v.strictObject({ classes: v.array(v.number()), tolerance: v.number() });
