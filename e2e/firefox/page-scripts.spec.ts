import { copyIntoFrame } from '../copy-into-frame.ts';
import { pageOf } from '../harness.ts';
import { onePair } from '../pictures.ts';
import { expect, test } from './harness.ts';

test('a copy of a page in a frame out of sight has its backgrounds at once', async ({
  tab,
  site,
}) => {
  const { usual } = await onePair();
  const background = `background: url(${site.picture(usual.bytes)})`;
  await tab.goto(
    site.page(
      pageOf('<div></div>', `<style>div { width: 320px; height: 320px; ${background} }</style>`),
    ),
  );
  await expect
    .poll(() => tab.evaluate(() => document.querySelectorAll('div[data-figleaf-css]').length))
    .toBe(1);
  const took: number[] = [];
  for (let i = 0; i < 5; i++) took.push(await tab.evaluate(copyIntoFrame));
  // Whatever else the machine does, one of them was not kept waiting.
  expect(Math.min(...took)).toBeLessThan(150);
});
