import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import { anotherIn, headBefore } from './holds-another.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const joined = (...parts: (string | Uint8Array)[]) =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part))),
  );
const uint32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);

const jpeg = new Uint8Array(await encode(ordinary(1, 1).draw(64)));
const bitmap = joined('BM', new Uint8Array(12), uint32(40), new Uint8Array(60));
const icons = joined('\0\0\x01\0\x01\0', new Uint8Array(40));

/** The beginnings of all that browsers decode. */
const PICTURES: Record<string, Uint8Array> = {
  JPEG: jpeg,
  PNG: latin1('\x89PNG\r\n\x1a\n'),
  GIF: latin1('GIF89a'),
  WebP: latin1('RIFF\x10\0\0\0WEBPVP8 '),
  AVIF: latin1('\0\0\0\x1cftypavif'),
  'AVIF of another main brand': latin1('\0\0\0\x1cftypmif1'),
  'JPEG XL': latin1('\0\0\0\x0cJXL '),
  bitmap,
  icons,
  cursors: joined('\0\0\x02\0\x01\0', new Uint8Array(40)),
  SVG: latin1('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  'SVG after a prologue': latin1(
    `\xef\xbb\xbf \t<?xml version="1.0"?><!-- ${'x'.repeat(70_000)} --><s:svg >`,
  ),
  'SVG in UTF-16': joined('\xff\xfe', new Uint8Array(Buffer.from('<svg/>', 'utf16le'))),
  'SVG in UTF-16, turned round': joined(
    '\xfe\xff',
    new Uint8Array(Buffer.from('<svg/>', 'utf16le').swap16()),
  ),
};

/** Where Firefox was seen to find a part: no boundary need look like one. */
const HEADS = [
  '\r\n--part\r\ncontent-type: image/jpeg\r\n\r\n',
  '\npart\n\n',
  '\r\n--part\r\n\r\n',
  '\n\n\n\n',
];

describe.each(Object.entries(PICTURES))('%s', (_, picture) => {
  it.each(HEADS)('is found after %j', (head) => {
    expect(anotherIn(joined(jpeg, head, picture))).toBeGreaterThan(0);
  });

  it('is found in a comment of a JPEG, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...HEADS),
        fc.uint8Array({ maxLength: 200 }),
        (before, head, after) => {
          const whole = joined(jpeg.subarray(0, 2), '\xff\xfe\x01\0', before, head, picture, after);
          expect(anotherIn(whole)).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('is none without a blank line before it', () => {
    expect(anotherIn(joined(jpeg, '\r\n--part\r\n', picture))).toBe(-1);
  });
});

it('finds none in what is compressed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 5000, maxLength: 20_000 }), (bytes) => {
      expect(anotherIn(bytes)).toBe(-1);
    }),
  );
});

it.each([
  ['half a blank line at the end', joined(jpeg, '\n')],
  ['a blank line at the end', joined(jpeg, '\r\n\r\n')],
  ['the end of a signature', joined(jpeg, '\n\n\xff\xd8')],
  [
    'two letters that begin no bitmap',
    joined(jpeg, '\n\nBM', new Uint8Array(12), uint32(4000), new Uint8Array(9)),
  ],
  ['a bitmap that ends before its header', joined(jpeg, '\n\nBM')],
  ['no icons', joined(jpeg, '\n\n\0\0\x01\0\0\0\0\0')],
  ['more icons than there is room for', joined(jpeg, '\n\n\0\0\x01\0\xff\0', new Uint8Array(40))],
  ['the end of an XMP packet', joined(jpeg, '</x:xmpmeta>\n \n\n<?xpacket end="w"?>', jpeg)],
])('finds none in %s', (_, bytes) => {
  expect(anotherIn(bytes)).toBe(-1);
});

it('takes the tags of an SVG for its own, and a raster after a blank line for another', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg">\n\n<svg/>\n\n<g/></svg>';
  expect(anotherIn(latin1(svg))).toBe(-1);
  expect(anotherIn(joined(svg, '<!--\n\n', jpeg))).toBeGreaterThan(0);
});

it('reads a part of a buffer as that part', () => {
  const whole = joined(jpeg, '\n\n', bitmap);
  const within = joined(new Uint8Array(3), whole).subarray(3);
  expect(anotherIn(within)).toBeGreaterThan(0);
  expect(anotherIn(whole.subarray(0, jpeg.length + 10))).toBe(-1);
});

it('tells what is said of the other, and takes no bytes of a picture for that', () => {
  const head = '\r\n--part\r\ncontent-type: image/jpeg\r\n\r\n';
  const headOf = (bytes: Uint8Array<ArrayBuffer>) =>
    Buffer.from(headBefore(bytes, anotherIn(bytes))).toString('latin1');
  expect(headOf(joined(jpeg, head, jpeg))).toMatch(new RegExp(`${head}$`));
  expect(headOf(joined(head, jpeg))).toBe(head);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (before) => {
      const found = headOf(joined(before, head, jpeg));
      expect(found).toMatch(/^[\t\r\n\x20-;=-~]*$/);
      expect(found.length).toBeLessThanOrEqual(1024);
    }),
  );
});
