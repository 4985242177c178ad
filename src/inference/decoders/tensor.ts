/**
 * What decoders read: a model's answer, row-major. Only the number types that models of the known
 * kinds answer in; labels come as whole numbers of 32 or 64 bits.
 */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** A model's answer that cannot be read: a failure, never "nothing found". */
export class BadAnswer extends Error {}

/** @throws BadAnswer for a type or a length that no model of a known kind answers with */
export function tensorOf(name: string, dims: readonly number[], data: unknown): Tensor {
  const known =
    data instanceof Float32Array || data instanceof Int32Array || data instanceof BigInt64Array;
  if (!known) throw new BadAnswer(`output ${name} is of a type that is not understood`);
  const length = dims.reduce((product, d) => product * d, 1);
  if (data.length !== length) {
    throw new BadAnswer(`output ${name}: ${data.length} values for [${dims.join(', ')}]`);
  }
  return { dims, data };
}

/** @throws BadAnswer when the named output (null: the only one) is absent or holds no floats */
export function floatsOf(
  outputs: ReadonlyMap<string, Tensor>,
  name: string | null,
): { dims: readonly number[]; data: Float32Array } {
  const tensor = name === null ? [...outputs.values()][0] : outputs.get(name);
  if (!tensor) throw new BadAnswer(`no output ${name ?? ''}`);
  if (!(tensor.data instanceof Float32Array)) throw new BadAnswer(`output ${name}: no floats`);
  return { dims: tensor.dims, data: tensor.data };
}

/**
 * @throws BadAnswer when any value is NaN or infinite
 */
export function refuseNonFinite(data: Float32Array, what: string): void {
  // Times 0, whatever is finite adds up to 0 and the rest to NaN: one pass without a branch, in four
  // sums that need not wait for each other.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = data.length - (data.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (data[i] as number) * 0;
    b += (data[i + 1] as number) * 0;
    c += (data[i + 2] as number) * 0;
    d += (data[i + 3] as number) * 0;
  }
  for (let i = whole; i < data.length; i++) a += (data[i] as number) * 0;
  const sum = a + b + c + d;
  if (sum !== 0) throw new BadAnswer(`${what} holds a number that is not finite`);
}
