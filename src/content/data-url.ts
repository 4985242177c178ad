import type { PixelSource } from '../shared/messages.ts';
import { unpack } from '../shared/wire.ts';

/** @returns an address of just what is judged; null where only the engine can read that */
export async function dataUrlOf(source: PixelSource): Promise<string | null> {
  if (source.by === 'bytes') return asDataUrl(new Blob([unpack(source.bytes)]));
  if (source.by !== 'rgba') return null;
  const { width, height } = source;
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new Uint8ClampedArray(unpack(source.rgba));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return asDataUrl(await canvas.convertToBlob());
}

async function asDataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<unknown>((resolve, reject) => {
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
  });
  reader.readAsDataURL(blob);
  return String(await read);
}
