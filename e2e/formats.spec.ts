import sharp from 'sharp';
import { encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import { drawPattern } from '../demo/draw/pattern.ts';
import { patterns } from '../demo/patterns.ts';
import { allLoaded, coveredOnes } from './covered.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { explicitShots, onePair, ordinaryShots, type Shot, SIDE } from './pictures.ts';

/*
 * Every format a page may send: the pattern is covered and its ordinary twin is shown in each. A
 * decoder that fails would leave the twin covered.
 */

type Make = (shot: Shot) => Promise<{ bytes: Buffer; type: string }>;

const from = ({ picture: { width, height, rgb } }: Shot) =>
  sharp(rgb, { raw: { width, height, channels: 3 } });

const FORMATS: Record<string, Make> = {
  PNG: async (shot) => ({ bytes: await from(shot).png().toBuffer(), type: 'image/png' }),
  '16-bit PNG': async (shot) => ({
    bytes: await from(shot).toColourspace('rgb16').png().toBuffer(),
    type: 'image/png',
  }),
  'progressive JPEG': async (shot) => ({
    bytes: await from(shot).jpeg({ progressive: true, quality: 90 }).toBuffer(),
    type: 'image/jpeg',
  }),
  'CMYK JPEG': async (shot) => ({
    bytes: await from(shot).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    type: 'image/jpeg',
  }),
  WebP: async (shot) => ({
    bytes: await from(shot).webp({ quality: 90 }).toBuffer(),
    type: 'image/webp',
  }),
  AVIF: async (shot) => ({
    bytes: await from(shot).avif({ quality: 80, effort: 1 }).toBuffer(),
    type: 'image/avif',
  }),
  GIF: async (shot) => ({ bytes: await from(shot).gif().toBuffer(), type: 'image/gif' }),
  ICO: async (shot) => ({
    bytes: ico(await from(shot).resize(256, 256).png().toBuffer()),
    type: 'image/x-icon',
  }),
  'SVG that holds a raster': async (shot) => ({
    bytes: Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">` +
        `<image width="${SIDE}" height="${SIDE}" href="data:image/jpeg;base64,${shot.bytes.toString('base64')}"/></svg>`,
    ),
    type: 'image/svg+xml',
  }),
  'JPEG turned by EXIF': async (shot) => ({
    bytes: await from(shot)
      .rotate(90)
      .jpeg({ quality: 90 })
      .withMetadata({ orientation: 8 })
      .toBuffer(),
    type: 'image/jpeg',
  }),
  'JPEG sent as octet-stream': async (shot) => ({
    bytes: shot.bytes,
    type: 'application/octet-stream',
  }),
};

/** One PNG in an icon file: a directory of one entry, 0 meaning 256 pixels. */
function ico(png: Buffer): Buffer {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(22, 18);
  return Buffer.concat([head, png]);
}

/**
 * The same for each run: a palette or an ink can change a drawing so that the model itself takes it
 * for another thing, and this is about decoding.
 */
async function sameShots(): Promise<{ usual: Shot; pattern: Shot }> {
  const shot = async (picture: Shot['picture'], explicit: boolean): Promise<Shot> => ({
    bytes: await encode(picture),
    picture,
    explicit,
  });
  const [first] = patterns;
  if (!first) throw new Error('no patterns');
  return {
    usual: await shot(ordinary(1, 0).draw(SIDE), false),
    pattern: await shot(drawPattern(first, SIDE), true),
  };
}

test('every format is decoded and judged', async ({ figleaf, page, site }) => {
  const { usual, pattern } = await sameShots();
  const tags: string[] = [];
  const expected: Record<string, boolean> = {};
  for (const [name, make] of Object.entries(FORMATS)) {
    for (const [kind, shot] of [
      ['usual', usual],
      ['pattern', pattern],
    ] as const) {
      const { bytes, type } = await make(shot);
      const id = `${name}: ${kind}`;
      tags.push(`<img id="${id}" src="${site.picture(bytes, type)}">`);
      expected[id] = kind === 'pattern';
    }
  }
  const before = (await figleaf.facts()).failed;
  await page.goto(site.page(tags.join('\n')));
  await expect.poll(() => allLoaded(page)).toBe(true);
  await expect.poll(() => coveredOnes(page), { timeout: 40_000 }).toEqual(expected);
  expect((await figleaf.facts()).failed).toBe(before);
});

test('tall strips and panoramas are judged in tiles, the worst decides', async ({
  figleaf,
  page,
  site,
}) => {
  const [plain, [pattern]] = [await ordinaryShots(8), await explicitShots(1)];
  const [usual] = plain;
  if (!usual || !pattern) throw new Error('no pictures');
  const strip = async (parts: Shot[], down: boolean) =>
    sharp({
      create: {
        width: down ? SIDE : SIDE * parts.length,
        height: down ? SIDE * parts.length : SIDE,
        channels: 3,
        background: '#fff',
      },
    })
      .composite(
        parts.map(({ bytes }, i) => ({
          input: bytes,
          left: down ? 0 : i * SIDE,
          top: down ? i * SIDE : 0,
        })),
      )
      .jpeg({ quality: 90 })
      .toBuffer();
  const withPattern = [...plain.slice(0, 5), pattern, ...plain.slice(6)];
  const pictures = {
    strip: await strip(plain, true),
    'strip with a pattern': await strip(withPattern, true),
    panorama: await strip(plain, false),
    'panorama with a pattern': await strip(withPattern, false),
  };
  const before = (await figleaf.facts()).failed;
  await page.goto(
    site.page(
      Object.entries(pictures)
        .map(
          ([id, bytes]) =>
            `<img id="${id}" style="max-width:600px;max-height:900px" src="${site.picture(bytes)}">`,
        )
        .join('\n'),
    ),
  );
  await expect
    .poll(() => coveredOnes(page), { timeout: 40_000 })
    .toEqual({
      strip: false,
      'strip with a pattern': true,
      panorama: false,
      'panorama with a pattern': true,
    });
  expect((await figleaf.facts()).failed).toBe(before);
});

test('small pictures pass, and are judged when shown larger', async ({ page, site }) => {
  const [pattern] = await explicitShots(1);
  if (!pattern) throw new Error('no pictures');
  const src = site.picture(pattern.bytes);
  await page.goto(
    site.page(`<img id=small width=20 height=20 src="${src}"><img id=large src="${src}">`),
  );
  await expectLooks(page, { large: pattern }, { large: 'masked' });
  await page.evaluate(() => {
    const img = document.getElementById('small');
    img?.setAttribute('width', '320');
    img?.setAttribute('height', '320');
  });
  await expectLooks(page, { small: pattern, large: pattern }, { small: 'masked', large: 'masked' });
});

test('a dense picture is judged by all of its pixels, also where only the element gives them', async ({
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  // Not in the cache, and of a size of its own of three pixels.
  const dense = ({ bytes }: { bytes: Buffer }) =>
    `srcset="${site.picture(bytes, 'image/jpeg', { 'cache-control': 'no-store' })} 100x" style="width:320px;height:320px"`;
  await page.goto(
    site.page(pageOf(`<img id="bad" ${dense(pattern)}><img id="plain" ${dense(usual)}>`)),
  );
  const shots = { bad: pattern, plain: usual };
  await expectLooks(page, shots, { bad: 'masked', plain: 'shown' });
});

test('what is white on white is judged on black as well', async ({ page, site }) => {
  const { usual, pattern } = await onePair();
  // Its colours as far as they go, and how far they go in what can be seen through.
  const inAlpha = async ({ picture }: Shot): Promise<string> => {
    const { rgb, width, height } = picture;
    const rgba = Buffer.alloc(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      const [r = 0, g = 0, b = 0] = rgb.subarray(i * 3, i * 3 + 3);
      const most = Math.max(r, g, b, 1);
      rgba.set([(r * 255) / most, (g * 255) / most, (b * 255) / most, most], i * 4);
    }
    const png = await sharp(rgba, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer();
    return site.picture(png, 'image/png');
  };
  const [bad, plain] = [await inAlpha(pattern), await inAlpha(usual)];
  await page.goto(
    site.page(
      pageOf(
        `<img id="bad" src="${bad}"><img id="plain" src="${plain}">`,
        '<style>html { background: #000 }</style>',
      ),
    ),
  );
  await expectLooks(page, { bad: pattern, plain: usual }, { bad: 'masked', plain: 'shown' });
});
