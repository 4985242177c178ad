import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { encode } from './draw/encode.ts';
import { ordinary } from './draw/ordinary.ts';
import { drawPattern, type Pattern } from './draw/pattern.ts';

/*
 * One PNG of everything, to look at:
 *   npx tsx demo/contact-sheet.ts --out sheet.png --seed 1 --count 60
 *   npx tsx demo/contact-sheet.ts --out sheet.png --patterns demo/patterns.json
 */

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'contact-sheet.png' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '60' },
    side: { type: 'string', default: '200' },
    columns: { type: 'string', default: '8' },
    patterns: { type: 'string' },
  },
});
const [side, columns] = [Number(values.side), Number(values.columns)];
const patterns: Pattern[] = values.patterns
  ? JSON.parse(readFileSync(values.patterns, 'utf8'))
  : [];
const pictures = values.patterns
  ? patterns.map((pattern) => drawPattern(pattern, side))
  : Array.from({ length: Number(values.count) }, (_, i) =>
      ordinary(Number(values.seed), i + Number(values.from)).draw(side),
    );
const rows = Math.ceil(pictures.length / columns);
const tiles = await Promise.all(
  pictures.map(async (picture, i) => ({
    input: await encode(picture, 'png'),
    left: (i % columns) * (side + 4),
    top: Math.floor(i / columns) * (side + 4),
  })),
);
await sharp({
  create: {
    width: columns * (side + 4),
    height: rows * (side + 4),
    channels: 3,
    background: '#888',
  },
})
  .composite(tiles)
  .png()
  .toFile(values.out);
