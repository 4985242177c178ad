import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const folder = path.resolve(import.meta.dirname, '../icons');

/** Fine veins turn to grey mush below 48 pixels, so the small sizes have a drawing of their own. */
const ICONS = { 16: 'leaf-small', 32: 'leaf-small', 48: 'leaf', 128: 'leaf' } as const;

for (const [size, drawing] of Object.entries(ICONS)) {
  const svg = await readFile(path.join(folder, `${drawing}.svg`));
  const side = Number(size);
  // The density at which the 32-unit drawing comes out at this size, so that nothing is resampled.
  await sharp(svg, { density: (72 * side) / 32 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(folder, `${size}.png`));
}
