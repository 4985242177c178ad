import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

const schema = protobuf.parse(readFileSync(new URL('./onnx.proto', import.meta.url), 'utf8'));
const modelProto = schema.root.lookupType('onnx.ModelProto');

const FLOAT = 1;
const UINT8 = 2;
const INT64 = 7;
/** Has Clip with bounds as inputs and Softmax on one axis; old enough for every runtime in use. */
const OPSET = 13;
const IR_VERSION = 7;

/** Fixed length, or the name of a length known only when the model runs. */
export type Dimension = number | string;
export type Attribute = number | string | number[];

/** What an output may hold besides float32. */
const ELEMENTS = { float32: FLOAT, int32: 6 } as const;

const valueInfo = (name: string, dims: Dimension[], elemType: number) => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: dims.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d })) },
    },
  },
});

/** Whole numbers are written as int, which is all the operators used here ask for. */
function attribute(name: string, value: Attribute) {
  if (Array.isArray(value)) return { name, type: 7, ints: value };
  if (typeof value === 'string') return { name, type: 3, s: Buffer.from(value) };
  if (!Number.isInteger(value)) throw new Error(`attribute ${name}: ${value} is not whole`);
  return { name, type: 2, i: value };
}

/** Collects an ONNX graph, in order, and writes it; the same calls give the same bytes. */
export class OnnxGraph {
  private readonly name: string;
  private readonly taken = new Set<string>();
  private readonly nodes: object[] = [];
  private readonly initializers: object[] = [];
  private readonly inputs: object[] = [];
  private readonly outputs: object[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** @returns whether a tensor of that name exists already */
  has(name: string): boolean {
    return this.taken.has(name);
  }

  /** Declares a float32 input. @returns its tensor name */
  input(name: string, dims: Dimension[]): string {
    this.inputs.push(valueInfo(this.claim(name), dims, FLOAT));
    return name;
  }

  /** Declares a tensor that a node made as an output. */
  output(name: string, dims: Dimension[], of: keyof typeof ELEMENTS = 'float32'): void {
    if (!this.taken.has(name)) throw new Error(`output ${name}: nothing makes it`);
    this.outputs.push(valueInfo(name, dims, ELEMENTS[of]));
  }

  /** Adds a float32 constant. @throws Error when `dims` and the data disagree */
  floats(name: string, dims: number[], data: Float32Array | number[]): string {
    const raw = Buffer.alloc(data.length * 4);
    data.forEach((value, i) => {
      raw.writeFloatLE(value, i * 4);
    });
    return this.constant(name, FLOAT, dims, data.length, raw);
  }

  /** Adds a one-dimensional int64 constant, unless the graph has it already. */
  shape(dims: number[]): string {
    const name = `shape/${dims.join('x')}`;
    if (this.taken.has(name)) return name;
    const raw = Buffer.alloc(dims.length * 8);
    dims.forEach((d, i) => {
      raw.writeBigInt64LE(BigInt(d), i * 8);
    });
    return this.constant(name, INT64, [dims.length], dims.length, raw);
  }

  /** Adds a uint8 constant. @throws Error when `dims` and the data disagree */
  bytes(name: string, dims: number[], data: Uint8Array): string {
    return this.constant(name, UINT8, dims, data.length, data);
  }

  /**
   * Adds an operator with one output.
   * @param inputs tensor names that exist already; '' for an optional one that is left out
   * @returns the output's tensor name, which is `name`
   */
  node(
    opType: string,
    name: string,
    inputs: string[],
    attributes: Record<string, Attribute> = {},
  ): string {
    for (const input of inputs) {
      if (input !== '' && !this.taken.has(input))
        throw new Error(`${opType} ${name}: no tensor named ${input}`);
    }
    this.nodes.push({
      input: inputs,
      output: [this.claim(name)],
      name,
      opType,
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    });
    return name;
  }

  /** @returns the bytes of the .onnx file */
  write(): Uint8Array {
    const model = {
      irVersion: IR_VERSION,
      producerName: 'figleaf',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: this.name,
        node: this.nodes,
        initializer: this.initializers,
        input: this.inputs,
        output: this.outputs,
      },
    };
    const fault = modelProto.verify(model);
    if (fault !== null) throw new Error(`ONNX message: ${fault}`);
    return modelProto.encode(model).finish();
  }

  private constant(
    name: string,
    dataType: number,
    dims: number[],
    length: number,
    rawData: Uint8Array,
  ): string {
    const wanted = dims.reduce((product, d) => product * d, 1);
    if (wanted !== length) {
      throw new Error(`constant ${name}: ${length} values for shape [${dims.join(', ')}]`);
    }
    this.initializers.push({ name: this.claim(name), dataType, dims, rawData });
    return name;
  }

  private claim(name: string): string {
    if (this.taken.has(name)) throw new Error(`two tensors named ${name}`);
    this.taken.add(name);
    return name;
  }
}
