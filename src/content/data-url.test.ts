import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dataUrlOf } from './data-url.ts';

/** Node has none; what it is asked to read is what counts here. */
class Reader {
  result: string | null = null;
  onload: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readAsDataURL(blob: Blob): void {
    void blob.arrayBuffer().then((bytes) => {
      this.result = `data:x;base64,${Buffer.from(bytes).toString('base64')}`;
      this.onload?.();
    });
  }
}
beforeEach(() => vi.stubGlobal('FileReader', Reader));
afterEach(() => vi.unstubAllGlobals());

const bytes = Uint8Array.of(255, 216, 7);
const inUrl = `data:x;base64,${Buffer.from(bytes).toString('base64')}`;

test('holds the very bytes that are judged, however they travel', async () => {
  expect(await dataUrlOf({ by: 'bytes', bytes, fragment: '' })).toBe(inUrl);
  const packed = { base64: Buffer.from(bytes).toString('base64') };
  expect(await dataUrlOf({ by: 'bytes', bytes: packed, fragment: '' })).toBe(inUrl);
});

test('says of an SVG that it is one, and which part of it shows', async () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const types: string[] = [];
  class Typed extends Reader {
    override readAsDataURL(blob: Blob): void {
      types.push(blob.type);
      super.readAsDataURL(blob);
    }
  }
  vi.stubGlobal('FileReader', Typed);
  const url = await dataUrlOf({ by: 'bytes', bytes: svg, fragment: '#part' });
  expect(types).toEqual(['image/svg+xml']);
  expect(url?.endsWith('#part')).toBe(true);
});

test('knows none for what only the engine reads', async () => {
  expect(await dataUrlOf({ by: 'url', url: 'https://x.test/1', referrer: '' })).toBeNull();
  expect(await dataUrlOf({ by: 'none', why: 'no' })).toBeNull();
});
