import type { Page } from '@playwright/test';
import { appendImage, ELEMENT_STYLE, elementsOf, NO_PLUGINS } from './elements.ts';
import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { onePair, type Shot } from './pictures.ts';
import { underWorker, WORKER_HOST } from './under-worker.ts';

/*
 * Pages whose pictures come out of a service worker of their own: the background hears nothing of
 * them, and the worker may answer us with another picture than it gave an element.
 */

const NAMES = NO_PLUGINS;

const each = <T>(value: T, names = NAMES): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** Puts them in once the page has loaded, when the browser keeps nothing that a worker answered. */
async function showAll(page: Page, urlOf: (name: string) => string): Promise<void> {
  await page.evaluate(
    (all) => {
      document.body.innerHTML = all;
    },
    elementsOf(NAMES, urlOf),
  );
}

/** What a worker answers with, of an element's request and of all others. */
const LIES: Record<string, (bad: string, good: string) => string> = {
  'to elements': (bad, good) => `(request.destination === 'image' ? '${bad}' : '${good}')`,
  'the first time': (bad, good) => `(isFirst(request.url) ? '${bad}' : '${good}')`,
  'for another site': (bad) => `'${bad}'`,
};

for (const [when, given] of Object.entries(LIES)) {
  test(`an explicit picture that a worker of the page gives ${when} is not shown`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { usual, pattern } = await onePair();
    const [good, bad] = [usual, pattern].map(({ bytes }) => site.picture(bytes));
    await underWorker(
      page,
      site,
      `(() => {
        const seen = new Set();
        const isFirst = (url) => !seen.has(url) && seen.add(url) !== null;
        return (request) => {
          const { searchParams } = new URL(request.url);
          return searchParams.has('worker') && fetch(${given(bad ?? '', good ?? '')}).then((answer) => new Response(answer.body, { headers: { 'content-type': 'image/jpeg' } }));
        };
      })()`,
    );
    // Who asks the network gets an ordinary one.
    const at = site.url(good ?? '', when === 'for another site' ? 'elsewhere.test' : WORKER_HOST);
    let turn = 0;
    const urlOf = (name: string) => `${at}?worker&${name}&${turn}`;
    const show = async () => {
      turn++;
      await page.goto(site.page(pageOf('', ELEMENT_STYLE), WORKER_HOST));
      await showAll(page, urlOf);
    };

    await figleaf.ask('background', 'site.set', { host: WORKER_HOST, mode: 'off' });
    await show();
    // A button that is laid out anew asks anew.
    const sure = NAMES.filter((name) => when !== 'the first time' || name !== 'input');
    await expectLooks(page, each(pattern, sure), each('shown', sure));

    await figleaf.ask('background', 'site.set', { host: WORKER_HOST, mode: 'on' });
    await show();
    const late = site.url(site.picture(usual.bytes), 'late.test');
    await appendImage(page, 'late', late);
    await expectLooks(page, { late: usual }, { late: 'shown' });
    const shown = Object.entries(await looks(page, each(pattern)));
    expect(shown.filter(([, look]) => look === 'shown')).toEqual([]);
    await expectLooks(page, { img: pattern }, { img: 'masked' });
  });
}

test('what an honest worker keeps for its page is judged like any other', async ({
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  await underWorker(
    page,
    site,
    `async (request) => {
      const cache = await caches.open('pictures');
      const kept = await cache.match(request);
      if (kept) return kept;
      const answer = await fetch(request);
      if (request.destination === 'image') await cache.put(request, answer.clone());
      return answer;
    }`,
  );
  const readable = ['img', 'background', 'svg'];
  const urls = (shot: Shot, host: string) => site.url(site.picture(shot.bytes), host);
  for (const host of [WORKER_HOST, 'elsewhere.test']) {
    for (const [shot, look] of [
      [usual, 'shown'],
      [pattern, 'covered'],
    ] as const) {
      const url = urls(shot, host);
      for (const visit of ['first', 'second']) {
        await page.goto(site.page(pageOf('', ELEMENT_STYLE), WORKER_HOST));
        await showAll(page, (name) => `${url}?${name}`);
        // Of another site nothing can be read, and all is judged as its address gives it.
        const names = host === WORKER_HOST ? readable : NAMES;
        if (look === 'shown') {
          await expectLooks(page, each(shot, names), each('shown', names));
          continue;
        }
        await expectLooks(page, { img: shot }, { img: 'masked' });
        const seen = Object.entries(await looks(page, each(shot)));
        expect(
          seen.filter(([, each]) => each === 'shown'),
          visit,
        ).toEqual([]);
      }
    }
  }
});
