import type { QuantisedWeight } from '../nsfwjs-package.ts';
import type { OnnxGraph } from './onnx.ts';

/**
 * @returns the weight's float32 values, as tfjs computes them
 */
export function dequantise(weight: QuantisedWeight): Float32Array {
  return Float32Array.from(weight.bytes, (byte) => byte * weight.scale + weight.min);
}

/**
 * @throws Error that names a weight the topology asks for and the manifest lacks, or whose shape
 * is not what the layer needs (-1 takes any length)
 */
export function findWeight(
  weights: ReadonlyMap<string, QuantisedWeight>,
  name: string,
  shape: number[],
): QuantisedWeight {
  const weight = weights.get(name);
  if (!weight) throw new Error(`weight ${name} is missing`);
  const fits =
    weight.shape.length === shape.length &&
    shape.every((length, i) => length === -1 || length === weight.shape[i]);
  if (!fits) {
    throw new Error(
      `weight ${name}: shape [${weight.shape.join(', ')}], wanted [${shape.join(', ')}]`,
    );
  }
  return weight;
}

/**
 * Reorders the axes of a row-major tensor: axis i of the result is axis `order[i]` of `shape`.
 */
export function permute(bytes: Uint8Array, shape: number[], order: number[]): Uint8Array {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((product, d) => product * d, 1));
  const lengths = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const index = order.map(() => 0);
  const out = new Uint8Array(bytes.length);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = bytes[from] ?? 0;
    for (let axis = order.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      from += steps[axis] ?? 0;
      if (next < (lengths[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      from -= next * (steps[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return out;
}

/**
 * Adds a weight as bytes plus the arithmetic that turns them into float32, all of it constant:
 * DequantizeLinear for byte * scale * gain, and an Add for min * gain, because its zero point is a
 * whole number and min / scale is not.
 *
 * onnxruntime works all of it out when a session loads only where `session.disable_quant_qdq` is
 * set, as the engine does; otherwise it leaves DequantizeLinear to run each time, two to three times
 * slower (core/optimizer/constant_folding.cc, `skip_dequantize_linear`).
 * @param bytes row-major in `dims`, output channel first
 * @param gain one factor for each output channel, or none
 * @returns name of a float32 tensor of shape `dims`
 */
export function addWeight(
  graph: OnnxGraph,
  weight: Pick<QuantisedWeight, 'scale' | 'min'> & { name: string },
  bytes: Uint8Array,
  dims: number[],
  gain?: Float32Array,
): string {
  const { name, scale, min } = weight;
  const column = dims.map((d, axis) => (axis === 0 ? d : 1));
  const raw = graph.bytes(`${name}/bytes`, dims, bytes);
  const factor = gain
    ? graph.floats(
        `${name}/scale`,
        [gain.length],
        gain.map((g) => g * scale),
      )
    : graph.floats(`${name}/scale`, [], [scale]);
  const scaled = graph.node('DequantizeLinear', `${name}/scaled`, [raw, factor], { axis: 0 });
  const offset = gain
    ? graph.floats(
        `${name}/offset`,
        column,
        gain.map((g) => g * min),
      )
    : addRepeated(graph, `${name}/offset`, min, column);
  return graph.node('Add', name, [scaled, offset]);
}

/**
 * One number in every place of a tensor. onnxruntime-web 1.30 adds a column to a large tensor about
 * ten times faster than a scalar, which at load is most of the time (measured: 2 ns against 25 an
 * element).
 */
function addRepeated(graph: OnnxGraph, name: string, value: number, dims: number[]): string {
  const one = graph.floats(`${name}/one`, [], [value]);
  return graph.node('Expand', name, [one, graph.shape(dims)]);
}
