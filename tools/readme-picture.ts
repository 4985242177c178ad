import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { ROOT } from './paths.ts';

/** Puts what `npm start` wrote without a display side by side, for the README: docs/demo.png. */

const WIDTH = 640;
const HEIGHT = 700;
const GAP = 20;

const half = (name: string): Promise<Buffer> =>
  sharp(path.join(ROOT, 'demo', name))
    .resize(WIDTH)
    .extract({ left: 0, top: 0, width: WIDTH, height: HEIGHT })
    .toBuffer();

const [before, after] = await Promise.all([half('before.png'), half('after.png')]);
await mkdir(path.join(ROOT, 'docs'), { recursive: true });
await sharp({
  create: { width: WIDTH * 2 + GAP, height: HEIGHT, channels: 3, background: '#8b9088' },
})
  .composite([
    { input: before, left: 0, top: 0 },
    { input: after, left: WIDTH + GAP, top: 0 },
  ])
  .png({ compressionLevel: 9, palette: true, quality: 90 })
  .toFile(path.join(ROOT, 'docs', 'demo.png'));
