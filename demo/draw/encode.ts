import sharp, { type Sharp } from 'sharp';
import type { Picture } from './picture.ts';

export type Encoding = 'jpeg' | 'png' | 'webp';

export const contentTypes: Readonly<Record<Encoding, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Bytes of the picture in a web format; `quality` (1–100) is for JPEG and WebP. */
export async function encode(
  picture: Picture,
  encoding: Encoding = 'jpeg',
  quality = 85,
): Promise<Buffer> {
  const image = fromPixels(picture);
  if (encoding === 'png') return image.png().toBuffer();
  return encoding === 'webp'
    ? image.webp({ quality }).toBuffer()
    : image.jpeg({ quality }).toBuffer();
}

/** What a decoder makes of the bytes. Rejects where they are no picture. */
export async function decode(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}

/** The picture at another size, antialiased (libvips' Lanczos), aspect not kept. */
export async function resize(picture: Picture, width: number, height: number): Promise<Picture> {
  const data = await fromPixels(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer();
  return { width, height, rgb: new Uint8Array(data) };
}

/** The same pixels with an opaque alpha byte after each three, as a canvas would give them. */
export function toRgba(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(picture.width * picture.height * 4).fill(255);
  for (let from = 0, to = 0; from < picture.rgb.length; from += 3, to += 4) {
    rgba[to] = picture.rgb[from] ?? 0;
    rgba[to + 1] = picture.rgb[from + 1] ?? 0;
    rgba[to + 2] = picture.rgb[from + 2] ?? 0;
  }
  return rgba;
}

function fromPixels({ width, height, rgb }: Picture): Sharp {
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}
