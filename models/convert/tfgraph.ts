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

const base64 = v.pipe(
  v.string(),
  v.transform((text) => Buffer.from(text, 'base64').toString()),
);
const word = <const T extends string>(value: T) =>
  v.object({ s: v.pipe(base64, v.literal(value)) });
const numbers = v.object({
  list: v.object({ i: v.array(v.pipe(v.string(), v.transform(Number))) }),
});
const ones = v.pipe(
  numbers,
  v.check(({ list }) => list.i.every((i) => i === 1), 'not all 1'),
);
/** Of an NHWC list [1, a, a, 1], a. */
const square = v.pipe(
  numbers,
  v.check(({ list: { i } }) => i[0] === 1 && i[1] === i[2] && i[3] === 1, 'not [1, a, a, 1]'),
  v.transform(({ list }) => list.i[1] ?? 1),
);
const fusedOps = v.pipe(
  v.object({ list: v.object({ s: v.array(base64) }) }),
  v.transform(({ list }) => list.s.join(' ')),
);
const nhwc = v.optional(word('NHWC'));
const convolution = v.object({
  strides: square,
  padding: word('SAME'),
  dilations: ones,
  data_format: nhwc,
  fused_ops: v.pipe(fusedOps, v.picklist(['BiasAdd', 'BiasAdd Relu6'])),
});
const dimensions = v.object({ shape: v.object({ dim: v.array(v.object({ size: v.string() })) }) });
const no = v.object({ b: v.literal(false) });

/** The operators understood, and of each only the attributes that the conversion honours. */
const attributes = {
  Placeholder: v.object({ shape: dimensions }),
  Const: v.object({}),
  Mul: v.object({}),
  Sub: v.object({}),
  AddV2: v.object({}),
  _FusedConv2D: convolution,
  FusedDepthwiseConv2dNative: convolution,
  AvgPool: v.object({ ksize: square, padding: word('VALID'), data_format: nhwc }),
  Squeeze: v.object({ squeeze_dims: numbers }),
  _FusedMatMul: v.object({
    transpose_a: no,
    transpose_b: no,
    fused_ops: v.pipe(fusedOps, v.literal('BiasAdd')),
  }),
  Softmax: v.object({}),
  Identity: v.object({}),
};
type Op = keyof typeof attributes;

const topologySchema = v.object({
  node: v.array(
    v.object({
      name: v.string(),
      op: v.string(),
      input: v.optional(v.array(v.string()), []),
      attr: v.optional(v.record(v.string(), v.unknown()), {}),
    }),
  ),
});

type Value =
  | { is: 'features'; features: Features }
  | { is: 'weight'; weight: QuantisedWeight }
  | { is: 'head'; head: Head }
  | { is: 'classes'; head: Head };

/**
 * Converts a frozen TensorFlow graph of an image classifier (MobileNetV2's vocabulary, batch-norm
 * folded already) to ONNX.
 * @returns the bytes of the .onnx file
 * @throws Error that names the node or weight it does not understand
 */
export function convertTfGraph(source: SourceModel, ports: Ports): Uint8Array {
  const { node: nodes } = v.parse(topologySchema, source.topology);
  const graph = new OnnxGraph('tfgraph');
  const values = new Map<string, Value>();
  let answer: Head | undefined;
  for (const node of nodes) {
    if (!isOp(node.op)) throw new Error(`node ${node.name}: unknown operator ${node.op}`);
    const inputs = node.input
      .filter((from) => !from.startsWith('^')) // control edges carry no data
      .map((from) => {
        const value = values.get(from);
        if (!value) throw new Error(`node ${node.name}: its input ${from} does not come before it`);
        return value;
      });
    const context = { graph, weights: source.weights, ports, name: node.name, inputs };
    const value = convertNode(context, node.op, node.attr);
    values.set(node.name, value);
    if (value.is === 'classes') answer = value.head;
  }
  if (!answer) throw new Error('no Softmax in the graph');
  finishHead(graph, answer, ports.outputs);
  return graph.write();
}

interface Context {
  graph: OnnxGraph;
  weights: ReadonlyMap<string, QuantisedWeight>;
  ports: Ports;
  name: string;
  inputs: Value[];
}

function convertNode(context: Context, op: Op, attr: Record<string, unknown>): Value {
  const { graph, weights, ports } = context;
  const name = shortName(context.name);
  switch (op) {
    case 'Placeholder': {
      const shape = settings(context, op, attr).shape.shape.dim.map((d) => Number(d.size));
      const { size } = ports.input;
      if (shape[1] !== size || shape[2] !== size || shape[3] !== 3) {
        throw new Error(`node ${name}: takes [${shape.join(', ')}], the card says ${size}²`);
      }
      return { is: 'features', features: addPicture(graph, ports.input) };
    }
    case 'Const': {
      const weight = weights.get(context.name);
      if (!weight) throw new Error(`weight ${context.name} is missing`);
      return { is: 'weight', weight };
    }
    case 'Mul':
    case 'Sub': {
      const [a, b] = context.inputs;
      if (!a || !b || context.inputs.length !== 2)
        throw new Error(`node ${name}: wants two inputs`);
      const features = a.is === 'features' ? a.features : b.is === 'features' ? b.features : null;
      if (!features) throw new Error(`node ${name}: no feature map to ${op}`);
      const operand = (value: Value, side: string) =>
        value.is === 'weight' ? scalar(context, `${name}/${side}`, value.weight) : features.tensor;
      const tensor = graph.node(op, name, [operand(a, 'x'), operand(b, 'y')]);
      return { is: 'features', features: { ...features, tensor } };
    }
    case 'AddV2': {
      const a = input(context, 0, 'features');
      const b = input(context, 1, 'features');
      return { is: 'features', features: addSum(graph, name, a.features, b.features) };
    }
    case '_FusedConv2D':
    case 'FusedDepthwiseConv2dNative': {
      const { strides: stride, fused_ops } = settings(context, op, attr);
      const convolved = addConvolution(graph, input(context, 0, 'features').features, {
        name,
        kernel: input(context, 1, 'weight').weight,
        depthwise: op === 'FusedDepthwiseConv2dNative',
        stride,
        padding: 'same',
        bias: dequantise(input(context, 2, 'weight').weight),
      });
      const clipped = fused_ops === 'BiasAdd Relu6';
      return {
        is: 'features',
        features: clipped ? addRelu6(graph, `${name}/relu6`, convolved) : convolved,
      };
    }
    case 'AvgPool': {
      const { ksize } = settings(context, op, attr);
      return {
        is: 'head',
        head: startHead(name, input(context, 0, 'features').features, ksize),
      };
    }
    case 'Squeeze':
      return input(context, 0, 'head');
    case '_FusedMatMul': {
      settings(context, op, attr);
      const kernel = input(context, 1, 'weight').weight;
      const bias = dequantise(input(context, 2, 'weight').weight);
      const { head } = input(context, 0, 'head');
      return { is: 'head', head: addDense(graph, head, { name, kernel, bias, relu: false }) };
    }
    case 'Softmax':
      return { is: 'classes', head: input(context, 0, 'head').head };
    case 'Identity':
      return input(context, 0, 'classes');
  }
}

/** TensorFlow's scopes repeat eight deep; the last four words tell the nodes apart. */
const shortName = (name: string) => name.split('/').slice(-4).join('/');

const isOp = (name: string): name is Op => Object.hasOwn(attributes, name);

function scalar(context: Context, name: string, weight: QuantisedWeight): string {
  findWeight(context.weights, weight.name, []);
  return context.graph.floats(name, [], dequantise(weight));
}

function settings<O extends Op>(
  context: Context,
  op: O,
  attr: Record<string, unknown>,
): v.InferOutput<(typeof attributes)[O]> {
  const result = v.safeParse(attributes[op], attr);
  if (!result.success) {
    const faults = result.issues.map((i) => `${v.getDotPath(i) ?? op}: ${i.message}`);
    throw new Error(`node ${context.name} (${op}): ${faults.join('; ')}`);
  }
  return result.output;
}

/** @throws Error when the node's input at `index` is missing or not of the kind it needs */
function input<Is extends Value['is']>(
  context: Context,
  index: number,
  kind: Is,
): Extract<Value, { is: Is }> {
  const value = context.inputs[index];
  const takes = (candidate: Value): candidate is Extract<Value, { is: Is }> =>
    candidate.is === kind;
  if (!value || !takes(value)) {
    throw new Error(
      `node ${context.name}: input ${index} is ${value?.is ?? 'missing'}, wanted ${kind}`,
    );
  }
  return value;
}
