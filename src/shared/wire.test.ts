import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clonesMessages, PROBE, pack, unpack } from './wire.ts';

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Uint8Array.from(some));

describe('the probe', () => {
  it('tells a browser that clones messages from one that writes JSON', () => {
    expect(clonesMessages(structuredClone(PROBE))).toBe(true);
    expect(clonesMessages(asJson(PROBE))).toBe(false);
  });

  it.each([undefined, null, 'FL', [70, 76], { 0: 70, 1: 76, length: 2 }])('is not %j', (probe) =>
    expect(clonesMessages(probe)).toBe(false),
  );

  it('is not other bytes', () => {
    expect(clonesMessages(Uint8Array.of(70))).toBe(false);
    expect(clonesMessages(Uint8Array.of(0, 76))).toBe(false);
    expect(clonesMessages(Uint8Array.of(70, 76, 0))).toBe(false);
    expect(clonesMessages(Uint16Array.of(70, 76))).toBe(false);
  });
});

describe.each([
  ['cloned', true, structuredClone],
  ['written as JSON', false, asJson],
] as const)('bytes %s', (_name, clones, travel) => {
  it('arrive as they were', () => {
    fc.assert(
      fc.property(bytes, (sent) => {
        expect(unpack(travel(pack(sent, clones)))).toEqual(sent);
      }),
    );
  });

  it.each([0, 1, 0x7fff, 0x8000, 0x8001, 200_003])('arrive whole when there are %i', (length) => {
    const sent = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
    const arrived = unpack(travel(pack(sent, clones)));
    expect(Buffer.compare(arrived, sent)).toBe(0);
  });

  it('are only those of a view, not of the buffer behind it', () => {
    const view = Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 4);
    expect(unpack(travel(pack(view, clones)))).toEqual(Uint8Array.of(2, 3, 4));
  });
});

test.each([undefined, null, 3, 'AAAA', {}, { base64: 3 }, [1, 2], { 0: 1 }])(
  '%j is refused for bytes',
  (wire) => expect(() => unpack(wire)).toThrow(TypeError),
);

test('what is not base64 is refused too', () => {
  expect(() => unpack({ base64: '!' })).toThrow();
});
