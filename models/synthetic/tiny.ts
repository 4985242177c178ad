import type { Box } from '../../src/shared/boxes.ts';
import type { CardOf, ModelCard } from '../../src/shared/card.ts';
import { OnnxGraph } from '../convert/onnx.ts';

/** A box that a tiny model shall answer with, in pixels of its input. */
export interface Planted extends Box {
  readonly label: number;
  readonly score: number;
}

/** As many cells as most models' maps have on each side. */
const MAP_SIDE = 7;
/** keras-retinanet's max_detections. */
const RETINANET_ROWS = 300;
const YOLO_STRIDES = [8, 16, 32];
const INT32 = 6;

/**
 * A model with exactly the inputs and outputs of a card and nothing behind them: whatever the
 * picture, it answers what it was given. It does read the picture, so one with NaN in it is answered
 * with NaN. Its only use is to try cards, engine and decoders against each other.
 * @param planted boxes to answer with, for the box kinds
 * @returns the bytes of an .onnx file of a few KB to a MB
 */
export function tinyModel(card: ModelCard, planted: readonly Planted[] = []): Uint8Array {
  const graph = new OnnxGraph('tiny');
  const nothing = readPicture(graph, card);
  const answer = (name: string, dims: number[], data: Float32Array): string =>
    graph.node('Add', name, [graph.floats(`${name}/answer`, dims, data), nothing(dims.length)]);
  switch (card.kind) {
    case 'classes': {
      const { classes, map, answers } = card.outputs;
      const name = classes ?? 'answer';
      const all = tinyClasses(card.labels.length);
      const data = answers === 'logits' ? all.map(Math.log) : all;
      answer(name, [1, all.length], data);
      graph.output(name, ['N', all.length]);
      if (map) addMap(graph, map, all.length, answer);
      break;
    }
    case 'class-map':
      addMap(graph, card.outputs.map ?? 'answer', card.labels.length, answer);
      break;
    case 'boxes-yolo': {
      const name = card.outputs.boxes ?? 'answer';
      const { data, dims } = yoloHead(card, planted);
      answer(name, dims, data);
      graph.output(name, dims);
      break;
    }
    case 'boxes-retinanet':
      addTriple(graph, planted, answer);
      break;
  }
  return graph.write();
}

/** What a tiny classifier answers for each label: different for each, and 1 in all. */
export function tinyClasses(labels: number): Float32Array {
  const sum = (labels * (labels + 1)) / 2;
  return Float32Array.from({ length: labels }, (_, i) => (i + 1) / sum);
}

/** Adds the card's input. @returns a tensor of N zeros made from it, with `axes` axes */
function readPicture(graph: OnnxGraph, { input }: ModelCard): (axes: number) => string {
  const [height, width] =
    input.resize === 'min-max' ? ['height', 'width'] : [input.size, input.size];
  const dims = input.layout === 'NCHW' ? ['N', 3, height, width] : ['N', height, width, 3];
  const picture = graph.input(input.name ?? 'picture', dims);
  const mean = graph.node('ReduceMean', 'mean', [picture], { axes: [1, 2, 3], keepdims: 0 });
  const zeros = graph.node('Mul', 'zeros', [mean, graph.floats('zero', [1], [0])]);
  return (axes) => {
    const shape = graph.shape([-1, ...Array<number>(axes - 1).fill(1)]);
    return graph.has(`zeros/${axes}`)
      ? `zeros/${axes}`
      : graph.node('Reshape', `zeros/${axes}`, [zeros, shape]);
  };
}

type Answer = (name: string, dims: number[], data: Float32Array) => string;

/** The last label in the cell of the middle, the first everywhere else. */
function addMap(graph: OnnxGraph, name: string, labels: number, answer: Answer): void {
  const cells = MAP_SIDE * MAP_SIDE;
  const data = new Float32Array(cells * labels);
  for (let cell = 0; cell < cells; cell++) {
    data[cell * labels + (cell === cells >> 1 ? labels - 1 : 0)] = 10;
  }
  answer(name, [1, MAP_SIDE, MAP_SIDE, labels], data);
  graph.output(name, ['N', MAP_SIDE, MAP_SIDE, labels]);
}

function yoloHead({ input, labels }: CardOf<'boxes-yolo'>, planted: readonly Planted[]) {
  const anchors = YOLO_STRIDES.reduce((sum, stride) => sum + (input.size / stride) ** 2, 0);
  const rows = labels.length + 4;
  const data = new Float32Array(rows * anchors).fill(8, 0, 4 * anchors);
  planted.forEach(({ x, y, width, height, label, score }, i) => {
    [x + width / 2, y + height / 2, width, height].forEach((value, row) => {
      data[row * anchors + i] = value;
    });
    data[(4 + label) * anchors + i] = score;
  });
  return { data, dims: [1, rows, anchors] };
}

function addTriple(graph: OnnxGraph, planted: readonly Planted[], answer: Answer): void {
  const boxes = new Float32Array(RETINANET_ROWS * 4).fill(-1);
  const scores = new Float32Array(RETINANET_ROWS).fill(-1);
  const labels = new Float32Array(RETINANET_ROWS).fill(-1);
  planted.forEach(({ x, y, width, height, label, score }, i) => {
    boxes.set([x, y, x + width, y + height], i * 4);
    scores[i] = score;
    labels[i] = label;
  });
  answer('filtered_detections/boxes', [1, RETINANET_ROWS, 4], boxes);
  graph.output('filtered_detections/boxes', [1, RETINANET_ROWS, 4]);
  answer('filtered_detections/scores', [1, RETINANET_ROWS], scores);
  graph.output('filtered_detections/scores', [1, RETINANET_ROWS]);
  const whole = answer('labels', [1, RETINANET_ROWS], labels);
  graph.node('Cast', 'filtered_detections/labels', [whole], { to: INT32 });
  graph.output('filtered_detections/labels', [1, RETINANET_ROWS], 'int32');
}
