/** The originals, run by their own library: what the converted models are held against. */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { load, type ModelDefinition, type NSFWJS } from 'nsfwjs/core';
import { InceptionV3Model } from 'nsfwjs/models/inception_v3';
import { MobileNetV2Model } from 'nsfwjs/models/mobilenet_v2';
import { MobileNetV2MidModel } from 'nsfwjs/models/mobilenet_v2_mid';
import { selfTestPixels } from '../src/inference/self-test.ts';
import type { MadeCard } from '../src/shared/card.ts';
import { findPackage } from './nsfwjs-package.ts';

const BACKEND = '@tensorflow/tfjs-backend-wasm';
const definitions: Record<string, ModelDefinition> = {
  'inception-v3': InceptionV3Model,
  'mobilenet-v2': MobileNetV2Model,
  'mobilenet-v2-mid': MobileNetV2MidModel,
};

/** @throws Error when nsfwjs has no model for the card */
export async function loadOriginal(id: string): Promise<NSFWJS> {
  setWasmPaths(`${findPackage(BACKEND, BACKEND).folder}/dist/`);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs: the wasm backend did not start');
  const definition = definitions[id];
  if (!definition) throw new Error(`nsfwjs has no original of ${id}`);
  const options = { modelDefinitions: [definition], ...definition.options };
  return await (load as (name: string, o: typeof options) => Promise<NSFWJS>)(
    definition.name,
    options,
  );
}

/**
 * @param rgb width * height * 3 bytes; nsfwjs resizes and scales them itself
 * @returns probabilities in the model's order
 */
export async function inferOriginal(
  model: NSFWJS,
  rgb: Uint8Array,
  width: number,
  height: number,
): Promise<number[]> {
  const picture = tf.tensor3d(rgb, [height, width, 3], 'int32');
  const answer = model.infer(picture);
  const classes = Array.from(await answer.data());
  tf.dispose([picture, answer]);
  return classes;
}

/** @returns the original's probabilities for the self-test picture */
export async function originalSelfTest(card: MadeCard): Promise<number[]> {
  const model = await loadOriginal(card.id);
  const { size } = card.input;
  const classes = await inferOriginal(model, selfTestPixels(size), size, size);
  model.dispose();
  return classes;
}
