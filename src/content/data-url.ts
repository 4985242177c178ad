import { dataUrl } from '../shared/data-url.ts';
import type { PixelSource } from '../shared/messages.ts';
import { unpack } from '../shared/wire.ts';

/** @returns an address of just what is judged; null where only the engine can read that */
export async function dataUrlOf(source: PixelSource): Promise<string | null> {
  if (source.by === 'bytes') return dataUrl(new Blob([unpack(source.bytes)]));
  if (source.by !== 'rgba') return null;
  const { width, height } = source;
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new Uint8ClampedArray(unpack(source.rgba));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return dataUrl(await canvas.convertToBlob());
}
