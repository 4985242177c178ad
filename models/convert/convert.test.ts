import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { checkAgainstCard, portsOf } from '../bundled.ts';
import { makeOnce, sha256 } from '../cache.ts';
import { bundledCards, type CardFile } from '../cards.ts';
import {
  assembleModel,
  findPackage,
  type QuantisedWeight,
  readShippedModel,
  type SourceModel,
} from '../nsfwjs-package.ts';
import { convertKeras } from './keras.ts';
import type { Ports } from './layers.ts';
import { OnnxGraph } from './onnx.ts';
import { convertTfGraph } from './tfgraph.ts';
import { permute } from './weights.ts';

ort.env.wasm.numThreads = 1;

const MEGABYTE = 1e6;
const ports: Ports = {
  input: { name: 'input', size: 224, layout: 'NCHW' },
  outputs: { classes: 'classes', map: 'map' },
};

function shipped({ card }: CardFile): SourceModel {
  return readShippedModel(join(findPackage('nsfwjs', 'nsfwjs/core').folder, card.source.path));
}
const convert = (file: CardFile, source = shipped(file)) =>
  source.format === 'graph'
    ? convertTfGraph(source, portsOf(file.card))
    : convertKeras(source, portsOf(file.card));
const [fast, mid] = bundledCards();

describe.each([
  { id: 'mobilenet-v2', file: fast, limit: 2.9 },
  { id: 'mobilenet-v2-mid', file: mid, limit: 4.7 },
])('$id', ({ id, file, limit }) => {
  if (file?.card.id !== id) throw new Error(`no card for ${id}`);

  it('converts to the same bytes each time, those on the card, and stays small', () => {
    const bytes = convert(file);
    expect(sha256(convert(file))).toBe(sha256(bytes));
    expect(sha256(bytes)).toBe(file.card.sha256);
    expect(bytes.length).toBe(file.card.bytes);
    expect(bytes.length).toBeLessThan(limit * MEGABYTE);
  });

  it('names its classes in the model’s order, mapped as people understand them', () => {
    expect(file.card.labels.map((l) => [l.name, l.category, l.nude])).toEqual([
      ['Drawing', 'none', false],
      ['Hentai', 'drawn', true],
      ['Neutral', 'none', false],
      ['Porn', 'explicit', true],
      ['Sexy', 'suggestive', false],
    ]);
  });

  it('gives a larger map for a larger picture', async () => {
    const session = await ort.InferenceSession.create(convert(file), {
      executionProviders: ['wasm'],
    });
    const picture = new ort.Tensor('float32', new Float32Array(3 * 320 * 256), [1, 3, 320, 256]);
    const { classes, map } = await session.run({ input: picture });
    expect(classes?.dims).toEqual([1, 5]);
    expect(map?.dims).toEqual([1, 10, 8, 5]);
    await session.release();
  });

  it('names a weight that is missing or of another shape', () => {
    const source = shipped(file);
    const [[name, weight] = []] = [...source.weights].filter(([, w]) => w.shape.length === 4);
    if (!name || !weight) throw new Error('no kernel to break');
    const broken = (change: (weights: Map<string, QuantisedWeight>) => void) => () => {
      const weights = new Map(source.weights);
      change(weights);
      return convert(file, { ...source, weights });
    };
    expect(broken((weights) => weights.delete(name))).toThrow(`weight ${name} is missing`);
    const shape = weight.shape.map((d, axis) => (axis === 2 ? d + 1 : d));
    expect(broken((weights) => weights.set(name, { ...weight, shape }))).toThrow(
      /kernel \[.*\] does not fit|shape \[.*\], wanted/,
    );
  });

  it('is refused when it is not the one on its card', () => {
    const made = { bytes: file.card.bytes, sha256: 'f'.repeat(64) };
    expect(() => checkAgainstCard(file.card, made)).toThrow(
      new RegExp(`${id}: the model made .* is not the one on its card .*--update-cards`),
    );
    expect(() => checkAgainstCard(file.card, { ...made, sha256: file.card.sha256 })).not.toThrow();
  });
});

describe('a source that cannot be converted', () => {
  const model = (topology: unknown, format: SourceModel['format']): SourceModel => ({
    format,
    topology,
    weights: new Map(),
  });
  const keras = (class_name: string, config: object, inbound: string[] = []) =>
    model(
      {
        model_config: {
          config: {
            layers: [
              { class_name, name: 'odd', config, inbound_nodes: [inbound.map((name) => [name])] },
            ],
          },
        },
      },
      'layers',
    );

  it('names an unknown layer, an unsupported setting, a missing input, a wrong input size', () => {
    expect(() => convertKeras(keras('LSTM', {}), ports)).toThrow('layer odd: unknown kind LSTM');
    expect(() => convertKeras(keras('ReLU', { max_value: 1 }), ports)).toThrow(
      'layer odd (ReLU): max_value',
    );
    expect(() => convertKeras(keras('Flatten', {}, ['ghost']), ports)).toThrow(
      'layer odd: its input ghost does not come before it',
    );
    const small = { batch_input_shape: [null, 96, 96, 3] };
    expect(() => convertKeras(keras('InputLayer', small), ports)).toThrow('the card says 224²');
    const full = { batch_input_shape: [null, 224, 224, 3] };
    expect(() => convertKeras(keras('InputLayer', full), ports)).toThrow(
      'the last layer is not a softmax Dense',
    );
  });

  it('names an unknown operator, an unsupported attribute, a missing input', () => {
    const graph = (node: object) => model({ node: [{ name: 'odd', ...node }] }, 'graph');
    expect(() => convertTfGraph(graph({ op: 'LRN' }), ports)).toThrow(
      'node odd: unknown operator LRN',
    );
    const shape = { dim: [1, 224, 224, 3].map((size) => ({ size: `${size}` })) };
    const nodes = [
      { name: 'input', op: 'Placeholder', attr: { shape: { shape } } },
      { name: 'odd', op: 'AvgPool', input: ['input'], attr: { padding: { s: 'VkFMSUQ=' } } },
    ];
    expect(() => convertTfGraph(model({ node: nodes }, 'graph'), ports)).toThrow(
      'node odd (AvgPool): ksize',
    );
    expect(() => convertTfGraph(graph({ op: 'Squeeze', input: ['ghost'] }), ports)).toThrow(
      'node odd: its input ghost does not come before it',
    );
    expect(() => convertTfGraph(graph({ op: 'Softmax' }), ports)).toThrow('input 0 is missing');
  });
});

describe('the package', () => {
  const manifest = (dtype = 'uint8') => ({
    modelTopology: {},
    weightsManifest: [
      {
        paths: ['shard1', 'shard2'],
        weights: [
          {
            name: 'a',
            shape: [2, 3],
            dtype: 'float32',
            quantization: { min: -1, scale: 0.5, dtype },
          },
          { name: 'b', shape: [], dtype: 'float32', quantization: { min: 0, scale: 1, dtype } },
        ],
      },
    ],
  });
  const shards = (second: number) => (name: string) =>
    new Uint8Array(name === 'shard1' ? 4 : second);

  it('is read shard after shard', () => {
    const { weights, format } = assembleModel(manifest(), shards(3));
    expect(format).toBe('layers');
    expect([...weights.values()].map((w) => w.bytes.length)).toEqual([6, 1]);
  });

  it('is refused when a shard is cut short or too long, or of another type', () => {
    expect(() => assembleModel(manifest(), shards(2))).toThrow(
      'weight b: ends at byte 7, but shard1 + shard2 has 6',
    );
    expect(() => assembleModel(manifest(), shards(9))).toThrow('6 bytes belong to no weight');
    expect(() => assembleModel(manifest('uint16'), shards(3))).toThrow('model.json refused');
    expect(() => assembleModel({}, shards(3))).toThrow('weightsManifest');
  });

  it('is named when it, or a file of it, is not there', () => {
    expect(() => findPackage('no-such-package', 'no-such-package')).toThrow(
      'npm package no-such-package is not installed',
    );
    expect(() => readShippedModel('/nowhere')).toThrow(join('/nowhere', 'model.min.js'));
  });
});

describe('OnnxGraph', () => {
  it('refuses a constant of the wrong length, a name used twice and a tensor never made', () => {
    const graph = new OnnxGraph('test');
    expect(() => graph.floats('c', [2, 2], [1, 2, 3])).toThrow('3 values for shape [2, 2]');
    graph.input('x', ['N', 3]);
    expect(() => graph.bytes('x', [1], new Uint8Array(1))).toThrow('two tensors named x');
    expect(() => graph.node('Relu', 'y', ['z'])).toThrow('no tensor named z');
    expect(() => graph.output('y', ['N', 3])).toThrow('nothing makes it');
  });
});

it('permute moves every element to where its axes go', () => {
  const shapes = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 5 })));
  const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  fc.assert(
    fc.property(shapes, orders, (shape, order) => {
      const total = shape.reduce((product, d) => product * d, 1);
      const bytes = Uint8Array.from({ length: total }, (_, i) => i % 251);
      const out = permute(bytes, shape, order);
      const at = (index: number[], dims: number[]) =>
        index.reduce((sum, i, axis) => sum * (dims[axis] ?? 1) + i, 0);
      const dims = order.map((axis) => shape[axis] ?? 1);
      for (let i = 0; i < total; i++) {
        let rest = i;
        const index = shape.map((_, axis) => {
          const stride = shape.slice(axis + 1).reduce((product, d) => product * d, 1);
          const here = Math.floor(rest / stride);
          rest %= stride;
          return here;
        });
        const moved = order.map((axis) => index[axis] ?? 0);
        expect(out[at(moved, dims)]).toBe(bytes[i]);
      }
    }),
  );
});

it('a made file is kept until its sources change or it is tampered with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'figleaf-'));
  const path = join(folder, 'deep', 'model.onnx');
  let made = 0;
  const make = () => Uint8Array.of(++made);
  const again = (key: string) => makeOnce(path, key, make);
  expect(again('one')).toMatchObject({ cached: false });
  expect(again('one')).toMatchObject({ cached: true });
  expect(again('two')).toMatchObject({ cached: false });
  writeFileSync(path, 'tampered');
  expect(again('two')).toMatchObject({ cached: false });
  expect(made).toBe(3);
  rmSync(folder, { recursive: true });
});
