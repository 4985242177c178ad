import * as ort from 'onnxruntime-web/jspi';
import type { MadeCard, ModelCard } from '../shared/card.ts';
import type { ClassMap, Provider } from '../shared/messages.ts';
import { decodeClasses } from './decoders/classes.ts';
import { type Looked, lookedFrom } from './decoders/looked.ts';
import { floatsOf, type Tensor, tensorOf } from './decoders/tensor.ts';

/** Where the build puts onnxruntime's own files. */
export interface EnginePlaces {
  mjs: string;
  wasm: string;
}

/** Weights kept as bytes (DequantizeLinear) become floats once, at load, not in each run. */
const UNPACKED = { disable_quant_qdq: '1' } as const;

/**
 * How onnxruntime's threads live beside the page's: a thread that waits sleeps rather than spins (a
 * spinning one takes a core from the browser that is painting), and work is cut finer, so that a
 * thread the system held up holds up the others less. On two cores: a fifth to a third less
 * processor time a picture, in no more wall time.
 */
const SHARING = { intra_op: { allow_spinning: '0' }, dynamic_block_base: '4' } as const;

/**
 * One loaded model on one execution provider. The only file that knows onnxruntime.
 * `run` is not reentrant: onnxruntime sessions take one run at a time.
 */
export class Engine<Card extends ModelCard = MadeCard> {
  readonly card: Card;
  readonly provider: Provider;
  readonly #session: ort.InferenceSession;
  #input = new Float32Array(0);

  private constructor(card: Card, provider: Provider, session: ort.InferenceSession) {
    this.card = card;
    this.provider = provider;
    this.#session = session;
  }

  /**
   * @param model the ONNX file's bytes
   * @param threads for WASM; onnxruntime takes fewer where it cannot have them
   * @param onLost called when the GPU device is lost; the engine is then of no more use
   * @throws Error with onnxruntime's words when the provider or the model cannot be loaded, or when
   *   the model's inputs and outputs are not the card's
   */
  static async open<Card extends ModelCard>(
    card: Card,
    model: Uint8Array,
    provider: Provider,
    threads: number,
    places: EnginePlaces,
    onLost: () => void,
  ): Promise<Engine<Card>> {
    ort.env.wasm.wasmPaths = places;
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      extra: { session: { ...SHARING, ...UNPACKED } },
    });
    const missing = missingPorts(card, session);
    if (missing.length > 0) throw new Error(`model ${card.id} has no ${missing.join(', ')}`);
    if (provider === 'webgpu') {
      const device = await ort.env.webgpu.device;
      void device.lost.then(onLost);
    }
    return new Engine(card, provider, session);
  }

  /** Values of one picture in the input. @throws Error for a model that takes any size */
  get stride(): number {
    return sizeOf(this.card) ** 2 * 3;
  }

  /** @returns the reused input buffer, room for `count` pictures; valid until the next call */
  input(count: number): Float32Array {
    const length = count * this.stride;
    if (this.#input.length < length) this.#input = new Float32Array(length);
    return this.#input.subarray(0, length);
  }

  /**
   * @param input `count` pictures in the card's layout, normalised as the card says
   * @returns class probabilities, one array of `card.labels.length` for each picture
   */
  async run(input: Float32Array, count: number): Promise<Float32Array[]> {
    const card: ModelCard = this.card;
    if (card.kind !== 'classes') throw new Error(`model ${card.id} gives no classes`);
    const output = card.outputs.classes ?? this.#onlyOutput;
    const { data } = await this.#floats(input, count, output);
    const labels = card.labels.length;
    if (data.length !== count * labels) {
      throw new Error(`model ${card.id} answered with a wrong shape`);
    }
    try {
      return decodeClasses(data, count, labels, card.outputs.answers);
    } catch (cause) {
      throw new Error(`model ${card.id} answered wrongly: ${cause}`, { cause });
    }
  }

  /**
   * As `run`, and where in each picture the classes are seen, for a little more time.
   * @returns for each picture its class probabilities, and its map's logits [height, width, labels]
   * @throws Error for a model without a map, and when an answer is not of its shape
   */
  async runWithMaps(input: Float32Array, count: number): Promise<Looked[]> {
    const card: ModelCard = this.card;
    const output = card.kind === 'classes' && card.outputs.map;
    if (!output) throw new Error(`model ${card.id} gives no map`);
    const classes = card.outputs.classes ?? this.#onlyOutput;
    const answers = await this.#answers(input, this.#dims(count), [classes, output]);
    return lookedFrom(card, answers, count);
  }

  /**
   * For the box kinds: everything the model answers, as it is.
   * @param input one picture in the card's layout, normalised as the card says
   * @param dims of `input`, as `prepare` (preprocess.ts) gives them
   * @returns the outputs by name, in the model's order, for the decoder of the card's kind
   */
  runRaw(input: Float32Array, dims: readonly number[]): Promise<ReadonlyMap<string, Tensor>> {
    return this.#answers(input, dims, this.#session.outputNames);
  }

  /** @param input `count` pictures of the model's own size */
  async #floats(input: Float32Array, count: number, output: string) {
    return floatsOf(await this.#answers(input, this.#dims(count), [output]), output);
  }

  /** Of `count` pictures of the model's own size. */
  #dims(count: number): number[] {
    const size = sizeOf(this.card);
    return this.card.input.layout === 'NCHW' ? [count, 3, size, size] : [count, size, size, 3];
  }

  async #answers(
    input: Float32Array,
    dims: readonly number[],
    names: readonly string[],
  ): Promise<ReadonlyMap<string, Tensor>> {
    const feeds = { [this.#inputName]: new ort.Tensor('float32', input, dims) };
    const results = await this.#session.run(feeds, names);
    const outputs = new Map<string, Tensor>();
    for (const name of names) {
      const tensor = results[name];
      if (!tensor) throw new Error(`model ${this.card.id} did not answer ${name}`);
      outputs.set(name, tensorOf(name, tensor.dims, await tensor.getData()));
      tensor.dispose();
    }
    return outputs;
  }

  get #inputName(): string {
    return this.card.input.name ?? this.#session.inputNames[0] ?? '';
  }

  get #onlyOutput(): string {
    return this.#session.outputNames[0] ?? '';
  }

  /**
   * Where in one picture the classes are seen; not on the way of any page's picture.
   * @param input one picture, as `run` takes it
   * @returns null for a model without a map
   * @throws Error when the answer is not of the map's shape
   */
  async map(input: Float32Array): Promise<ClassMap | null> {
    const card: ModelCard = this.card;
    const output = card.kind === 'classes' && card.outputs.map;
    if (!output) return null;
    const { data, dims } = await this.#floats(input, 1, output);
    const [, height = 0, width = 0, labels] = dims;
    if (labels !== card.labels.length) {
      throw new Error(`model ${card.id} answered with a wrong map`);
    }
    return { width, height, logits: [...data] };
  }
}

function sizeOf({ id, input }: ModelCard): number {
  if (input.resize === 'min-max') throw new Error(`model ${id} has no fixed size`);
  return input.size;
}

/** @returns what the card names and the model lacks; where it names nothing, more or less than one */
function missingPorts(card: ModelCard, session: ort.InferenceSession): string[] {
  const { inputNames, outputNames } = session;
  const lacks = (wanted: string | null, there: readonly string[], what: string): string[] => {
    if (wanted !== null) return there.includes(wanted) ? [] : [wanted];
    return there.length === 1 ? [] : [`single ${what}`];
  };
  const input = lacks(card.input.name, inputNames, 'input');
  switch (card.kind) {
    case 'classes':
      return [...input, ...lacks(card.outputs.classes, outputNames, 'output')];
    case 'boxes-yolo':
      return [...input, ...lacks(card.outputs.boxes, outputNames, 'output')];
    case 'boxes-retinanet':
      return outputNames.length >= 3 ? input : [...input, 'three outputs'];
    case 'class-map':
      return [...input, ...lacks(card.outputs.map, outputNames, 'output')];
  }
}
