import { OnnxGraph } from '../convert/onnx.ts';

/** A saturated colour, 0–1, and the label of NudeNet v3.4 that a block of it is taken for. */
export interface ColourKey {
  readonly name: string;
  readonly rgb: readonly [number, number, number];
  readonly label: number;
}

/** One colour for each kind of thing there is to decide about. */
export const COLOUR_KEYS: readonly ColourKey[] = [
  { name: 'magenta', rgb: [1, 0, 1], label: 3 }, // FEMALE_BREAST_EXPOSED
  { name: 'cyan', rgb: [0, 1, 1], label: 4 }, // FEMALE_GENITALIA_EXPOSED
  { name: 'yellow', rgb: [1, 1, 0], label: 2 }, // BUTTOCKS_EXPOSED
  { name: 'red', rgb: [1, 0, 0], label: 14 }, // MALE_GENITALIA_EXPOSED
  { name: 'green', rgb: [0, 1, 0], label: 16 }, // FEMALE_BREAST_COVERED
  { name: 'blue', rgb: [0, 0, 1], label: 1 }, // FACE_FEMALE
];

export interface ColourDetector {
  readonly keys?: readonly ColourKey[];
  /** Moves every answer by so many pixels of the input: another detector, for tests that swap. */
  readonly shift?: readonly [dx: number, dy: number];
}

const SIZE = 320;
const LABELS = 18;
const STRIDES = [8, 16, 32] as const;
export const ANCHORS = STRIDES.reduce((sum, stride) => sum + (SIZE / stride) ** 2, 0);
/**
 * Sum of the three channels' differences. Two keys are at least 1 apart, so a pixel is near one at
 * most; JPEG and resizing move the inside of a block by far less.
 */
const NEAR = 0.35;
export const SCORE = 0.9;
const FLOAT = 1;

/**
 * The synthetic detector: NudeNet 320n's input (`images` [1, 3, 320, 320], RGB / 255) and output
 * (`output0` [1, 22, 2100]), and behind them nothing learned. It finds upright rectangles of
 * saturated colours and gives each its colour's label, score .9, so that a test knows every box's
 * true place. Any number of blocks, also of one colour; each must be 9 pixels of the input or more
 * on both sides, so that an anchor lies in it. Edges are exact to about a pixel of the input.
 *
 * How: each pixel near a key is in its mask; from each, the run of masked pixels to either side and
 * up and down is measured by a running maximum over the edges passed (in steps that double; by Max of
 * a moved copy, because the runtime takes no padding larger than a pool's kernel);
 * anchors take what stands at their centre.
 * @returns the bytes of the .onnx file
 */
export function colourDetector({
  keys = COLOUR_KEYS,
  shift = [0, 0],
}: ColourDetector = {}): Uint8Array {
  const graph = new OnnxGraph('figleaf colour-keyed test detector');
  const picture = graph.input('images', [1, 3, SIZE, SIZE]);
  const mask = addMask(graph, picture, keys);
  const outside = graph.node('Sub', 'outside', [graph.floats('one', [1], [1]), mask]);
  const at = { x: [1, 1, 1, SIZE], y: [1, 1, SIZE, 1] };
  const rising = Array.from({ length: SIZE }, (_, i) => i + 1);
  const runs = (['x', 'y'] as const).flatMap((axis) => {
    const low = graph.node('Mul', `${axis}/edges`, [
      outside,
      graph.floats(`${axis}/rising`, at[axis], rising),
    ]);
    const high = graph.node('Mul', `${axis}/edges back`, [
      outside,
      graph.floats(`${axis}/falling`, at[axis], rising.toReversed()),
    ]);
    return [runningMaximum(graph, low, axis, false), runningMaximum(graph, high, axis, true)];
  });
  const sampled = addAnchors(graph, [mask, ...runs], keys.length);
  addAnswer(graph, sampled, keys, shift);
  return graph.write();
}

/** [1, keys, 320, 320] of 1 where a pixel is near the key's colour, else 0. */
function addMask(graph: OnnxGraph, picture: string, keys: readonly ColourKey[]): string {
  const copies = keys.flatMap(() => [0, 1, 2].flatMap((c) => [0, 1, 2].map((d) => +(c === d))));
  const differences = graph.node('Conv', 'differences', [
    picture,
    graph.floats('differences/weight', [keys.length * 3, 3, 1, 1], copies),
    graph.floats(
      'differences/bias',
      [keys.length * 3],
      keys.flatMap(({ rgb }) => rgb.map((value) => -value)),
    ),
  ]);
  const distance = graph.node(
    'Conv',
    'distance',
    [
      graph.node('Abs', 'differences/abs', [differences]),
      graph.floats('distance/weight', [keys.length, 3, 1, 1], Array(keys.length * 3).fill(1)),
    ],
    { group: keys.length },
  );
  const near = graph.node('Less', 'near', [distance, graph.floats('near/limit', [1], [NEAR])]);
  return graph.node('Cast', 'mask', [near], { to: FLOAT });
}

/** In each place the largest value from there to the picture's start (or `back`: its end). */
function runningMaximum(graph: OnnxGraph, from: string, axis: 'x' | 'y', back: boolean): string {
  let tensor = from;
  for (let step = 1; step < SIZE; step *= 2) {
    const along = (value: number, other: number) =>
      axis === 'x' ? [other, value] : [value, other];
    const [before, after] = back ? [0, step] : [step, 0];
    const padded = graph.node('Pad', `${from}/${step}/padded`, [
      tensor,
      graph.shape([0, 0, ...along(before, 0), 0, 0, ...along(after, 0)]),
    ]);
    const moved = graph.node('Slice', `${from}/${step}/moved`, [
      padded,
      graph.shape([after]),
      graph.shape([after + SIZE]),
      graph.shape([axis === 'x' ? 3 : 2]),
    ]);
    tensor = graph.node('Max', `${from}/${step}`, [tensor, moved]);
  }
  return tensor;
}

/** What stands at the anchors' centres: for each of the maps, [1, keys, 2100]. */
function addAnchors(graph: OnnxGraph, maps: string[], keys: number): string[] {
  const all = graph.node('Concat', 'maps', maps, { axis: 1 });
  const channels = maps.length * keys;
  const levels = STRIDES.map((stride) => {
    const centres = graph.node('Slice', `stride ${stride}`, [
      all,
      graph.shape([stride / 2, stride / 2]),
      graph.shape([SIZE, SIZE]),
      graph.shape([2, 3]),
      graph.shape([stride, stride]),
    ]);
    const flat = graph.shape([1, channels, (SIZE / stride) ** 2]);
    return graph.node('Reshape', `stride ${stride}/flat`, [centres, flat]);
  });
  const sampled = graph.node('Concat', 'anchors', levels, { axis: 2 });
  return maps.map((_, i) =>
    graph.node('Slice', `anchors/${i}`, [
      sampled,
      graph.shape([i * keys]),
      graph.shape([(i + 1) * keys]),
      graph.shape([1]),
    ]),
  );
}

/** As YOLO has it: the box of the block an anchor lies in, or a small one about the anchor. */
function addAnswer(
  graph: OnnxGraph,
  [mask = '', left = '', fromRight = '', top = '', fromBottom = '']: string[],
  keys: readonly ColourKey[],
  shift: readonly [number, number],
): void {
  const inBlock = (name: string, value: string): string =>
    graph.node('ReduceSum', `${name}/in block`, [
      graph.node('Mul', `${name}/masked`, [mask, value]),
      graph.shape([1]),
    ]);
  const free = graph.node('Sub', 'free', [
    graph.floats('free/one', [1], [1]),
    graph.node('ReduceSum', 'taken', [mask, graph.shape([1])]),
  ]);
  const size = graph.floats('size', [1], [SIZE]);
  const half = graph.floats('half', [1], [0.5]);
  const centres = anchorCentres();
  const side = (axis: 0 | 1, low: string, fromHigh: string): [string, string] => {
    const name = axis === 0 ? 'x' : 'y';
    const high = graph.node('Sub', `${name}/high`, [size, fromHigh]);
    const middle = graph.node('Mul', `${name}/middle`, [
      graph.node('Add', `${name}/sum`, [low, high]),
      half,
    ]);
    const moved = graph.node('Add', `${name}/moved`, [
      middle,
      graph.floats(`${name}/shift`, [1], [shift[axis]]),
    ]);
    const anchors = graph.floats(
      `${name}/anchors`,
      [1, 1, ANCHORS],
      centres.map((centre) => centre[axis]),
    );
    const centre = graph.node('Add', `${name}/centre`, [
      inBlock(`${name}/middle`, moved),
      graph.node('Mul', `${name}/rest`, [free, anchors]),
    ]);
    const extent = graph.node('Add', `${name}/extent`, [
      inBlock(`${name}/length`, graph.node('Sub', `${name}/length`, [high, low])),
      graph.node('Mul', `${name}/small`, [free, graph.floats(`${name}/eight`, [1], [8])]),
    ]);
    return [centre, extent];
  };
  const [cx, width] = side(0, left, fromRight);
  const [cy, height] = side(1, top, fromBottom);
  const toLabels = new Float32Array(LABELS * keys.length);
  keys.forEach(({ label }, key) => {
    toLabels[label * keys.length + key] = SCORE;
  });
  const scores = graph.node('MatMul', 'scores', [
    graph.floats('labels', [1, LABELS, keys.length], toLabels),
    mask,
  ]);
  graph.node('Concat', 'output0', [cx, cy, width, height, scores], { axis: 1 });
  graph.output('output0', [1, LABELS + 4, ANCHORS]);
}

function anchorCentres(): [x: number, y: number][] {
  return STRIDES.flatMap((stride) => {
    const side = SIZE / stride;
    return Array.from({ length: side * side }, (_, i): [number, number] => [
      ((i % side) + 0.5) * stride,
      (Math.floor(i / side) + 0.5) * stride,
    ]);
  });
}
