import type { FoundBox } from '../shared/boxes.ts';
import { type CardOf, isMadeCard, type ModelCard } from '../shared/card.ts';
import type { Provider } from '../shared/messages.ts';
import { hardwareAdapter } from './adapter.ts';
import { mosaicOf, type Rgba, readShrunk, readTile, withinBounds } from './decode.ts';
import { type BoxCard, decodeBoxes } from './decoders/index.ts';
import type { Looked } from './decoders/looked.ts';
import { Engine } from './engine.ts';
import { locate } from './locate.ts';
import { resizeBilinearAlignCorners } from './pixels.ts';
import { prepare } from './preprocess.ts';
import { selfTestPixels } from './self-test.ts';
import { type Tile, tilesOf } from './tiles.ts';
import { Turns } from './turns.ts';
import { lookWith } from './views.ts';
import { wantedOf } from './wanted.ts';
import type {
  FromWorker,
  Lost,
  Numbered,
  PartsAsk,
  Picture,
  ToWorker,
  WorkDetected,
  WorkDone,
  WorkFailed,
  WorkItem,
  WorkLocated,
} from './worker-protocol.ts';

/**
 * The engine's worker: decodes, resizes, runs the model. It may hang, crash or be ended at any
 * time; nothing but time is lost (worker-host.ts starts another).
 */

/** Pictures in one run at most; bounds the tensors' memory. */
const MOST_AT_ONCE = 8;
/** Pixels a side, as a multiple of the model's, from which the browser's own smoothing goes first. */
const ENOUGH = 2;

let engine: Engine<ModelCard> | undefined;
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
        const ms = await time(classifier(), order.batch, order.rounds);
        return { done: 'time', ms };
      });
    case 'judge':
      return judgeAll(order.items, order.urgent);
    case 'locate':
      return findParts(order.picture, order.ask, order.urgent);
    case 'detect':
      return detect(order.picture, order.urgent);
    case 'try':
      return tryOne(order.picture);
  }
}

type Classes = Engine<CardOf<'classes'>>;

const isClasses = (model: Engine<ModelCard>): model is Classes => model.card.kind === 'classes';
/** Whose map is known for what it is. */
const isMade = (model: Classes): model is Engine => isMadeCard(model.card);
const isBoxes = (model: Engine<ModelCard>): model is Engine<BoxCard> => !isClasses(model);

function classifier(): Classes {
  if (!engine || !isClasses(engine)) throw new Error('judging before a classifier was opened');
  return engine;
}

function detector(): Engine<BoxCard> {
  if (!engine || !isBoxes(engine)) throw new Error('detecting before a detector was opened');
  return engine;
}

async function open(order: Extract<ToWorker, { do: 'open' }>): Promise<FromWorker> {
  try {
    if (order.provider === 'webgpu') await hardwareAdapter(navigator.gpu);
    const { card, model, provider, threads, places } = order;
    const lost = () => self.postMessage({ lost: true } satisfies Lost);
    engine = await Engine.open(card, model, provider, threads, places, lost);
  } catch (error) {
    return { done: 'refused', fault: 'unsupported', why: String(error) };
  }
  const wrong = isClasses(engine) ? await selfTest(engine) : await firstRun(detector());
  if (wrong) {
    engine = undefined;
    return { done: 'refused', fault: 'wrong-answers', why: wrong };
  }
  const { provider } = engine;
  return { done: 'open', provider, threads: threadsOf(provider, order.threads) };
}

const threadsOf = (provider: Provider, asked: number): number =>
  provider === 'wasm' && typeof SharedArrayBuffer !== 'undefined' ? asked : 1;

/** @returns what is wrong with the provider's answer, or null when it is the card's */
async function selfTest(candidate: Classes): Promise<string | null> {
  const { card, provider } = candidate;
  const { size } = card.input;
  const input = candidate.input(1);
  put({ data: rgbaOf(selfTestPixels(size)), width: size, height: size }, candidate, input, 0);
  const [answer] = await candidate.run(input, 1);
  // Nobody stated what an installed one answers; that it answers in its shape, the run has shown.
  if (!card.selfTest) return null;
  const { classes, tolerance } = card.selfTest;
  const off = classes.map((expected, i) => Math.abs(expected - (answer?.[i] ?? Number.NaN)));
  return off.every((difference) => difference <= tolerance)
    ? null
    : `${card.id} on ${provider} answers ${answer?.join(', ')}`;
}

/** @returns what is wrong with the answer to a grey picture, or null when it can be read */
async function firstRun(candidate: Engine<BoxCard>): Promise<string | null> {
  const grey = new Uint8ClampedArray(64 * 64 * 4).fill(128);
  try {
    await boxesIn(candidate, { data: grey, width: 64, height: 64 });
    return null;
  } catch (error) {
    return `${candidate.card.id} on ${candidate.provider}: ${error}`;
  }
}

function rgbaOf(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) out.set(rgb.subarray(i, i + 3), o);
  return out;
}

function put(tile: Rgba, { card, stride }: Classes, into: Float32Array, slot: number): void {
  const { input } = card;
  const { data, width, height } = tile;
  if (input.resize === 'stretch' && input.filter === 'corners') {
    resizeBilinearAlignCorners(data, width, height, into, slot * stride, input);
  } else into.set(prepare(data, width, height, input).data, slot * stride);
}

async function time(candidate: Classes, batch: number, rounds: number): Promise<number> {
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
  const read = reader();
  const looked = await Promise.all(items.map((item) => look(item, read)));
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
  const model = classifier();
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
  const looked = await look({ id: 0, picture }, reader());
  if (!('tiles' in looked)) return { done: 'try', result: looked };
  return turns.take(async () => {
    const tiles = await classify(looked.tiles);
    const model = classifier();
    const [whole] = looked.tiles;
    const input = model.input(1);
    if (whole) put(whole, model, input, 0);
    return { done: 'try', result: { tiles, map: whole ? await model.map(input) : null } };
  });
}

/** Other pictures have their turns between its looks. */
async function findParts(picture: Picture, ask: PartsAsk, urgent: boolean): Promise<FromWorker> {
  const start = performance.now();
  const answer = (result: WorkLocated | WorkFailed): FromWorker => ({
    done: 'locate',
    result,
    ms: performance.now() - start,
  });
  const model = classifier();
  if (!isMade(model)) return answer({ id: 0, why: `${model.card.id} gives no map` });
  let bitmap: ImageBitmap;
  try {
    bitmap = await bitmapOf(picture);
  } catch (error) {
    return answer({ id: 0, why: String(error) });
  }
  try {
    const { labels, input } = model.card;
    const read = (part: Tile, rows: number): Rgba => readTile(bitmap, part, rows);
    const lookAt = lookWith(model, bitmap, read);
    const tiles = tilesOf(bitmap.width, bitmap.height).map((tile) => read(tile, input.size));
    const first = await turns.take(() => classify(tiles), urgent);
    const { sensitivity, rule, site, margin, areaLimit } = ask;
    const wanted = wantedOf(labels, { sensitivity }, rule, site);
    const question = { labels, size: input.size, wanted, margin, areaLimit };
    const { boxes } = await locate(bitmap, first, question, async (views) => {
      const looked: Looked[] = [];
      for (const view of views) looked.push(...(await turns.take(() => lookAt([view]), urgent)));
      return looked;
    });
    return answer({ boxes });
  } finally {
    bitmap.close();
  }
}

async function detect(picture: Picture, urgent: boolean): Promise<FromWorker> {
  const start = performance.now();
  const looked = await look({ id: 0, picture }, reader());
  return turns.take(async () => {
    const answer = (result: WorkDetected | WorkFailed): FromWorker => ({
      done: 'detect',
      result,
      ms: performance.now() - start,
    });
    if (!('tiles' in looked)) return answer(looked);
    const model = detector();
    const boxes: FoundBox[] = [];
    for (const [i, tile] of looked.tiles.entries()) {
      const found = await boxesIn(model, tile);
      const place = looked.places[i];
      if (!place) throw new Error('a tile without a place');
      boxes.push(...found.map((box) => inWhole(box, place, looked)));
    }
    return answer({ boxes, mosaic: looked.mosaic });
  }, urgent);
}

/** @returns what is found, 0–1 of the tile */
async function boxesIn(model: Engine<BoxCard>, tile: Rgba): Promise<FoundBox[]> {
  const { data, dims, at } = prepare(tile.data, tile.width, tile.height, model.card.input);
  return decodeBoxes(model.card, await model.runRaw(data, dims), at);
}

/** @returns a tile's box, 0–1 of the picture */
function inWhole(
  box: FoundBox,
  tile: Tile,
  { width, height }: { width: number; height: number },
): FoundBox {
  return {
    ...box,
    x: (tile.x + box.x * tile.width) / width,
    y: (tile.y + box.y * tile.height) / height,
    width: (box.width * tile.width) / width,
    height: (box.height * tile.height) / height,
  };
}

/** How a tile's pixels are read for the open model. */
type Reader = (bitmap: ImageBitmap, tile: Tile) => Rgba;

function reader(): Reader {
  const input = engine?.card.input;
  if (!input) throw new Error('looking before a model was opened');
  if (input.resize === 'min-max') {
    return (bitmap, tile) => readShrunk(bitmap, tile, input.sides.max * ENOUGH);
  }
  const { size } = input;
  return input.filter === 'corners'
    ? (bitmap, tile) => readTile(bitmap, tile, size)
    : (bitmap, tile) => readShrunk(bitmap, tile, size * ENOUGH);
}

interface Read {
  id: number;
  /** Of the whole picture, pixels. */
  width: number;
  height: number;
  places: Tile[];
  tiles: Rgba[];
  mosaic: Uint8Array<ArrayBuffer>;
}

async function look({ id, picture }: WorkItem, read: Reader): Promise<Read | WorkFailed> {
  try {
    const bitmap = await bitmapOf(picture);
    try {
      const { width, height } = bitmap;
      const places = tilesOf(width, height);
      const tiles = places.map((tile) => read(bitmap, tile));
      const [whole] = tiles;
      if (!whole) throw new Error('picture without pixels');
      return { id, width, height, places, tiles, mosaic: mosaicOf(whole) };
    } finally {
      bitmap.close();
    }
  } catch (error) {
    return { id, why: String(error) };
  }
}

async function bitmapOf(picture: Picture): Promise<ImageBitmap> {
  switch (picture.as) {
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
