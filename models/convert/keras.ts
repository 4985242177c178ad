import * as v from 'valibot';
import type { QuantisedWeight, SourceModel } from '../nsfwjs-package.ts';
import { addDense, finishHead, type Head, startHead } from './head.ts';
import {
  addConvolution,
  addPicture,
  addRelu6,
  addSum,
  type Features,
  type Ports,
} from './layers.ts';
import { OnnxGraph } from './onnx.ts';
import { dequantise, findWeight } from './weights.ts';

const pair = v.tuple([v.number(), v.number()]);
const channelsLast = v.optional(v.literal('channels_last'), 'channels_last');
const convolution = {
  kernel_size: pair,
  strides: v.pipe(
    pair,
    v.check(([a, b]) => a === b, 'strides differ'),
  ),
  padding: v.picklist(['same', 'valid']),
  dilation_rate: v.tuple([v.literal(1), v.literal(1)]),
  use_bias: v.literal(false),
  activation: v.literal('linear'),
  data_format: channelsLast,
};
/** The layers understood, and of each only the settings that the conversion honours. */
const configs = {
  InputLayer: v.object({ batch_input_shape: v.array(v.nullable(v.number())) }),
  ZeroPadding2D: v.object({ padding: v.tuple([pair, pair]), data_format: channelsLast }),
  Conv2D: v.object(convolution),
  DepthwiseConv2D: v.object({ ...convolution, depth_multiplier: v.literal(1) }),
  BatchNormalization: v.object({
    epsilon: v.number(),
    scale: v.literal(true),
    center: v.literal(true),
  }),
  ReLU: v.object({
    max_value: v.literal(6),
    negative_slope: v.literal(0),
    threshold: v.literal(0),
  }),
  Add: v.object({}),
  AveragePooling2D: v.object({
    pool_size: v.pipe(
      pair,
      v.check(([a, b]) => a === b, 'not square'),
    ),
    padding: v.literal('valid'),
    data_format: channelsLast,
  }),
  Flatten: v.object({}),
  Dropout: v.object({}),
  Dense: v.object({
    use_bias: v.literal(true),
    activation: v.picklist(['relu', 'softmax']),
  }),
};
type Kind = keyof typeof configs;

const topologySchema = v.object({
  model_config: v.object({
    config: v.object({
      layers: v.array(
        v.object({
          class_name: v.string(),
          name: v.string(),
          config: v.record(v.string(), v.unknown()),
          // [[[layer, node, tensor, arguments], …]]: one use of the layer, its inputs in order
          inbound_nodes: v.array(v.array(v.looseTuple([v.string()]))),
        }),
      ),
    }),
  }),
});

/** What a layer gave; `padded` and `convolved` wait for the layer they will be folded into. */
type Value =
  | { is: 'features'; features: Features }
  | { is: 'padded'; features: Features; padding: [number, number, number, number] }
  | { is: 'convolved'; features: Features; convolution: PendingConvolution }
  | { is: 'head'; head: Head };
interface PendingConvolution {
  name: string;
  kernel: QuantisedWeight;
  depthwise: boolean;
  stride: number;
  padding: 'same' | [number, number, number, number];
}

/**
 * Converts a Keras-layers image classifier (MobileNetV2's vocabulary of layers) to ONNX, with
 * batch-norm folded into the convolution before it.
 * @returns the bytes of the .onnx file
 * @throws Error that names the layer or weight it does not understand
 */
export function convertKeras(source: SourceModel, ports: Ports): Uint8Array {
  const { layers } = v.parse(topologySchema, source.topology).model_config.config;
  const graph = new OnnxGraph('keras');
  const values = new Map<string, Value>();
  for (const layer of layers) {
    if (!isKind(layer.class_name)) {
      throw new Error(`layer ${layer.name}: unknown kind ${layer.class_name}`);
    }
    const inputs = (layer.inbound_nodes[0] ?? []).map(([from]) => {
      const value = values.get(from);
      if (!value) throw new Error(`layer ${layer.name}: its input ${from} does not come before it`);
      return value;
    });
    const context = { graph, weights: source.weights, ports, name: layer.name, inputs };
    values.set(layer.name, convertLayer(context, layer.class_name, layer.config));
  }
  const last = values.get(layers.at(-1)?.name ?? '');
  if (last?.is !== 'head') throw new Error('the last layer is not a softmax Dense');
  finishHead(graph, last.head, ports.outputs);
  return graph.write();
}

interface Context {
  graph: OnnxGraph;
  weights: ReadonlyMap<string, QuantisedWeight>;
  ports: Ports;
  name: string;
  inputs: Value[];
}

function convertLayer(context: Context, kind: Kind, config: Record<string, unknown>): Value {
  const { graph, weights, ports, name } = context;
  switch (kind) {
    case 'InputLayer': {
      const { batch_input_shape: shape } = settings(name, kind, config);
      const { size } = ports.input;
      if (shape[1] !== size || shape[2] !== size || shape[3] !== 3) {
        throw new Error(`layer ${name}: takes [${shape.join(', ')}], the card says ${size}²`);
      }
      return { is: 'features', features: addPicture(graph, ports.input) };
    }
    case 'ZeroPadding2D': {
      const [[top, bottom], [left, right]] = settings(name, kind, config).padding;
      const { features } = input(context, 'features');
      return { is: 'padded', features, padding: [top, left, bottom, right] };
    }
    case 'Conv2D':
    case 'DepthwiseConv2D': {
      const { kernel_size, padding, strides } = settings(name, kind, config);
      const from = input(context, 'features', 'padded');
      if (from.is === 'padded' && padding === 'same')
        throw new Error(`layer ${name}: padded twice`);
      const depthwise = kind === 'DepthwiseConv2D';
      const kernel = findWeight(weights, `${name}/${depthwise ? 'depthwise_' : ''}kernel`, [
        ...kernel_size,
        from.features.channels,
        depthwise ? 1 : -1,
      ]);
      const explicit = from.is === 'padded' ? from.padding : ([0, 0, 0, 0] as const);
      const convolution: PendingConvolution = {
        name,
        kernel,
        depthwise,
        stride: strides[0],
        padding: padding === 'same' ? 'same' : [...explicit],
      };
      return { is: 'convolved', features: from.features, convolution };
    }
    case 'BatchNormalization': {
      const { epsilon } = settings(name, kind, config);
      const { features, convolution } = input(context, 'convolved');
      const { kernel, depthwise } = convolution;
      const channels = kernel.shape[depthwise ? 2 : 3] ?? 0;
      const { gain, bias } = foldBatchNorm(weights, name, channels, epsilon);
      return {
        is: 'features',
        features: addConvolution(graph, features, { ...convolution, gain, bias }),
      };
    }
    case 'ReLU':
      settings(name, kind, config);
      return {
        is: 'features',
        features: addRelu6(graph, name, input(context, 'features').features),
      };
    case 'Add': {
      const [a, b, more] = context.inputs;
      if (a?.is !== 'features' || b?.is !== 'features' || more) {
        throw new Error(`layer ${name}: adds something other than two feature maps`);
      }
      return { is: 'features', features: addSum(graph, name, a.features, b.features) };
    }
    case 'AveragePooling2D': {
      const [window] = settings(name, kind, config).pool_size;
      return { is: 'head', head: startHead(name, input(context, 'features').features, window) };
    }
    case 'Flatten':
    case 'Dropout':
      return input(context, 'head');
    case 'Dense': {
      const { activation } = settings(name, kind, config);
      const { head } = input(context, 'head');
      const kernel = findWeight(weights, `${name}/kernel`, [head.channels, -1]);
      const bias = dequantise(findWeight(weights, `${name}/bias`, [kernel.shape[1] ?? 0]));
      const relu = activation === 'relu';
      return { is: 'head', head: addDense(graph, head, { name, kernel, bias, relu }) };
    }
  }
}

/**
 * gamma * (x - mean) / sqrt(variance + epsilon) + beta, as gain * x + bias.
 */
function foldBatchNorm(
  weights: ReadonlyMap<string, QuantisedWeight>,
  name: string,
  channels: number,
  epsilon: number,
): { gain: Float32Array; bias: Float32Array } {
  const read = (part: string) => dequantise(findWeight(weights, `${name}/${part}`, [channels]));
  const [beta, mean, variance] = [read('beta'), read('moving_mean'), read('moving_variance')];
  const gain = read('gamma').map((gamma, c) => gamma / Math.sqrt((variance[c] ?? 0) + epsilon));
  const bias = beta.map((b, c) => b - (mean[c] ?? 0) * (gain[c] ?? 0));
  return { gain, bias };
}

const isKind = (name: string): name is Kind => Object.hasOwn(configs, name);

function settings<K extends Kind>(
  name: string,
  kind: K,
  config: Record<string, unknown>,
): v.InferOutput<(typeof configs)[K]> {
  const result = v.safeParse(configs[kind], config);
  if (!result.success) {
    const faults = result.issues.map((i) => `${v.getDotPath(i) ?? kind}: ${i.message}`);
    throw new Error(`layer ${name} (${kind}): ${faults.join('; ')}`);
  }
  return result.output;
}

/** The layer's only input. @throws Error when it is not of a kind the layer can take */
function input<Is extends Value['is']>(
  context: Context,
  ...kinds: Is[]
): Extract<Value, { is: Is }> {
  const [value, more] = context.inputs;
  const takes = (candidate: Value): candidate is Extract<Value, { is: Is }> =>
    kinds.some((kind) => kind === candidate.is);
  if (!value || more || !takes(value)) {
    const got = context.inputs.map((v) => v.is).join(', ') || 'nothing';
    throw new Error(`layer ${context.name}: follows ${got}, wanted ${kinds.join(' or ')}`);
  }
  return value;
}
