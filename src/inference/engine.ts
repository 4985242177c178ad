import * as ort from 'onnxruntime-web/jspi';
import type { ModelCard } from '../shared/card.ts';
import type { ClassMap, Provider } from '../shared/messages.ts';

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
export class Engine {
  readonly card: ModelCard;
  readonly provider: Provider;
  readonly #session: ort.InferenceSession;
  #input = new Float32Array(0);

  private constructor(card: ModelCard, provider: Provider, session: ort.InferenceSession) {
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
  static async open(
    card: ModelCard,
    model: Uint8Array,
    provider: Provider,
    threads: number,
    places: EnginePlaces,
    onLost: () => void,
  ): Promise<Engine> {
    ort.env.wasm.wasmPaths = places;
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      extra: { session: { ...SHARING, ...UNPACKED } },
    });
    const wanted = [card.outputs.classes];
    const missing = [
      ...(session.inputNames.includes(card.input.name) ? [] : [card.input.name]),
      ...wanted.filter((name) => !session.outputNames.includes(name)),
    ];
    if (missing.length > 0) throw new Error(`model ${card.id} has no ${missing.join(', ')}`);
    if (provider === 'webgpu') {
      const device = await ort.env.webgpu.device;
      void device.lost.then(onLost);
    }
    return new Engine(card, provider, session);
  }

  /** Values of one picture in the input. */
  get stride(): number {
    return this.card.input.size ** 2 * 3;
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
    const { size, layout, name } = this.card.input;
    const dims = layout === 'NHWC' ? [count, size, size, 3] : [count, 3, size, size];
    const output = this.card.outputs.classes;
    const results = await this.#session.run({ [name]: new ort.Tensor('float32', input, dims) }, [
      output,
    ]);
    const tensor = results[output];
    const data = await tensor?.getData();
    const labels = this.card.labels.length;
    if (!(data instanceof Float32Array) || data.length !== count * labels) {
      throw new Error(`model ${this.card.id} answered with a wrong shape`);
    }
    tensor?.dispose();
    return Array.from({ length: count }, (_, i) =>
      probabilities(data.slice(i * labels, (i + 1) * labels), this.card.id),
    );
  }

  /**
   * Where in one picture the classes are seen; not on the way of any page's picture.
   * @param input one picture, as `run` takes it
   * @returns null for a model without a map
   * @throws Error when the answer is not of the map's shape
   */
  async map(input: Float32Array): Promise<ClassMap | null> {
    const { size, layout, name } = this.card.input;
    const output = this.card.outputs.map;
    if (!output) return null;
    const dims = layout === 'NHWC' ? [1, size, size, 3] : [1, 3, size, size];
    const results = await this.#session.run({ [name]: new ort.Tensor('float32', input, dims) }, [
      output,
    ]);
    const tensor = results[output];
    const data = await tensor?.getData();
    const [, height = 0, width = 0, labels] = tensor?.dims ?? [];
    if (!(data instanceof Float32Array) || labels !== this.card.labels.length) {
      throw new Error(`model ${this.card.id} answered with a wrong map`);
    }
    const logits = [...data];
    tensor?.dispose();
    return { width, height, logits };
  }
}

/** How far the classes of one picture may be from adding up to 1; half-precision GPUs round. */
const SUM_TOLERANCE = 0.02;

/** @throws Error for what is no softmax: zeros, as a dying GPU answers, must not pass for "clear" */
function probabilities(classes: Float32Array, model: string): Float32Array {
  const sum = classes.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return classes;
  throw new Error(`model ${model} answered with classes that add up to ${sum}`);
}
