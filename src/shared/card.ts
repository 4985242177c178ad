import * as v from 'valibot';
import { CATEGORIES } from './categories.ts';

/**
 * A model card, `models/<id>/card.json`: everything the engine needs to know of a model.
 * No model fact is repeated in code; a new model of a known kind is a new card.
 */
const labelSchema = v.strictObject({
  /** The model's own name for the class, in output order. */
  name: v.pipe(v.string(), v.minLength(1)),
  /** What the class means to a person; `none` never covers anything. */
  category: v.picklist([...CATEGORIES, 'none']),
  /** Counts towards the origin's nude / safe fold. */
  nude: v.optional(v.boolean(), false),
});

const triple = v.tuple([v.number(), v.number(), v.number()]);

export const cardSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)),
  /** What a person reads. */
  name: v.pipe(v.string(), v.minLength(1)),
  /** `classes`: probabilities per label; the box kinds come with the detector. */
  kind: v.picklist(['classes']),
  /** Where the ONNX file comes from: made by the build, or installed by the person. */
  bundled: v.boolean(),
  /** File name inside `models/<id>/` of the built extension. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+\.onnx$/)),
  input: v.strictObject({
    name: v.string(),
    /** Pixels on each side of the square the model looks at. */
    size: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(4096)),
    layout: v.picklist(['NHWC', 'NCHW']),
    channels: v.picklist(['RGB', 'BGR']),
    /** value = (byte * scale - mean[c]) / std[c], channel order as `channels`. */
    scale: v.number(),
    mean: triple,
    std: triple,
    /** `stretch`: bilinear to the square, aspect not kept, corners aligned (tfjs resizeBilinear). */
    resize: v.picklist(['stretch']),
  }),
  outputs: v.strictObject({
    /** Class probabilities [N, labels]. */
    classes: v.string(),
    /** Dense class map [N, h, w, labels] of logits, where the model gives one. */
    map: v.optional(v.string()),
  }),
  labels: v.pipe(v.array(labelSchema), v.minLength(2)),
  licence: v.strictObject({ spdx: v.string(), holder: v.string() }),
  /** Where the weights come from; for the bundled ones an npm package and the folder inside it. */
  source: v.strictObject({ package: v.string(), version: v.string(), path: v.string() }),
  /** Of the ONNX file; the engine refuses a file that differs. */
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /**
   * Class probabilities the model gives for the self-test input (`src/inference/self-test.ts`),
   * as tfjs computes them from the original weights.
   */
  selfTest: v.strictObject({ classes: v.array(v.number()), tolerance: v.number() }),
});

export type ModelCard = v.InferOutput<typeof cardSchema>;

/**
 * @param value parsed JSON of a card file
 * @throws Error that names each field at fault
 */
export function parseCard(value: unknown): ModelCard {
  const result = v.safeParse(cardSchema, value);
  if (!result.success) {
    const faults = result.issues.map((i) => `${v.getDotPath(i) ?? '(card)'}: ${i.message}`);
    throw new Error(`model card refused: ${faults.join('; ')}`);
  }
  if (result.output.selfTest.classes.length !== result.output.labels.length) {
    throw new Error('model card refused: selfTest.classes must have one number a label');
  }
  return result.output;
}
