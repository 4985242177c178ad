import { type Dimension, OnnxGraph } from '../convert/onnx.ts';
import { seededRandom } from '../test-pictures.ts';

/** As NudeNet 320n has them. */
export const INPUT = 320;
export const LABELS = 18;
/** Bins of the distribution that each edge's distance is read from. */
const BINS = 16;
const BOX_CHANNELS = 64;
const CLASS_CHANNELS = 64;
const STRIDES = [8, 16, 32] as const;

interface Features {
  readonly tensor: string;
  readonly channels: number;
}

/**
 * YOLOv8n's architecture with RANDOM weights: for measuring speed and nothing else. What it answers
 * means nothing. Input `images` [1, 3, 320, 320], output `output0` [1, 22, 2100], 3.0 million
 * weights as in NudeNet 320n; batch-norm is folded, as exporters do.
 * @returns the bytes of the .onnx file, about 12 MB, the same for every call
 */
export function randomYolov8n(): Uint8Array {
  const net = new RandomNet();
  const { graph } = net;
  const picture = { tensor: graph.input('images', [1, 3, INPUT, INPUT]), channels: 3 };

  const p1 = net.conv('p1', picture, 16, 3, 2);
  const p2 = net.fuse('c2', net.conv('p2', p1, 32, 3, 2), 32, 1, true);
  const p3 = net.fuse('c3', net.conv('p3', p2, 64, 3, 2), 64, 2, true);
  const p4 = net.fuse('c4', net.conv('p4', p3, 128, 3, 2), 128, 2, true);
  const p5 = net.pyramid('sppf', net.fuse('c5', net.conv('p5', p4, 256, 3, 2), 256, 1, true));

  const n4 = net.fuse('n4', net.join('j4', [net.twice('u5', p5), p4]), 128, 1, false);
  const n3 = net.fuse('n3', net.join('j3', [net.twice('u4', n4), p3]), 64, 1, false);
  const d4 = net.conv('d4', n3, 64, 3, 2);
  const m4 = net.fuse('m4', net.join('k4', [d4, n4]), 128, 1, false);
  const d5 = net.conv('d5', m4, 128, 3, 2);
  const m5 = net.fuse('m5', net.join('k5', [d5, p5]), 256, 1, false);

  addHead(net, [n3, m4, m5]);
  return graph.write();
}

/** Layers with weights from a seeded generator, scaled so that no layer's answers run away. */
class RandomNet {
  readonly graph = new OnnxGraph('YOLOv8n architecture, random weights, for speed only');
  readonly #random = seededRandom(8);

  /** Convolution alone; `same` padding for odd kernels. */
  bare(name: string, { tensor, channels }: Features, out: number, k: number, stride = 1): Features {
    const { graph } = this;
    // He's bound for a uniform distribution.
    const bound = Math.sqrt(6 / (channels * k * k));
    const weights = this.#values(out * channels * k * k, bound);
    const pad = (k - 1) / 2;
    const answer = graph.node(
      'Conv',
      name,
      [
        tensor,
        graph.floats(`${name}/weight`, [out, channels, k, k], weights),
        graph.floats(`${name}/bias`, [out], this.#values(out, 0.1)),
      ],
      { kernel_shape: [k, k], strides: [stride, stride], pads: [pad, pad, pad, pad] },
    );
    return { tensor: answer, channels: out };
  }

  /** Convolution and SiLU. */
  conv(name: string, from: Features, out: number, k: number, stride = 1): Features {
    const { graph } = this;
    const { tensor } = this.bare(`${name}/conv`, from, out, k, stride);
    const gate = graph.node('Sigmoid', `${name}/gate`, [tensor]);
    return { tensor: graph.node('Mul', name, [tensor, gate]), channels: out };
  }

  /** C2f: half passes by, half goes through bottlenecks whose every answer is kept. */
  fuse(name: string, from: Features, out: number, count: number, shortcut: boolean): Features {
    const { graph } = this;
    const half = out / 2;
    const both = this.conv(`${name}/in`, from, out, 1);
    const part = (i: number): Features => ({
      tensor: graph.node('Slice', `${name}/half${i}`, [
        both.tensor,
        graph.shape([i * half]),
        graph.shape([(i + 1) * half]),
        graph.shape([1]),
      ]),
      channels: half,
    });
    const parts = [part(0), part(1)];
    let last = parts[1] as Features;
    for (let i = 0; i < count; i++) {
      const inner = this.conv(`${name}/${i}/a`, last, half, 3);
      const outer = this.conv(`${name}/${i}/b`, inner, half, 3);
      last = shortcut
        ? { ...outer, tensor: graph.node('Add', `${name}/${i}`, [last.tensor, outer.tensor]) }
        : outer;
      parts.push(last);
    }
    return this.conv(`${name}/out`, this.join(`${name}/all`, parts), out, 1);
  }

  /** SPPF: the same pool three times, everything joined. */
  pyramid(name: string, from: Features): Features {
    const half = this.conv(`${name}/in`, from, from.channels / 2, 1);
    const parts = [half];
    for (let i = 0; i < 3; i++) {
      const tensor = this.graph.node('MaxPool', `${name}/pool${i}`, [parts[i]?.tensor ?? ''], {
        kernel_shape: [5, 5],
        strides: [1, 1],
        pads: [2, 2, 2, 2],
      });
      parts.push({ ...half, tensor });
    }
    return this.conv(`${name}/out`, this.join(`${name}/all`, parts), from.channels, 1);
  }

  join(name: string, parts: readonly Features[]): Features {
    const tensor = this.graph.node(
      'Concat',
      name,
      parts.map((part) => part.tensor),
      { axis: 1 },
    );
    return { tensor, channels: parts.reduce((sum, { channels }) => sum + channels, 0) };
  }

  /** Each value four times: twice as wide and high. */
  twice(name: string, from: Features): Features {
    const scales = this.graph.floats(`${name}/scales`, [4], [1, 1, 2, 2]);
    const tensor = this.graph.node('Resize', name, [from.tensor, '', scales], {
      mode: 'nearest',
      nearest_mode: 'floor',
      coordinate_transformation_mode: 'asymmetric',
    });
    return { ...from, tensor };
  }

  #values(count: number, bound: number): Float32Array {
    return Float32Array.from({ length: count }, () => (this.#random() * 2 - 1) * bound);
  }
}

/** Two branches for each level, boxes as distributions over bins, classes as sigmoids. */
function addHead(net: RandomNet, levels: readonly Features[]): void {
  const { graph } = net;
  const flat = levels.map((level, i) => {
    const branch = (kind: string, width: number, out: number) => {
      const first = net.conv(`head${i}/${kind}/a`, level, width, 3);
      const second = net.conv(`head${i}/${kind}/b`, first, width, 3);
      return net.bare(`head${i}/${kind}`, second, out, 1);
    };
    const both = net.join(`head${i}`, [
      branch('box', BOX_CHANNELS, 4 * BINS),
      branch('class', CLASS_CHANNELS, LABELS),
    ]);
    return graph.node('Reshape', `head${i}/flat`, [
      both.tensor,
      graph.shape([1, both.channels, -1]),
    ]);
  });
  const all = graph.node('Concat', 'head', flat, { axis: 2 });
  const rows = (name: string, from: number, to: number, tensor = all) =>
    graph.node('Slice', name, [tensor, graph.shape([from]), graph.shape([to]), graph.shape([1])]);
  const anchors = STRIDES.reduce((sum, stride) => sum + (INPUT / stride) ** 2, 0);

  const bins = graph.node('Reshape', 'bins', [
    rows('boxes', 0, 4 * BINS),
    graph.shape([1, 4, BINS, anchors]),
  ]);
  const shares = graph.node(
    'Softmax',
    'shares',
    [graph.node('Transpose', 'bins last', [bins], { perm: [0, 2, 1, 3] })],
    { axis: 1 },
  );
  const ramp = graph.floats(
    'ramp',
    [1, BINS, 1, 1],
    Array.from({ length: BINS }, (_, i) => i),
  );
  const edges = graph.node('Reshape', 'edges', [
    graph.node('Conv', 'distances', [shares, ramp], { kernel_shape: [1, 1] }),
    graph.shape([1, 4, anchors]),
  ]);
  const { centres, strides } = anchorTables();
  const centre = graph.floats('centres', [1, 2, anchors], centres);
  const low = graph.node('Sub', 'low', [centre, rows('low/edges', 0, 2, edges)]);
  const high = graph.node('Add', 'high', [centre, rows('high/edges', 2, 4, edges)]);
  const sum = graph.node('Add', 'sum', [low, high]);
  const middle = graph.node('Mul', 'middle', [sum, graph.floats('half', [1], [0.5])]);
  const size = graph.node('Sub', 'size', [high, low]);
  const boxes = graph.node('Mul', 'scaled', [
    graph.node('Concat', 'middle and size', [middle, size], { axis: 1 }),
    graph.floats('strides', [1, 1, anchors], strides),
  ]);
  const scores = graph.node('Sigmoid', 'scores', [rows('classes', 4 * BINS, 4 * BINS + LABELS)]);
  graph.node('Concat', 'output0', [boxes, scores], { axis: 1 });
  const dims: Dimension[] = [1, 4 + LABELS, anchors];
  graph.output('output0', dims);
}

/** Centres in steps of each level's stride, all x and then all y, and the strides. */
function anchorTables(): { centres: number[]; strides: number[] } {
  const [x, y, strides]: [number[], number[], number[]] = [[], [], []];
  for (const stride of STRIDES) {
    const side = INPUT / stride;
    for (let i = 0; i < side * side; i++) {
      x.push((i % side) + 0.5);
      y.push(Math.floor(i / side) + 0.5);
      strides.push(stride);
    }
  }
  return { centres: [...x, ...y], strides };
}
