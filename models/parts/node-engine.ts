import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { tensorOf } from '../../src/inference/decoders/tensor.ts';
import type { Engine } from '../../src/inference/engine.ts';
import type { CardFile } from '../cards.ts';

/** What `lookWith` (src/inference/views.ts) needs of the engine. */
export interface NodeEngine extends Pick<Engine, 'card' | 'runRaw'> {
  dispose(): Promise<void>;
}

/**
 * A bundled model in Node, for scripts, with the session options of the extension's engine. (A test
 * opens the Engine itself: models/synthetic/engine-in-node.ts; that needs vitest's mocks.)
 * @param threads for all engines of this process; the first one opened decides
 */
export async function openNodeEngine(
  { card, modelPath }: CardFile,
  threads = 1,
): Promise<NodeEngine> {
  ort.env.wasm.numThreads = threads;
  const session = await ort.InferenceSession.create(readFileSync(modelPath), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    extra: {
      session: {
        intra_op: { allow_spinning: '0' },
        dynamic_block_base: '4',
        disable_quant_qdq: '1',
      },
    },
  });
  return {
    card,
    async runRaw(input, dims) {
      const feeds = { [card.input.name]: new ort.Tensor('float32', input, dims) };
      const outputs = Object.entries(await session.run(feeds));
      return new Map(outputs.map(([name, { dims, data }]) => [name, tensorOf(name, dims, data)]));
    },
    dispose: () => session.release(),
  };
}

/** Counts what a model is asked, in inferences of its own input. */
export function counting(engine: NodeEngine): { engine: NodeEngine; inferences(): number } {
  let pixels = 0;
  return {
    engine: {
      ...engine,
      runRaw(input, dims) {
        pixels += input.length / 3;
        return engine.runRaw(input, dims);
      },
    },
    inferences: () => pixels / engine.card.input.size ** 2,
  };
}
