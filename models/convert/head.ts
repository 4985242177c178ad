import type { QuantisedWeight } from '../nsfwjs-package.ts';
import type { Features, Ports } from './layers.ts';
import type { OnnxGraph } from './onnx.ts';
import { addWeight, permute } from './weights.ts';

/**
 * The dense layers that follow global average pooling, run twice: on the pooled vector, for the
 * class probabilities, and on each cell of the feature map, for the class map.
 *
 * The first dense layer runs once, before pooling: it is affine, so the mean of its answers is its
 * answer to the mean. Where it is the only layer, the map's mean is therefore the model's own
 * logits (class activation mapping, Zhou et al. 2016); behind further layers the map is a guide.
 */
export interface Head {
  /** [N, channels, h, w] */
  cells: string;
  /** [N, channels, 1, 1]; absent until the first dense layer has run. */
  pooled?: string;
  channels: number;
}

export interface Dense {
  name: string;
  /** [in, out] */
  kernel: QuantisedWeight;
  bias: Float32Array;
  relu: boolean;
}

/**
 * Starts the head at an average pooling layer.
 * @param window pixels on each side of the pooling window
 * @throws Error when the window is not the whole map
 */
export function startHead(name: string, features: Features, window: number): Head {
  if (window !== features.size) {
    throw new Error(`${name}: pools ${window}² of a ${features.size}² map; only global pooling`);
  }
  return { cells: features.tensor, channels: features.channels };
}

/** Adds a dense layer to both branches. @throws Error when the channels do not fit */
export function addDense(graph: OnnxGraph, head: Head, dense: Dense): Head {
  const { name, kernel, bias } = dense;
  const [inner = 0, outer = 0] = kernel.shape;
  if (kernel.shape.length !== 2 || inner !== head.channels || bias.length !== outer) {
    throw new Error(`${name}: kernel [${kernel.shape.join(', ')}] does not fit ${head.channels}`);
  }
  const weight = addWeight(
    graph,
    { ...kernel, name: `${name}/kernel` },
    permute(kernel.bytes, kernel.shape, [1, 0]),
    [outer, inner, 1, 1],
  );
  const biases = graph.floats(`${name}/bias`, [outer], bias);
  const conv = (branch: string, input: string) =>
    graph.node('Conv', `${name}/${branch}`, [input, weight, biases], { kernel_shape: [1, 1] });
  const relu = (input: string) =>
    dense.relu ? graph.node('Relu', `${input}/relu`, [input]) : input;

  const cells = conv('cells', head.cells);
  const pooled = head.pooled
    ? conv('pooled', head.pooled)
    : graph.node('GlobalAveragePool', `${name}/pooled`, [cells]);
  return { cells: relu(cells), pooled: relu(pooled), channels: outer };
}

/** Adds the outputs: `classes` [N, labels] by softmax, `map` [N, h, w, labels] of logits. */
export function finishHead(graph: OnnxGraph, head: Head, outputs: Ports['outputs']): void {
  if (!head.pooled) throw new Error('softmax without a dense layer before it');
  const logits = graph.node('Flatten', 'logits', [head.pooled], { axis: 1 });
  graph.node('Softmax', outputs.classes, [logits], { axis: 1 });
  graph.output(outputs.classes, ['N', head.channels]);
  graph.node('Transpose', outputs.map, [head.cells], { perm: [0, 2, 3, 1] });
  graph.output(outputs.map, ['N', 'mapHeight', 'mapWidth', head.channels]);
}
