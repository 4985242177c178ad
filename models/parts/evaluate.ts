/**
 * `npm run evaluate:parts -- [--from 1] [--to 50] [--model ID] [FOLDER]`: with nothing but a bundled
 * model and in box mode, how much of a pattern in an ordinary drawn picture is covered and how much
 * of the rest is left, over the seeds; and how many of a folder's ordinary pictures are covered.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { Picture } from '../../demo/draw/picture.ts';
import { wantedOf } from '../../src/inference/wanted.ts';
import { judge, scoresFrom } from '../../src/shared/policy.ts';
import { bundledCards } from '../cards.ts';
import { compose } from './compositions.ts';
import { BOX_MODE, coveredOf, type Judged, judgeParts } from './covered.ts';
import { counting, openNodeEngine } from './node-engine.ts';
import { worthSecondLook } from './second-look.ts';

const PICTURE = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i;
/** Long side: as large as most pictures of the web. */
const LONG = 1000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '50' },
    model: { type: 'string', default: 'mobilenet-v2-mid' },
  },
});
const found = bundledCards().find(({ card }) => card.id === values.model);
if (!found) throw new Error(`no model ${values.model}`);
const { card } = found;
const wanted = wantedOf(card.labels, BOX_MODE, BOX_MODE.rule, 'on');
const { engine, inferences } = counting(await openNodeEngine(found));

const byFirst = ({ first }: Judged): boolean =>
  judge(
    scoresFrom(
      card,
      first.map(({ classes }) => classes),
    ),
    BOX_MODE,
    'on',
  ).cover;
const worth = ({ first }: Judged): boolean => worthSecondLook(first, wanted, card.labels);

const seeds = { all: 0, byFirst: 0, worth: 0, unseen: 0, short: 0, whole: 0, halfOfRestLeft: 0 };
for (let seed = Number(values.from); seed <= Number(values.to); seed++) {
  const { picture, pattern, name } = await compose(seed);
  const judged = await judgeParts(engine, picture);
  const { verdict } = judged;
  const { part, rest } = coveredOf(verdict, picture, pattern);
  seeds.all++;
  if (byFirst(judged)) seeds.byFirst++;
  if (worth(judged)) seeds.worth++;
  if (!verdict.cover) seeds.unseen++;
  else if (part < 0.95) seeds.short++;
  if (verdict.cover && !verdict.boxes) seeds.whole++;
  if (part >= 0.95 && rest <= 0.5) seeds.halfOfRestLeft++;
  if (part < 0.95) console.log(`  ${name}: ${part.toFixed(2)} of the pattern covered`);
}
console.log(card.name, seeds, `${(inferences() / seeds.all).toFixed(1)} inferences a picture`);

const [folder] = positionals;
if (folder) {
  const before = inferences();
  const of = { all: 0, byFirst: 0, worth: 0, whole: 0, inPart: 0, worthAndCovered: 0 };
  for (const file of readdirSync(folder).filter((name) => PICTURE.test(name))) {
    const picture = await read(join(folder, file));
    const judged = await judgeParts(engine, picture);
    const { verdict } = judged;
    of.all++;
    if (byFirst(judged)) of.byFirst++;
    if (worth(judged)) of.worth++;
    if (verdict.cover) of[verdict.boxes ? 'inPart' : 'whole']++;
    if (verdict.cover && worth(judged)) of.worthAndCovered++;
  }
  const each = (inferences() - before) / of.all;
  console.log(folder, of, `${each.toFixed(1)} inferences a picture`);
}
await engine.dispose();

async function read(path: string): Promise<Picture> {
  const { data, info } = await sharp(readFileSync(path))
    .rotate()
    .resize(LONG, LONG, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
}
