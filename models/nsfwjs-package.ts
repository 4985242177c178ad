import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import * as v from 'valibot';

const require = createRequire(import.meta.url);

/** A weight as the package ships it: float32 value = byte * scale + min. */
export interface QuantisedWeight {
  name: string;
  shape: number[];
  /** As many as `shape` multiplies to, row-major. */
  bytes: Uint8Array;
  scale: number;
  min: number;
}

export interface SourceModel {
  /** `graph`: a TensorFlow graph; `layers`: a Keras configuration. */
  format: 'graph' | 'layers';
  topology: unknown;
  weights: Map<string, QuantisedWeight>;
}

const modelJsonSchema = v.object({
  format: v.optional(v.literal('graph-model')),
  modelTopology: v.unknown(),
  weightsManifest: v.array(
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
          dtype: v.literal('float32'),
          quantization: v.object({
            min: v.number(),
            scale: v.number(),
            dtype: v.literal('uint8'),
          }),
        }),
      ),
    }),
  ),
});

/**
 * Finds an installed npm package.
 * @param entry any of its documented entry points
 * @returns the package's folder and version
 * @throws Error when it is not installed
 */
export function findPackage(name: string, entry: string): { folder: string; version: string } {
  let resolved: string;
  try {
    resolved = require.resolve(entry);
  } catch (cause) {
    throw new Error(`npm package ${name} is not installed; run npm ci`, { cause });
  }
  const marker = join('node_modules', name) + sep;
  const at = resolved.lastIndexOf(marker);
  const folder = at < 0 ? dirname(resolved) : resolved.slice(0, at + marker.length);
  const { version } = v.parse(
    v.object({ version: v.string() }),
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  return { folder, version };
}

/**
 * Reads a model in the form nsfwjs ships: `model.min.js` and base64 weight shards beside it.
 * @param folder the model's folder, such as `<nsfwjs>/dist/models/mobilenet_v2`
 * @throws Error that names the file or weight at fault: missing, of an unknown form, cut short
 */
export function readShippedModel(folder: string): SourceModel {
  return assembleModel(load(join(folder, 'model.min.js')), (shard) => {
    const text = load(join(folder, `${shard}.min.js`));
    if (typeof text !== 'string') throw new Error(`weight shard ${shard}: not base64 text`);
    return Buffer.from(text, 'base64');
  });
}

/**
 * @param modelJson a TensorFlow.js model.json, parsed
 * @param readShard gives the bytes of a shard, by its name in the manifest
 * @throws Error that names the weight or shard at fault
 */
export function assembleModel(
  modelJson: unknown,
  readShard: (name: string) => Uint8Array,
): SourceModel {
  const parsed = v.safeParse(modelJsonSchema, modelJson);
  if (!parsed.success) {
    const faults = parsed.issues.map((i) => `${v.getDotPath(i) ?? '(root)'}: ${i.message}`);
    throw new Error(`model.json refused: ${faults.slice(0, 3).join('; ')}`);
  }
  const weights = new Map<string, QuantisedWeight>();
  for (const group of parsed.output.weightsManifest) {
    const bytes = Buffer.concat(group.paths.map(readShard));
    let at = 0;
    for (const { name, shape, quantization } of group.weights) {
      const end = at + shape.reduce((product, d) => product * d, 1);
      if (end > bytes.length) {
        throw new Error(
          `weight ${name}: ends at byte ${end}, but ${group.paths.join(' + ')} has ${bytes.length}`,
        );
      }
      const { scale, min } = quantization;
      weights.set(name, { name, shape, bytes: bytes.subarray(at, end), scale, min });
      at = end;
    }
    if (at !== bytes.length) {
      throw new Error(`${group.paths.join(' + ')}: ${bytes.length - at} bytes belong to no weight`);
    }
  }
  const { format, modelTopology } = parsed.output;
  return { format: format ? 'graph' : 'layers', topology: modelTopology, weights };
}

/** The files are UMD scripts, marked CommonJS by a package.json beside them. */
function load(file: string): unknown {
  try {
    return require(file);
  } catch (cause) {
    throw new Error(`cannot read ${file}`, { cause });
  }
}
