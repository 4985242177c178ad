import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { inputLength, type Rgba, resizeBilinearAlignCorners } from '../src/inference/pixels.ts';
import type { MadeCard } from '../src/shared/card.ts';
import { sha256 } from './cache.ts';
import { readMadeCard } from './cards.ts';

ort.env.wasm.numThreads = 1;

export interface NodeClassifier {
  card: MadeCard;
  /**
   * @param rgba width * height * 4 bytes, nothing see-through (alpha is ignored)
   * @returns probabilities 0–1, one for each of `card.labels`
   */
  classify(rgba: Rgba, width: number, height: number): Promise<number[]>;
  /**
   * @param data a batch as `src/inference/pixels.ts` writes it
   * @param count pictures in it
   * @returns `classes` [count, labels]; `map` [count, h, w, labels] of logits, with its size
   */
  run(
    data: Float32Array,
    count: number,
  ): Promise<{ classes: Float32Array; map: Float32Array; mapSize: [number, number] }>;
  dispose(): Promise<void>;
}

/**
 * Loads a bundled model into Node, on the same onnxruntime-web wasm that the extension runs.
 * @param cardPath the model's `card.json`
 * @throws Error when the model was not made yet (`npm run models`) or is not the card's
 */
export async function createNodeClassifier(cardPath: string): Promise<NodeClassifier> {
  const { card, modelPath } = readMadeCard(cardPath);
  const { input, outputs, labels } = card;
  const session = await ort.InferenceSession.create(readModel(card, modelPath), {
    executionProviders: ['wasm'],
  });
  const dims = (count: number) =>
    input.layout === 'NCHW'
      ? [count, 3, input.size, input.size]
      : [count, input.size, input.size, 3];

  const run: NodeClassifier['run'] = async (data, count) => {
    const feeds = { [input.name]: new ort.Tensor('float32', data, dims(count)) };
    const answer = await session.run(feeds);
    const classes = floats(answer, outputs.classes);
    const map = floats(answer, outputs.map ?? outputs.classes);
    const [, h = 1, w = 1] = map.dims;
    return { classes: classes.data, map: map.data, mapSize: [h, w] };
  };
  return {
    card,
    run,
    async classify(rgba, width, height) {
      const data = new Float32Array(inputLength(input));
      resizeBilinearAlignCorners(rgba, width, height, data, 0, input);
      return Array.from((await run(data, 1)).classes.subarray(0, labels.length));
    },
    dispose: () => session.release(),
  };
}

function readModel(card: MadeCard, modelPath: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(modelPath);
  } catch (cause) {
    throw new Error(`${card.id}: ${modelPath} is not there; run npm run models`, { cause });
  }
  if (sha256(bytes) !== card.sha256) {
    throw new Error(`${card.id}: ${modelPath} is not the card's model; run npm run models`);
  }
  return bytes;
}

function floats(answer: ort.InferenceSession.ReturnType, name: string) {
  const tensor = answer[name];
  if (!(tensor?.data instanceof Float32Array)) throw new Error(`the model gives no ${name}`);
  return { data: tensor.data, dims: tensor.dims };
}
