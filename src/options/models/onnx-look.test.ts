import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCards, bundledCards } from '../../../models/cards.ts';
import { colourDetector } from '../../../models/synthetic/colour-detector.ts';
import { tinyModel } from '../../../models/synthetic/tiny.ts';
import { faultInOnnx } from './onnx-look.ts';

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

function varint(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...out, rest];
    out.push((rest % 128) + 128);
  }
}

/** A field with a length. */
const part = (field: number, ...inner: number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(inner.length),
  ...inner,
];
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];

const node = (domain: string) => part(1, ...part(4, ...text('Relu')), ...part(7, ...text(domain)));
const graph = (...inner: number[]) => part(7, ...inner);
const look = (bytes: readonly number[]) => faultInOnnx(Uint8Array.from(bytes));

const NOT_ONNX = { is: 'not-onnx' };
const EXTERNAL = { is: 'external' };

describe('real models', () => {
  it.each(allCards().map(({ card }) => [card.id, tinyModel(card)] as const))('%s', (_, bytes) => {
    expect(faultInOnnx(bytes)).toBeNull();
  });

  it.each(bundledCards().map(({ card, modelPath }) => [card.id, modelPath]))('%s', (_, file) => {
    expect(faultInOnnx(readFileSync(file ?? ''))).toBeNull();
  });
});

describe('operators', () => {
  it.each(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft'])('the engine’s own: “%s”', (domain) => {
    expect(look(graph(...node(domain)))).toBeNull();
  });

  it.each(['com.example', 'AI.ONNX', 'ai.onnx\0', 'com.microsoft.extensions', ' '])(
    'others: “%s”',
    (domain) => {
      expect(look(graph(...node(''), ...node(domain)))).toEqual({ is: 'operators', domain });
    },
  );

  it('a domain said twice is not hidden by the harmless one', () => {
    const twice = part(1, ...part(7, ...text('evil')), ...part(7));
    expect(look(graph(...twice))).toEqual({ is: 'operators', domain: 'evil' });
  });

  it('a second graph is looked through too', () => {
    const bytes = [...graph(...node('')), ...graph(...node('evil'))];
    expect(look(bytes)).toEqual({ is: 'operators', domain: 'evil' });
  });

  it.each([
    ['a graph in an attribute', graph(...part(1, ...part(5, ...part(6, ...node('evil')))))],
    ['one of several graphs', graph(...part(1, ...part(5, ...part(11, ...node('evil')))))],
    ['a function', [...graph(), ...part(25, ...part(7, ...part(7, ...text('evil'))))]],
    ['training', [...graph(), ...part(20, ...part(2, ...node('evil')))]],
  ])('inside of %s', (_, bytes) => {
    expect(look(bytes)).toEqual({ is: 'operators', domain: 'evil' });
  });
});

describe('data elsewhere', () => {
  const named = part(13, ...part(1, ...text('location')), ...part(2, ...text('../secret')));
  it.each([
    ['by its location', graph(...part(5, ...number(14, 1)))],
    [
      'by a location that only looks like none',
      graph(...part(5, 14 * 8, 0x81, 0x80, 0x80, 0x80, 0x10)),
    ],
    ['by its names', graph(...part(5, ...named))],
    ['in a sparse tensor', graph(...part(15, ...part(1, ...named)))],
    ['in an attribute', graph(...part(1, ...part(5, ...part(5, ...named))))],
    ['in an attribute’s list', graph(...part(1, ...part(5, ...part(10, ...number(14, 1)))))],
    [
      'in an attribute’s sparse tensor',
      graph(...part(1, ...part(5, ...part(22, ...part(2, ...named))))),
    ],
    ['in a function’s default', [...graph(), ...part(25, ...part(11, ...part(5, ...named)))]],
  ])('%s', (_, bytes) => {
    expect(look(bytes)).toEqual(EXTERNAL);
  });

  it('a tensor that says its data is here is here', () => {
    expect(look(graph(...part(5, ...number(14, 0))))).toBeNull();
  });
});

describe('no model', () => {
  it.each([
    ['nothing', []],
    ['text', text('<!doctype html><p>Not found')],
    ['a model without a graph', number(1, 7)],
    ['a graph that breaks off', graph(...node('')).slice(0, -1)],
    ['a length beyond the end', [7 * 8 + 2, 100, 0]],
    ['a length of 64 bits', [7 * 8 + 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]],
    ['a number without an end', [8, ...Array<number>(20).fill(0x80)]],
    ['a tag of more than 32 bits', [0xba, 0x80, 0x80, 0x80, 0x80, 1, 0]],
    ['a group', [7 * 8 + 3, 7 * 8 + 4]],
    ['a field numbered 0', [2, 0]],
    ['a number for a graph', number(7, 1)],
    ['a number for a domain', graph(...part(1, ...number(7, 1)))],
  ])('%s', (_, bytes) => {
    expect(look(bytes)).toEqual(NOT_ONNX);
  });

  it('onnxruntime’s own format, even where it can be read as protobuf', () => {
    const mark = part(2, 0, 0, ...text('ORTM'));
    const model = graph(...node(''));
    expect(look([...part(2, 0, 0, ...text('ORTN')), ...model])).toBeNull();
    const bytes = [...mark, ...model];
    expect(look(bytes)).toEqual(NOT_ONNX);
  });

  it('graphs deeper than anyone nests them', () => {
    const nested = (times: number) => {
      let inner = node('');
      for (let i = 0; i < times; i++) inner = part(1, ...part(5, ...part(6, ...inner)));
      return graph(...inner);
    };
    expect(look(nested(5))).toBeNull();
    expect(look(nested(50))).toEqual(NOT_ONNX);
  });

  it('more fields than any model has', () => {
    const fields = new Uint8Array(6_000_000);
    for (let i = 0; i < fields.length; i += 2) fields.set([8, 1], i);
    expect(faultInOnnx(fields)).toEqual(NOT_ONNX);
  });
});

describe('any bytes', () => {
  it('are answered', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const fault = faultInOnnx(bytes);
        if (fault) expect(['not-onnx', 'operators', 'external']).toContain(fault.is);
      }),
    );
  });

  it('a model with some of its bytes changed, too', () => {
    const whole = colourDetector();
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(() => faultInOnnx(bytes)).not.toThrow();
      }),
    );
  });

  it('a model cut short is none', () => {
    const whole = colourDetector();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        // Between two fields of the file itself, it is cut where a smaller model could end.
        const fault = faultInOnnx(whole.subarray(0, length));
        if (fault) expect(fault).toEqual(NOT_ONNX);
      }),
    );
  });

  it('wherever it lies, an operator of others is found', () => {
    // Ways from a graph down to a graph, through an attribute's one or its list.
    const ways = fc.array(fc.constantFrom(6, 11), { maxLength: 8 });
    fc.assert(
      fc.property(ways, fc.nat(5), fc.nat(5), (way, before, after) => {
        let inner = [
          ...Array(before).fill(node('')).flat(),
          ...node('evil'),
          ...Array(after).fill(node('')).flat(),
        ];
        for (const field of way) inner = part(1, ...part(5, ...part(field, ...inner)));
        expect(look(graph(...inner))).toEqual({ is: 'operators', domain: 'evil' });
      }),
    );
  });
});
