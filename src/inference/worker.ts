import type { Provider } from '../shared/messages.ts';
import { mosaicOf, type Rgba, readTile, withinBounds } from './decode.ts';
import { Engine } from './engine.ts';
import { resizeBilinearAlignCorners } from './pixels.ts';
import { selfTestPixels } from './self-test.ts';
import { tilesOf } from './tiles.ts';
import { Turns } from './turns.ts';
import type {
  FromWorker,
  Lost,
  Numbered,
  Picture,
  ToWorker,
  WorkDone,
  WorkFailed,
  WorkItem,
} from './worker-protocol.ts';

/**
 * The engine's worker: decodes, resizes, runs the model. It may hang, crash or be ended at any
 * time; nothing but time is lost (worker-host.ts starts another).
 */

/** Pictures in one run at most; bounds the tensors' memory. */
const MOST_AT_ONCE = 8;

let engine: Engine | undefined;
/** onnxruntime takes one run at a time, while decoding of what comes next goes on beside it. */
const turns = new Turns();

self.addEventListener('message', async ({ data }: MessageEvent<Numbered<ToWorker>>) => {
  const { order, message } = data;
  let answer: FromWorker;
  try {
    answer = await obey(message);
  } catch (error) {
    answer = { done: 'refused', fault: 'crashed', why: String(error) };
  }
  self.postMessage({ order, message: answer } satisfies Numbered<FromWorker>);
});

function obey(order: ToWorker): Promise<FromWorker> {
  switch (order.do) {
    case 'open':
      return turns.take(() => open(order));
    case 'time':
      return turns.take(async () => {
        const ms = await time(opened(), order.batch, order.rounds);
        return { done: 'time', ms };
      });
    case 'judge':
      return judgeAll(order.items, order.urgent);
    case 'try':
      return tryOne(order.picture);
  }
}

const opened = (): Engine => {
  if (!engine) throw new Error('judging before a model was opened');
  return engine;
};

async function open(order: Extract<ToWorker, { do: 'open' }>): Promise<FromWorker> {
  try {
    if (order.provider === 'webgpu') await refuseSoftwareAdapter();
    const { card, model, provider, threads, places } = order;
    const lost = () => self.postMessage({ lost: true } satisfies Lost);
    engine = await Engine.open(card, model, provider, threads, places, lost);
  } catch (error) {
    return { done: 'refused', fault: 'unsupported', why: String(error) };
  }
  const wrong = await selfTest(engine);
  if (wrong) {
    engine = undefined;
    return { done: 'refused', fault: 'wrong-answers', why: wrong };
  }
  const { provider } = engine;
  return { done: 'open', provider, threads: threadsOf(provider, order.threads) };
}

const threadsOf = (provider: Provider, asked: number): number =>
  provider === 'wasm' && typeof SharedArrayBuffer !== 'undefined' ? asked : 1;

/** @throws Error where there is no adapter, or only a software one (right answers, seconds each) */
async function refuseSoftwareAdapter(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter');
  if (adapter.info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(adapter.info.description)) {
    throw new Error('only a software WebGPU adapter');
  }
}

/** @returns what is wrong with the provider's answer, or null when it is the card's */
async function selfTest(candidate: Engine): Promise<string | null> {
  const { card } = candidate;
  const input = candidate.input(1);
  put(
    {
      data: rgbaOf(selfTestPixels(card.input.size)),
      width: card.input.size,
      height: card.input.size,
    },
    candidate,
    input,
    0,
  );
  const [answer] = await candidate.run(input, 1);
  const off = card.selfTest.classes.map((expected, i) =>
    Math.abs(expected - (answer?.[i] ?? Number.NaN)),
  );
  return off.every((difference) => difference <= card.selfTest.tolerance)
    ? null
    : `${card.id} on ${candidate.provider} answers ${answer?.join(', ')}`;
}

function rgbaOf(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) out.set(rgb.subarray(i, i + 3), o);
  return out;
}

const put = (tile: Rgba, { card, stride }: Engine, input: Float32Array, slot: number): void =>
  resizeBilinearAlignCorners(tile.data, tile.width, tile.height, input, slot * stride, card.input);

async function time(candidate: Engine, batch: number, rounds: number): Promise<number> {
  const input = candidate.input(batch).fill(0.5);
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await candidate.run(input, batch);
    // The first run allocates; it is not the batch's own time.
    if (round > 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1] ?? Number.POSITIVE_INFINITY;
}

async function judgeAll(items: WorkItem[], urgent: boolean): Promise<FromWorker> {
  const start = performance.now();
  const size = engine?.card.input.size ?? 0;
  const looked = await Promise.all(items.map((item) => look(item, size)));
  return turns.take(async () => {
    const good = looked.filter((one) => 'tiles' in one);
    const answers = await classify(good.flatMap((one) => one.tiles));
    let at = 0;
    const results = looked.map((one): WorkDone | WorkFailed => {
      if (!('tiles' in one)) return one;
      const tiles = answers.slice(at, at + one.tiles.length);
      at += one.tiles.length;
      return { id: one.id, tiles, mosaic: one.mosaic };
    });
    return { done: 'judge', results, ms: performance.now() - start };
  }, urgent);
}

async function classify(tiles: readonly Rgba[]): Promise<number[][]> {
  const model = opened();
  const answers: number[][] = [];
  for (let from = 0; from < tiles.length; from += MOST_AT_ONCE) {
    const part = tiles.slice(from, from + MOST_AT_ONCE);
    const input = model.input(part.length);
    for (const [slot, tile] of part.entries()) put(tile, model, input, slot);
    for (const answer of await model.run(input, part.length)) answers.push([...answer]);
  }
  return answers;
}

/** As `judgeAll`, and then once more over the whole picture for its map. */
async function tryOne(picture: Picture): Promise<FromWorker> {
  const looked = await look({ id: 0, picture }, engine?.card.input.size ?? 0);
  if (!('tiles' in looked)) return { done: 'try', result: looked };
  return turns.take(async () => {
    const tiles = await classify(looked.tiles);
    const model = opened();
    const [whole] = looked.tiles;
    const input = model.input(1);
    if (whole) put(whole, model, input, 0);
    return { done: 'try', result: { tiles, map: whole ? await model.map(input) : null } };
  });
}

interface Looked {
  id: number;
  tiles: Rgba[];
  mosaic: Uint8Array<ArrayBuffer>;
}

async function look({ id, picture }: WorkItem, size: number): Promise<Looked | WorkFailed> {
  try {
    const bitmap = await bitmapOf(picture);
    try {
      const tiles = tilesOf(bitmap.width, bitmap.height).map((tile) =>
        readTile(bitmap, tile, size),
      );
      const [whole] = tiles;
      if (!whole) throw new Error('picture without pixels');
      return { id, tiles, mosaic: mosaicOf(whole) };
    } finally {
      bitmap.close();
    }
  } catch (error) {
    return { id, why: String(error) };
  }
}

async function bitmapOf(picture: Picture): Promise<ImageBitmap> {
  switch (picture.as) {
    case 'bitmap':
      return picture.bitmap;
    case 'rgba': {
      const pixels = new Uint8ClampedArray(picture.rgba);
      return createImageBitmap(new ImageData(pixels, picture.width, picture.height));
    }
    case 'bytes':
      if (!withinBounds(picture.bytes)) throw new Error('picture too large to decode');
      // EXIF orientation and colour profile as an <img> applies them: createImageBitmap's defaults.
      return createImageBitmap(new Blob([picture.bytes]));
  }
}
