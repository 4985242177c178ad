import { dataUrl } from '../shared/data-url.ts';
import { isSvg } from '../shared/is-svg.ts';
import type { PixelSource } from '../shared/messages.ts';
import { unpack } from '../shared/wire.ts';

/** @returns an address of just what is judged; null where only the engine can read that */
export async function dataUrlOf(source: PixelSource): Promise<string | null> {
  if (source.by === 'bytes') {
    const bytes = unpack(source.bytes);
    // All others are known by their first bytes.
    const type = isSvg(bytes) ? 'image/svg+xml' : '';
    return (await dataUrl(new Blob([bytes], { type }))) + source.fragment;
  }
  if (source.by !== 'rgba') return null;
  const { width, height } = source;
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new Uint8ClampedArray(unpack(source.rgba));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return dataUrl(await canvas.convertToBlob());
}

/** @returns an address of what an image shows, pixel by pixel; null where that may not be read */
export async function dataUrlOfShown(image: HTMLImageElement): Promise<string | null> {
  const { naturalWidth, naturalHeight } = image;
  if (naturalWidth === 0 || naturalHeight === 0) return null;
  const canvas = new OffscreenCanvas(naturalWidth, naturalHeight);
  try {
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return await dataUrl(await canvas.convertToBlob());
  } catch {
    // Of another site, which does not let this page read it.
    return null;
  }
}
