import { type BenchmarkPicture, serveBenchmarkGallery } from '../demo/benchmark-gallery.ts';

/** Pictures of the gallery, and those among them that the models take for explicit. */
export const COUNT = 60;
export const EXPLICIT = 12;

export type GalleryPicture = Pick<BenchmarkPicture, 'kind' | 'bytes'>;

/** The gallery's JPEGs, drawn once; `salted` makes as many distinct ones of them as needed. */
export async function drawPictures(): Promise<readonly GalleryPicture[]> {
  const gallery = await serveBenchmarkGallery({ count: COUNT, explicit: EXPLICIT });
  await gallery.close();
  return gallery.pictures;
}

/**
 * The same picture in other bytes, so that no cache knows it: a JPEG comment after the first marker.
 * @param salt at most 65,533 bytes of ASCII
 */
export function salted(jpeg: Buffer, salt: string): Buffer {
  const comment = Buffer.alloc(4 + salt.length);
  comment.writeUInt16BE(0xfffe, 0);
  comment.writeUInt16BE(2 + salt.length, 2);
  comment.write(salt, 4, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
