import type { QuantisedWeight } from '../nsfwjs-package.ts';
import type { OnnxGraph } from './onnx.ts';
import { addWeight, permute } from './weights.ts';

/** Names and size of what goes in and out, as the model's card has them. */
export interface Ports {
  input: { name: string; size: number; layout: 'NHWC' | 'NCHW' };
  outputs: { classes: string; map: string };
}

/** A feature map between layers, [N, channels, size, size]; `size` is that at the card's input. */
export interface Features {
  tensor: string;
  channels: number;
  size: number;
}

export interface Convolution {
  name: string;
  /** [h, w, in, out]; depthwise [h, w, channels, 1]. */
  kernel: QuantisedWeight;
  depthwise: boolean;
  stride: number;
  /** `same` as TensorFlow means it; else zeros added at top, left, bottom, right. */
  padding: 'same' | [number, number, number, number];
  /** Factor for each output channel (a folded batch-norm). */
  gain?: Float32Array;
  bias: Float32Array;
}

/** Adds a square-strided 2-D convolution. @throws Error when the channels do not fit */
export function addConvolution(graph: OnnxGraph, input: Features, conv: Convolution): Features {
  const { name, kernel, depthwise, stride, padding } = conv;
  const [h = 0, w = 0, inner = 0, last = 0] = kernel.shape;
  if (kernel.shape.length !== 4 || inner !== input.channels || (depthwise && last !== 1)) {
    throw new Error(
      `${name}: kernel [${kernel.shape.join(', ')}] does not fit ${input.channels} channels`,
    );
  }
  const channels = depthwise ? inner : last;
  if (conv.bias.length !== channels) {
    throw new Error(`${name}: ${conv.bias.length} biases for ${channels} channels`);
  }
  // Depthwise or not, ONNX wants [out, in / group, h, w].
  const order = depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1];
  const dims = [channels, depthwise ? 1 : inner, h, w];
  const bytes = permute(kernel.bytes, kernel.shape, order);
  const weight = addWeight(graph, { ...kernel, name: `${name}/kernel` }, bytes, dims, conv.gain);
  const bias = graph.floats(`${name}/bias`, [channels], conv.bias);
  const tensor = graph.node('Conv', name, [input.tensor, weight, bias], {
    kernel_shape: [h, w],
    strides: [stride, stride],
    group: depthwise ? channels : 1,
    ...(padding === 'same' ? { auto_pad: 'SAME_UPPER' } : { pads: padding }),
  });
  const padded = padding === 'same' ? 0 : padding[0] + padding[2];
  const size =
    padding === 'same'
      ? Math.ceil(input.size / stride)
      : Math.floor((input.size + padded - h) / stride) + 1;
  return { tensor, channels, size };
}

/** Adds min(max(x, 0), 6). */
export function addRelu6(graph: OnnxGraph, name: string, input: Features): Features {
  const low = graph.floats(`${name}/low`, [], [0]);
  const high = graph.floats(`${name}/high`, [], [6]);
  return { ...input, tensor: graph.node('Clip', name, [input.tensor, low, high]) };
}

/** Adds max(x, 0). */
export function addRelu(graph: OnnxGraph, name: string, input: Features): Features {
  return { ...input, tensor: graph.node('Relu', name, [input.tensor]) };
}

/** Adds the largest of each square window that lies wholly inside. */
export function addMaximum(
  graph: OnnxGraph,
  name: string,
  input: Features,
  window: number,
  stride: number,
): Features {
  const tensor = graph.node('MaxPool', name, [input.tensor], {
    kernel_shape: [window, window],
    strides: [stride, stride],
  });
  return { ...input, tensor, size: Math.floor((input.size - window) / stride) + 1 };
}

/** Adds the mean of the square window about each place, of what lies inside the map. */
export function addAverage(
  graph: OnnxGraph,
  name: string,
  input: Features,
  window: number,
): Features {
  const tensor = graph.node('AveragePool', name, [input.tensor], {
    kernel_shape: [window, window],
    auto_pad: 'SAME_UPPER',
    count_include_pad: 0,
  });
  return { ...input, tensor };
}

/** Adds feature maps of one size, one after another by channel. @throws Error when sizes differ */
export function addConcatenation(graph: OnnxGraph, name: string, parts: Features[]): Features {
  const [first] = parts;
  if (!first || parts.some(({ size }) => size !== first.size)) {
    throw new Error(
      `${name}: cannot join maps of ${parts.map(({ size }) => `${size}²`).join(', ')}`,
    );
  }
  const tensor = graph.node(
    'Concat',
    name,
    parts.map((part) => part.tensor),
    { axis: 1 },
  );
  return {
    tensor,
    channels: parts.reduce((sum, part) => sum + part.channels, 0),
    size: first.size,
  };
}

/** Adds the sum of two feature maps of one shape. @throws Error when they differ */
export function addSum(graph: OnnxGraph, name: string, a: Features, b: Features): Features {
  if (a.channels !== b.channels || a.size !== b.size) {
    throw new Error(`${name}: cannot add ${a.channels}×${a.size}² and ${b.channels}×${b.size}²`);
  }
  return { ...a, tensor: graph.node('Add', name, [a.tensor, b.tensor]) };
}

/**
 * Adds the picture input, [N, size, size, 3] or planes.
 * Height and width stay open: the body is convolutional, so a larger picture gives a larger map.
 */
export function addPicture(graph: OnnxGraph, input: Ports['input']): Features {
  const planes = input.layout === 'NCHW';
  const dims = planes ? ['N', 3, 'height', 'width'] : ['N', 'height', 'width', 3];
  const picture = graph.input(input.name, dims);
  const tensor = planes
    ? picture
    : graph.node('Transpose', `${input.name}/planes`, [picture], { perm: [0, 3, 1, 2] });
  return { tensor, channels: 3, size: input.size };
}
