import { join } from 'node:path';
import type { MadeCard } from '../src/shared/card.ts';
import { digestFiles, makeOnce, sha256 } from './cache.ts';
import { type CardFile, projectFolder } from './cards.ts';
import { convertKeras } from './convert/keras.ts';
import type { Ports } from './convert/layers.ts';
import { convertTfGraph } from './convert/tfgraph.ts';
import { findPackage, readShippedModel } from './nsfwjs-package.ts';

const ENTRIES: Record<string, string> = { nsfwjs: 'nsfwjs/core', protobufjs: 'protobufjs' };

/** What a model file turned out to be. */
export interface Made {
  bytes: number;
  sha256: string;
  cached: boolean;
}

/**
 * Makes a model's ONNX file from the npm package its card names, or takes it from
 * `.cache/` when the weights, the converter and the card's ports have not changed.
 * @throws Error when the package is missing or of another version than the card's, or cannot be
 * converted
 */
export function makeModel({ card, modelPath }: CardFile): Made {
  const { source } = card;
  const { folder, version } = find(source.package);
  if (version !== source.version) {
    throw new Error(
      `${card.id}: the card is for ${source.package} ${source.version}, installed is ${version}`,
    );
  }
  const shipped = join(folder, source.path);
  const ports = portsOf(card);
  const key = digestFiles(
    [
      shipped,
      join(projectFolder, 'models/convert'),
      join(projectFolder, 'models/nsfwjs-package.ts'),
    ],
    [JSON.stringify(ports), `protobufjs ${find('protobufjs').version}`],
  );
  const made = makeOnce(modelPath, key, () => {
    const model = readShippedModel(shipped);
    return model.format === 'graph' ? convertTfGraph(model, ports) : convertKeras(model, ports);
  });
  return { bytes: made.bytes.length, sha256: sha256(made.bytes), cached: made.cached };
}

/** @throws Error when the model made is not the one the card describes */
export function checkAgainstCard(card: MadeCard, made: Pick<Made, 'bytes' | 'sha256'>): void {
  if (made.sha256 === card.sha256 && made.bytes === card.bytes) return;
  throw new Error(
    `${card.id}: the model made (${made.bytes} bytes, SHA-256 ${made.sha256}) is not the one on ` +
      `its card (${card.bytes} bytes, ${card.sha256}). If the converter or the weights changed ` +
      `on purpose, run: npm run models -- ${card.bundled ? '' : `${card.id} `}--update-cards`,
  );
}

/** @throws Error when the card has no class map output, which every model made here gives */
export function portsOf({ id, input, outputs }: MadeCard): Ports {
  if (!outputs.map) throw new Error(`${id}: the card names no map output`);
  const { name, size, layout } = input;
  return { input: { name, size, layout }, outputs: { classes: outputs.classes, map: outputs.map } };
}

function find(name: string) {
  const entry = ENTRIES[name];
  if (!entry) throw new Error(`no converter reads the npm package ${name}`);
  return findPackage(name, entry);
}
