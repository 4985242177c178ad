import { animate, type Moving, movingTypes } from '../demo/draw/animation.ts';
import { crafted } from '../demo/draw/crafted.ts';
import { encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import { drawPattern } from '../demo/draw/pattern.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { patterns } from '../demo/patterns.ts';
import { allLoaded, coveredOnes } from './covered.ts';
import { expect, test } from './harness.ts';

/*
 * Pictures that show a person something else than the first look of a model tells: the worst of
 * what they show decides. The same in each run, as in formats.spec.ts.
 */

const SIDE = 240;

function drawn(side: number): { usual: Picture[]; pattern: Picture } {
  const [first] = patterns;
  if (!first) throw new Error('no patterns');
  const usual = [0, 1, 2].map((i) => ordinary(1, i).draw(side));
  return { usual, pattern: drawPattern(first, side) };
}

interface Case {
  bytes: Buffer;
  type: string;
  covered: boolean;
}

/** An animation with the pattern in it, and its twin without. */
async function twins(
  name: string,
  encoding: Moving,
  frames: readonly Picture[],
  { pattern, at, times }: { pattern: Picture; at: number; times: readonly number[] },
): Promise<Record<string, Case>> {
  const type = movingTypes[encoding];
  const bad = frames.map((frame, i) => (i === at ? pattern : frame));
  return {
    [`${name} with a pattern`]: { bytes: await animate(bad, encoding, times), type, covered: true },
    [name]: { bytes: await animate(frames, encoding, times), type, covered: false },
  };
}

const flat = (colour: readonly number[]): Picture => ({
  width: SIDE,
  height: SIDE,
  rgb: Buffer.alloc(SIDE * SIDE * 3, Buffer.from(colour)),
});

test('of what moves every scene is looked at, and the worst decides', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = drawn(SIDE);
  const [day, tree, house] = usual as [Picture, Picture, Picture];
  const slides = [day, tree, house, day, tree];
  const times = slides.map(() => 120);
  /** Longer than is decoded frame by frame, and the one that matters is shown for five seconds. */
  const greys = [flat([200, 200, 200]), flat([190, 190, 190])] as const;
  const long = Array.from({ length: 300 }, (_, i) => (i === 0 ? day : greys[i % 2 ? 1 : 0]));
  const cases: Record<string, Case> = {
    ...(await twins('GIF', 'gif', slides, { pattern, at: 3, times })),
    ...(await twins('WebP', 'webp', slides, { pattern, at: 1, times })),
    ...(await twins('APNG', 'apng', slides, { pattern, at: 4, times })),
    ...(await twins('AVIF', 'avif', slides, { pattern, at: 2, times })),
    ...(await twins('long APNG', 'apng', long, {
      pattern,
      at: 211,
      times: long.map((_, i) => (i === 211 ? 5000 : 20)),
    })),
  };
  const before = (await figleaf.facts()).failed;
  await page.goto(
    site.page(
      Object.entries(cases)
        .map(([id, { bytes, type }]) => `<img id="${id}" src="${site.picture(bytes, type)}">`)
        .join('\n'),
    ),
  );
  await expect.poll(() => allLoaded(page)).toBe(true);
  // What nobody looked at yet is covered, too.
  const all = Object.keys(cases).length;
  await expect.poll(async () => (await figleaf.counts(page)).looked).toBe(all);
  await expect
    .poll(() => coveredOnes(page))
    .toEqual(Object.fromEntries(Object.entries(cases).map(([id, { covered }]) => [id, covered])));
  expect((await figleaf.facts()).failed).toBe(before);
});

test('what cannot be looked through to its end stays covered', async ({ figleaf, page, site }) => {
  const { usual } = drawn(SIDE);
  const [day] = usual as [Picture];
  const steps = [0, 85, 170, 255];
  const scenes = steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue) => flat([red, green, blue]))),
  );
  const whole = await animate([day, day, day], 'apng', [100, 100, 100]);
  // The data of the last frame is no data; its checksum is not looked at by every decoder.
  const damaged = Buffer.from(whole);
  damaged.fill(0xa5, damaged.lastIndexOf('fdAT') + 8, damaged.length - 20);
  const cases: Record<string, Buffer> = {
    'sixty-four scenes': await animate(
      scenes,
      'apng',
      scenes.map(() => 100),
    ),
    'eight of them': await animate(
      scenes.slice(0, 8),
      'apng',
      steps.map(() => 100),
    ),
    'a damaged frame': damaged,
    whole,
  };
  const before = (await figleaf.facts()).failed;
  await page.goto(
    site.page(
      Object.entries(cases)
        .map(([id, bytes]) => `<img id="${id}" src="${site.picture(bytes, 'image/png')}">`)
        .join('\n'),
    ),
  );
  await expect
    .poll(() => coveredOnes(page))
    .toEqual({
      'sixty-four scenes': true,
      'eight of them': false,
      'a damaged frame': true,
      whole: false,
    });
  await expect.poll(async () => (await figleaf.facts()).failed).toBe(before + 2);
});

test('an SVG in which pictures move, or change with where it is shown, or that holds an explicit one, is covered', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = drawn(SIDE);
  const [day, tree] = usual as [Picture, Picture];
  const held = async (picture: Picture): Promise<string> =>
    `<image width="${SIDE}" height="${SIDE}" href="data:image/png;base64,${
      // In lines, as drawing programs write it.
      (await encode(picture, 'png')).toString('base64').replace(/.{76}/g, '$&\n')
    }"`;
  const gif = (await animate([day, tree], 'gif', [100, 100])).toString('base64');
  const bodies = {
    still: `${await held(day)}/>`,
    swaps: `${await held(day)}/>${await held(tree)} opacity="0"><set attributeName="opacity" to="1" begin="1s"/></image>`,
    fades: `<style>image + image { opacity: 0; animation: in 1s 1s forwards } @keyframes in { to { opacity: 1 } }</style>${await held(day)}/>${await held(tree)}/>`,
    'by its size': `<style>@media (min-width: 100px) { image + image { display: none } }</style>${await held(day)}/>${await held(tree)}/>`,
    'by the scheme': `<style media="(prefers-color-scheme: dark)">image + image { display: none }</style>${await held(day)}/>${await held(tree)}/>`,
    'holds a GIF': `<image width="${SIDE}" height="${SIDE}" href="data:image/gif;base64,${gif}"/>`,
    'draws with an ordinary one': `<filter id="a">${(await held(tree)).replace('<image', '<feImage')}/></filter>${await held(day)}/>`,
    'draws with an explicit one': `<filter id="a">${(await held(pattern)).replace('<image', '<feImage')}/></filter>${await held(day)}/>`,
    'only draws': `<rect width="${SIDE}" height="${SIDE}" fill="#7ab"><animate attributeName="x" to="9" dur="1s"/></rect>`,
  };
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">`;
  await page.goto(
    site.page(
      Object.entries(bodies)
        .map(([id, body]) => {
          const svg = Buffer.from(`${head}${body}</svg>`);
          return `<img id="${id}" src="${site.picture(svg, 'image/svg+xml')}">`;
        })
        .join('\n'),
    ),
  );
  await expect.poll(async () => (await figleaf.counts(page)).looked).toBe(9);
  await expect
    .poll(() => coveredOnes(page))
    .toEqual({
      still: false,
      'draws with an ordinary one': false,
      'draws with an explicit one': true,
      swaps: true,
      fades: true,
      'by its size': true,
      'by the scheme': true,
      'holds a GIF': true,
      'only draws': false,
    });
});

test('a picture that shows a model one thing and a person another is covered', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = drawn(1344);
  const [day, tree] = usual as [Picture, Picture];
  const pictures = {
    hidden: await encode(crafted(pattern, day, 224), 'png'),
    twin: await encode(crafted(tree, day, 224), 'png'),
  };
  await page.goto(
    site.page(
      Object.entries(pictures)
        .map(
          ([id, bytes]) => `<img id="${id}" width=320 src="${site.picture(bytes, 'image/png')}">`,
        )
        .join('\n'),
    ),
  );
  // What nobody looked at yet is covered, too.
  await expect.poll(async () => (await figleaf.counts(page)).looked).toBe(2);
  await expect.poll(() => coveredOnes(page)).toEqual({ hidden: true, twin: false });
});
