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
  const waited: number[] = [];
  for (let i = 0; i < 5; i++) waited.push(await tab.evaluate(copyIntoFrame));
  // Whatever else the machine does, one of them was not kept waiting for others, or for a frame of its own.
  expect(Math.min(...waited), `${waited}`).toBeLessThan(6);
});

test('what has a judged background moves as its page says while it is read again', async ({
  tab,
  site,
}) => {
  const { usual } = await onePair();
  await tab.goto(
    site.page(
      pageOf(
        '<div id="alone"></div><div id="among-all"></div><div id="beside-colours"></div>',
        `<style>div { width: 320px; height: 320px; background: url(${site.picture(usual.bytes)}) }
        div { transition: opacity 100ms } #among-all { transition-property: all }
        #beside-colours { transition-property: background-color, border-color, opacity }
        div.next { opacity: .5 }</style>`,
      ),
    ),
  );
  await expect
    .poll(() => tab.evaluate(() => document.querySelectorAll('div[data-figleaf-css]').length))
    .toBe(3);
  const ends = await tab.evaluate(async () => {
    const told: Record<string, number> = {};
    for (const div of document.querySelectorAll('div')) {
      div.addEventListener('transitionend', () => {
        told[div.id] = (told[div.id] ?? 0) + 1;
      });
    }
    // A class may bring another background: each time it is read what there is.
    for (let i = 0; i < 4; i++) {
      for (const div of document.querySelectorAll('div')) div.classList.toggle('next');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return told;
  });
  expect(ends).toEqual({ alone: 4, 'among-all': 4, 'beside-colours': 4 });
});
