import * as v from 'valibot';
import type { QuantisedWeight, SourceModel } from '../nsfwjs-package.ts';
import { addDense, finishHead, type Head, startHead } from './head.ts';
import { isKind, type Kind, settings, topologySchema } from './keras-config.ts';
import {
  addAverage,
  addConcatenation,
  addConvolution,
  addMaximum,
  addPicture,
  addRelu,
  addRelu6,
  addSum,
  type Features,
  type Ports,
} from './layers.ts';
import { OnnxGraph } from './onnx.ts';
import { dequantise, findWeight } from './weights.ts';

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
 * Converts a Keras-layers image classifier (MobileNetV2's and InceptionV3's vocabulary of layers) to
 * ONNX, with batch-norm folded into the convolution before it.
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
      const { epsilon, scale } = settings(name, kind, config);
      const { features, convolution } = input(context, 'convolved');
      const { kernel, depthwise } = convolution;
      const channels = kernel.shape[depthwise ? 2 : 3] ?? 0;
      const { gain, bias } = foldBatchNorm(weights, name, channels, epsilon, scale);
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
    case 'Activation':
      settings(name, kind, config);
      return {
        is: 'features',
        features: addRelu(graph, name, input(context, 'features').features),
      };
    case 'MaxPooling2D': {
      const { pool_size, strides } = settings(name, kind, config);
      const { features } = input(context, 'features');
      return {
        is: 'features',
        features: addMaximum(graph, name, features, pool_size[0], strides[0]),
      };
    }
    case 'Concatenate': {
      settings(name, kind, config);
      const parts = context.inputs.map((value) => {
        if (value.is !== 'features') throw new Error(`layer ${name}: joins a ${value.is}`);
        return value.features;
      });
      return { is: 'features', features: addConcatenation(graph, name, parts) };
    }
    case 'Add': {
      const [a, b, more] = context.inputs;
      if (a?.is !== 'features' || b?.is !== 'features' || more) {
        throw new Error(`layer ${name}: adds something other than two feature maps`);
      }
      return { is: 'features', features: addSum(graph, name, a.features, b.features) };
    }
    case 'AveragePooling2D': {
      const { pool_size, padding } = settings(name, kind, config);
      const { features } = input(context, 'features');
      const [window] = pool_size;
      return padding === 'same'
        ? { is: 'features', features: addAverage(graph, name, features, window) }
        : { is: 'head', head: startHead(name, features, window) };
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
 * gamma * (x - mean) / sqrt(variance + epsilon) + beta, as gain * x + bias; gamma is 1 unless `scaled`.
 */
function foldBatchNorm(
  weights: ReadonlyMap<string, QuantisedWeight>,
  name: string,
  channels: number,
  epsilon: number,
  scaled: boolean,
): { gain: Float32Array; bias: Float32Array } {
  const read = (part: string) => dequantise(findWeight(weights, `${name}/${part}`, [channels]));
  const [beta, mean, variance] = [read('beta'), read('moving_mean'), read('moving_variance')];
  const gamma = scaled ? read('gamma') : new Float32Array(channels).fill(1);
  const gain = gamma.map((g, c) => g / Math.sqrt((variance[c] ?? 0) + epsilon));
  const bias = beta.map((b, c) => b - (mean[c] ?? 0) * (gain[c] ?? 0));
  return { gain, bias };
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
