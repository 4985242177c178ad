import { fileURLToPath } from 'node:url';
import { Engine } from '../../src/inference/engine.ts';
import type { ModelCard } from '../../src/shared/card.ts';

const dist = new URL('../../node_modules/onnxruntime-web/dist/', import.meta.url);

/**
 * Opens the extension's own Engine in Node, on WebAssembly with one thread. Node has no JSPI, so a
 * test that calls this puts the build without it in its place:
 * `vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'))`.
 * @throws Error as Engine.open does
 */
export function openEngine<Card extends ModelCard>(
  card: Card,
  model: Uint8Array,
): Promise<Engine<Card>> {
  const file = (name: string) => fileURLToPath(new URL(name, dist));
  const places = {
    mjs: new URL('ort-wasm-simd-threaded.mjs', dist).href,
    wasm: file('ort-wasm-simd-threaded.wasm'),
  };
  return Engine.open(card, model, 'wasm', 1, places, () => undefined);
}
