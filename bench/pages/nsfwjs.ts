import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { load, type NSFWJS } from 'nsfwjs/core';
import { MobileNetV2Model } from 'nsfwjs/models/mobilenet_v2';

/**
 * What people use today, at its best: nsfwjs by its published API on tfjs-wasm with SIMD and
 * threads (this page is cross-origin isolated), the model loaded and warm before anything is timed.
 */

export interface PeerApi {
  /** Loads the model. @returns what it runs on */
  open(threads: number): Promise<{ backend: string; threaded: boolean; simd: boolean }>;
  /** Inserts the pictures, classifies one after another. @returns ms from insertion to the last */
  classifyAll(urls: string[]): Promise<number>;
  /** Median milliseconds of one run of the model alone on `batch` pictures, pixels ready. */
  bare(batch: number, rounds: number): Promise<number>;
}

declare global {
  var peer: PeerApi;
}

let nsfw: NSFWJS | undefined;

const opened = (): NSFWJS => {
  if (!nsfw) throw new Error('peer not opened');
  return nsfw;
};

globalThis.peer = {
  async open(threads) {
    setWasmPaths('/tfjs/');
    setThreadsCount(threads);
    await tf.setBackend('wasm');
    await tf.ready();
    nsfw = await load('MobileNetV2', { modelDefinitions: [MobileNetV2Model] });
    return {
      backend: tf.getBackend(),
      threaded: (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) === true,
      simd: (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true,
    };
  },

  async classifyAll(urls) {
    const model = opened();
    const start = performance.now();
    // All are asked for at once, as a page would, and shown as ours are.
    const images = urls.map((url) => {
      const img = new Image(320, 320);
      img.src = url;
      return { img, loaded: img.decode() };
    });
    document.body.replaceChildren(...images.map(({ img }) => img));
    for (const { img, loaded } of images) {
      await loaded;
      await model.classify(img);
    }
    return performance.now() - start;
  },

  async bare(batch, rounds) {
    const { model } = opened();
    const input = tf.randomUniform([batch, 224, 224, 3]);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      const output = tf.tidy(() => model.predict(input) as tf.Tensor);
      await output.data();
      output.dispose();
      // As with ours, the first run is not counted.
      if (round > 0) times.push(performance.now() - start);
    }
    input.dispose();
    times.sort((a, b) => a - b);
    return times[times.length >> 1] ?? Number.NaN;
  },
};
