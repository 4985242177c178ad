import * as v from 'valibot';
import * as part from './card-parts.ts';
import { isRecord } from './is-record.ts';

/**
 * A model card, `models/<id>/card.json`: everything the engine needs to know of a model.
 * No model fact is repeated in code; a new model of a known kind is a new card.
 */
const common = {
  id: part.modelId,
  /** What a person reads. */
  name: part.text,
  /** File name inside `models/<id>/` of the built extension, or of the file a person chooses. */
  file: v.pipe(v.string(), v.regex(/^[\w.-]+\.onnx$/)),
  /** Anything a reader of the card should know, such as where it departs from the original. */
  notes: v.optional(v.array(part.text)),
};

/** Installed by the person: what is unknown is null, and `unknown` says why. */
const installed = {
  ...common,
  bundled: v.literal(false),
  licence: part.licence,
  source: part.webSource,
  bytes: v.nullable(part.bytes),
  /** Of the ONNX file, where its authors or ours stated it. */
  sha256: v.nullable(part.sha256),
  unknown: v.optional(part.text),
};

const classOutputs = {
  /** Class scores [N, labels]; null: the model's only output. */
  classes: v.nullable(v.string()),
  /** Dense class map [N, h, w, labels] of logits, where the model gives one. */
  map: v.optional(v.string()),
  /** `activation`: the map's mean is the model's own logits, so each place tells what it adds. */
  reading: v.optional(v.picklist(['cells', 'activation']), 'cells'),
  /** Whether `classes` adds up to 1 or has yet to go through softmax. */
  answers: v.optional(v.picklist(['probabilities', 'logits']), 'probabilities'),
};

/** Made by the project from a package: nothing about it is unknown, and it can be tested. */
const madeSchema = v.strictObject({
  ...common,
  kind: v.literal('classes'),
  /** Shipped inside the extension; else made by `npm run models -- ID` and installed as a file. */
  bundled: v.boolean(),
  input: v.strictObject({
    ...part.stretched.entries,
    name: v.string(),
    filter: v.optional(v.literal('corners'), 'corners'),
  }),
  outputs: v.strictObject({ ...classOutputs, classes: v.string() }),
  labels: part.classLabels,
  licence: part.licence,
  source: part.packageSource,
  bytes: part.bytes,
  sha256: part.sha256,
  selfTest: part.selfTest,
});

/** Classes for the whole picture. */
const classesSchema = v.strictObject({
  ...installed,
  kind: v.literal('classes'),
  input: part.squareInput,
  outputs: v.strictObject(classOutputs),
  labels: part.classLabels,
  selfTest: v.optional(part.selfTest),
});

/** YOLOv8's head: one tensor, [1, 4 + labels, N] or [1, N, 4 + labels], told apart by shape. */
const yoloSchema = v.strictObject({
  ...installed,
  kind: v.literal('boxes-yolo'),
  input: part.squareInput,
  outputs: v.strictObject({ boxes: v.nullable(v.string()) }),
  thresholds: part.boxThresholds,
  labels: part.boxLabels,
});

/** keras-retinanet: boxes, scores and labels, told apart by type and shape, so without names. */
const retinanetSchema = v.strictObject({
  ...installed,
  kind: v.literal('boxes-retinanet'),
  input: part.sidesInput,
  /** A smaller input its authors offer, with a score floor of its own. */
  fast: v.optional(v.strictObject({ sides: part.sides, score: part.fraction })),
  thresholds: part.boxThresholds,
  labels: part.boxLabels,
});

/** A dense map of classes is all the model gives; boxes are the connected regions in it. */
const mapSchema = v.strictObject({
  ...installed,
  kind: v.literal('class-map'),
  input: part.squareInput,
  outputs: v.strictObject({
    /** [N, h, w, labels] of logits; null: the model's only output. */
    map: v.nullable(v.string()),
    /** `cells`: softmax in each cell; `activation`: the map's mean is the model's own logits. */
    reading: v.picklist(['cells', 'activation']),
  }),
  /** `score`: of a cell's softmax, or of the activation between its least and most. */
  thresholds: v.strictObject({ score: part.fraction }),
  labels: part.classLabels,
});

const installedSchema = v.variant('kind', [classesSchema, yoloSchema, retinanetSchema, mapSchema]);

export type MadeCard = v.InferOutput<typeof madeSchema>;
export type InstalledCard = v.InferOutput<typeof installedSchema>;
export type ModelCard = MadeCard | InstalledCard;
export type CardOf<K extends ModelCard['kind']> = Extract<ModelCard, { kind: K }>;
export type ModelInput = ModelCard['input'];
export type SquareInput = v.InferOutput<typeof part.squareInput>;
export type ClassLabel = v.InferOutput<typeof part.classLabels>[number];
export type BoxLabel = v.InferOutput<typeof part.boxLabels>[number];

/**
 * @param value parsed JSON of a card file
 * @throws Error that names each field at fault
 */
export function parseCard(value: unknown): ModelCard {
  const result = v.safeParse<typeof madeSchema | typeof installedSchema>(
    isMade(value) ? madeSchema : installedSchema,
    value,
  );
  if (!result.success) {
    const faults = result.issues.map((i) => `${v.getDotPath(i) ?? '(card)'}: ${i.message}`);
    throw new Error(`model card refused: ${faults.join('; ')}`);
  }
  const card = result.output;
  const faults = contradictions(card);
  if (faults.length > 0) throw new Error(`model card refused: ${faults.join('; ')}`);
  return card;
}

/**
 * The card of a model that the project makes and the build ships.
 * @throws Error as `parseCard`, or when it is another's
 */
export function parseMadeCard(value: unknown): MadeCard {
  const card = parseCard(value);
  if (!isMadeCard(card)) throw new Error(`model card refused: ${card.id} is not made here`);
  return card;
}

export const isMadeCard = (card: ModelCard): card is MadeCard => 'package' in card.source;

const isMade = (value: unknown): boolean =>
  isRecord(value) &&
  (value.bundled === true || (isRecord(value.source) && 'package' in value.source));

/** What no single field shows. */
function contradictions(card: ModelCard): string[] {
  const faults: string[] = [];
  if (card.kind === 'classes' && card.selfTest) {
    if (card.selfTest.classes.length !== card.labels.length) {
      faults.push('selfTest.classes must have one number a label');
    }
  }
  const names = card.labels.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) faults.push(`labels: two are named ${twice}`);
  if (!isMadeCard(card)) {
    const { bytes, sha256, source, unknown } = card;
    const gaps = bytes === null || sha256 === null || source.url === null;
    if (gaps && !unknown) faults.push('unknown: must say why a field is null');
    if (!gaps && unknown) faults.push('unknown: nothing on the card is');
  }
  return faults;
}
