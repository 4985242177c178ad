import { expect, pageOf, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * What a printed page has of its own, no element shows and no selector reaches: its background, and what
 * lies behind the words in its margins. A JPEG stands in a PDF as it came.
 */

const RULES: Readonly<Record<string, (value: string) => string>> = {
  'its background': (url) => `@page { background: ${url} }`,
  'the background of a first page': (url) => `@page :first { background: ${url} !important }`,
  'the ground of a margin': (url) =>
    `@page { margin: 3cm; @top-center { content: "top"; background: ${url} !important } }`,
};

for (const [what, rule] of Object.entries(RULES)) {
  test(`in print, ${what} shows no picture`, async ({ figleaf: _, page, site }) => {
    const { usual, pattern } = await onePair();
    const url = `url(data:image/jpeg;base64,${pattern.bytes.toString('base64')})`;
    const style = `<style>${rule(url)}</style>`;
    await page.goto(site.page(pageOf(`<img src="${site.picture(usual.bytes)}">`, style)));
    const printed = async () => {
      const pdf = Buffer.from(await page.pdf({ printBackground: true }));
      const has = ({ bytes }: { bytes: Buffer }) => pdf.includes(bytes.subarray(200, 400));
      return { usual: has(usual), pattern: has(pattern) };
    };
    await expect.poll(printed).toEqual({ usual: true, pattern: false });
  });
}
