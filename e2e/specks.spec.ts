import { looksAt } from './eyes.ts';
import { expect, pageOf, test } from './harness.ts';
import { onePair, SIDE } from './pictures.ts';

/*
 * Pictures too small to show anything pass. What gives itself so small a size and holds a large picture
 * does not: a page can magnify it with nobody telling how large it is seen.
 */

const SMALL = 20;
const ELSEWHERE = 'elsewhere.test';

const inSvg = (jpeg: Buffer): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SMALL}" height="${SMALL}" viewBox="0 0 ${SIDE} ${SIDE}"><image width="${SIDE}" height="${SIDE}" href="data:image/jpeg;base64,${jpeg.toString('base64')}"/></svg>`,
  );

/** The same JPEG with a resolution in its EXIF block by which it is `SMALL` CSS pixels a side. */
function dense(jpeg: Buffer): Buffer {
  const rational = Buffer.alloc(8);
  rational.writeUInt32BE((72 * SIDE) / SMALL, 0);
  rational.writeUInt32BE(1, 4);
  const entry = (tag: number, type: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(1, 4);
    if (type === 3) bytes.writeUInt16BE(value, 8);
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const [LONG, SHORT, RATIONAL] = [4, 3, 5];
  const list = (entries: Buffer[]): Buffer => {
    const [count, next] = [Buffer.alloc(2), Buffer.alloc(4)];
    count.writeUInt16BE(entries.length, 0);
    return Buffer.concat([count, ...entries, next]);
  };
  const first = 8;
  const values = first + 2 + 4 * 12 + 4;
  const exif = values + 16;
  const tiff = Buffer.concat([
    Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, first]),
    list([
      entry(0x11a, RATIONAL, values),
      entry(0x11b, RATIONAL, values + 8),
      entry(0x128, SHORT, 2),
      entry(0x8769, LONG, exif),
    ]),
    rational,
    rational,
    list([entry(0xa002, LONG, SMALL), entry(0xa003, LONG, SMALL)]),
  ]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  const app1 = Buffer.concat([head, Buffer.from('Exif\0\0', 'latin1'), tiff]);
  return Buffer.concat([jpeg.subarray(0, 2), app1, jpeg.subarray(2)]);
}

const asData = (svg: Buffer): string => `data:image/svg+xml;base64,${svg.toString('base64')}`;

test('what gives itself a small size and holds a large picture is judged before it is magnified', async ({
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const svg = (jpeg: Buffer, host?: string) =>
    site.url(site.picture(inSvg(jpeg), 'image/svg+xml'), host);
  const img = (src: string): string => `<img src="${src}">`;
  const box = (url: string): string => `<div style="background: url(${url})"></div>`;
  const kinds: ((jpeg: Buffer) => string)[] = [
    (jpeg) => img(svg(jpeg)),
    (jpeg) => img(svg(jpeg, ELSEWHERE)),
    (jpeg) => img(asData(inSvg(jpeg))),
    (jpeg) => img(site.picture(dense(jpeg))),
    (jpeg) => box(svg(jpeg)),
    (jpeg) => box(svg(jpeg, ELSEWHERE)),
  ];
  const boxes = kinds.flatMap((_, i) =>
    [0, 1].map((j) => ({
      x: ((2 * i + j) % 4) * SIDE,
      y: Math.floor((2 * i + j) / 4) * SIDE,
      width: SIDE,
      height: SIDE,
    })),
  );
  const tags = kinds.flatMap((make) => [make(usual.bytes), make(pattern.bytes)]);
  const places = boxes.map(
    ({ x, y }, i) => `body > :nth-child(${i + 1}) { left: ${x}px; top: ${y}px }`,
  );
  await page.goto(
    site.page(
      pageOf(
        tags.join(''),
        `<style>body > * { position: absolute; width: ${SMALL}px; height: ${SMALL}px; transform-origin: 0 0 } ${places.join(' ')}</style>`,
      ),
    ),
  );
  // Of itself none is larger, nor do its styles change in any way that tells.
  expect(
    await page.evaluate(() => [...document.images].map(({ naturalWidth }) => naturalWidth)),
  ).toEqual(Array.from({ length: 8 }, () => SMALL));
  // All that will be shown is, and where it stands has been told.
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.body.children].map((element, i) => {
          const { visibility, backgroundImage } = getComputedStyle(element);
          const isImage = element.localName === 'img';
          return i % 2 === 1 || (isImage ? visibility === 'visible' : backgroundImage !== 'none');
        }),
      ),
    )
    .not.toContain(false);
  await page.evaluate(
    () => new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(resolve))),
  );
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body > * { transform: scale(16) }');
    document.adoptedStyleSheets.push(sheet);
  });
  const seen = async () => {
    const ordinary = await looksAt(page, boxes, usual.picture);
    const bad = await looksAt(page, boxes, pattern.picture);
    return boxes.map((_, i) => [ordinary[i], bad[i]].includes('shown'));
  };
  await expect.poll(seen).toEqual(kinds.flatMap(() => [true, false]));
});
