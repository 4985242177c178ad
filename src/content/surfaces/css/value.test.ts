import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readImageValue, readString } from './value.ts';

const quote = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&').replace(/[\n\r\f\0]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;

test.each([
  ['none', [], true],
  ['linear-gradient(90deg, rgb(0, 0, 0) 0%, rgba(1, 2, 3, 0.5))', [], true],
  ['url("http://a.test/b.png")', ['http://a.test/b.png'], false],
  [
    'url("http://a.test/1"), linear-gradient(red, blue), url("http://a.test/2")',
    ['http://a.test/1', 'http://a.test/2'],
    false,
  ],
  [
    'image-set(url("http://a.test/1") 1dppx type("image/png"), url("http://a.test/2") 2dppx)',
    ['http://a.test/1', 'http://a.test/2'],
    false,
  ],
  [
    '-webkit-cross-fade(url("http://a.test/1"), url("http://a.test/2"), 0.5)',
    ['http://a.test/1', 'http://a.test/2'],
    false,
  ],
  ['url("#mask")', [], false],
  ['"text url(no)"', [], true],
])('%s', (value, urls, plain) => {
  expect(readImageValue(value)).toEqual({ urls, plain, sound: true });
});

test.each([
  'paint(x)',
  'element(#x)',
  '-moz-image-rect(url("a"), 0, 0, 0, 0)',
  'url(a)',
  'url("a" crossorigin(anonymous))',
  'url("a',
  'url("a"))',
  'linear-gradient(red, blue',
])('%s is not understood, so nothing of it may show', (value) => {
  expect(readImageValue(value).sound).toBe(false);
});

test('every address of a value is found, whatever is in it', () => {
  const layer = fc.oneof(
    fc.record({ url: fc.string({ minLength: 1 }).filter((url) => !url.startsWith('#')) }),
    fc.constant({ url: null }),
  );
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1 }), (layers) => {
      const value = layers
        .map(({ url }) => (url === null ? 'linear-gradient(red, blue)' : `url(${quote(url)})`))
        .join(', ');
      // No browser writes NUL: it is read as U+FFFD.
      const urls = layers.flatMap(({ url }) => url?.replaceAll('\0', '\ufffd') ?? []);
      expect(readImageValue(value)).toEqual({
        urls: [...new Set(urls)],
        plain: urls.length === 0,
        sound: true,
      });
    }),
  );
});

test('a string is read to its end, and not beyond', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, after) => {
      const quoted = quote(text);
      expect(readString(quoted + after, 0)).toEqual({
        text: text.replaceAll('\0', '\ufffd'),
        end: quoted.length - 1,
      });
    }),
  );
});
