import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import { mayBePicture } from './may-be-picture.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const picture = ordinary(1, 1).draw(64);
const jpeg = await encode(picture);
/** A marker may have any number of FFs before it. */
const filled = Buffer.concat([
  jpeg.subarray(0, 2),
  Buffer.from('fffffffe00040101', 'hex'),
  jpeg.subarray(2),
]);

const PICTURES: Record<string, Uint8Array<ArrayBuffer>> = {
  JPEG: new Uint8Array(jpeg),
  'a JPEG with fill bytes': new Uint8Array(filled),
  PNG: latin1('\x89PNG\r\n\x1a\n'),
  GIF: latin1('GIF87a'),
  WebP: latin1('RIFF\x10\0\0\0WEBPVP8 '),
  AVIF: latin1('\0\0\0\x14ftypmif1\0\0\0\0avif and so on'),
  bitmap: latin1('BM'),
  icons: latin1('\0\0\x01\0'),
  cursors: latin1('\0\0\x02\0'),
  'JPEG XL': latin1('\xff\x0a'),
  SVG: latin1('<svg/>'),
  'SVG after a comment': latin1('\n<!-- x --><svg/>'),
  XML: latin1('<?xml version="1.0"?>'),
  'XML with a mark': latin1('\xef\xbb\xbf<?xml version="1.0"?>'),
  'XML in UTF-16': latin1('\xff\xfe<\0?\0'),
  space: latin1(' '.repeat(600)),
};

describe.each(Object.entries(PICTURES))('%s', (_, bytes) => {
  it('may be one, from its first byte on', () => {
    for (let end = 0; end <= Math.min(bytes.length, 40); end++) {
      for (const isPage of [false, true]) {
        expect(mayBePicture(bytes.slice(0, end), isPage), `${end} bytes`).toBe(true);
      }
    }
  });
});

it.each([
  'not found',
  '{"a": 1}',
  '%PDF-1.7',
  'GIF7 and so on',
  'RIFF\x10\0\0\0WAVE',
  'II*\0\x08\0\0\0\x01\0',
  'PK\x03\x04\x14\0\0\0\x08',
  '\0\0\0\x18ftypisom\0\0\x02\0isommp42',
])('%j is none', (text) => {
  expect(mayBePicture(latin1(text), false)).toBe(false);
});

it.each(['<!doctype html><svg>', '\n <!DOCTYPE html>', '<html>', '\xef\xbb\xbf<body class="a">'])(
  '%j is none where that is a page',
  (text) => {
    expect(mayBePicture(latin1(text), true)).toBe(false);
    expect(mayBePicture(latin1(text), false)).toBe(true);
  },
);

it('does not change its mind for the better', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, isPage) => {
      const said = Array.from({ length: bytes.length + 1 }, (_, end) =>
        mayBePicture(bytes.slice(0, end), isPage),
      );
      expect(said.lastIndexOf(true) + 1).toBe(said.filter(Boolean).length);
    }),
  );
});
