import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { labelsOf, pressLabel } from './labels.ts';
import { explicitShots, ordinaryShots, type Shot } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * What the browser loaded and nothing is known to show covers the frame, if it is explicit. Here
 * that is a picture in no document; to the ledger it is the same as one that is shown in a way
 * nobody has thought of.
 */

const STYLE = '<style>body { padding-top: 60px }</style>';

interface Scene {
  bad: Shot;
  plain: Shot;
  at(shot: Shot, host?: string): string;
}

async function sceneOn(page: Page, site: Site, body = ''): Promise<Scene> {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const at = (shot: Shot, host?: string) => site.url(site.picture(shot.bytes), host);
  const image = `<img id="plain" src="${at(plain)}">`;
  await page.goto(site.page(pageOf(image + body, STYLE)));
  await expectLooks(page, { plain }, { plain: 'shown' });
  return { bad, plain, at };
}

const load = (page: Page, src: string): Promise<void> =>
  page.evaluate((url) => {
    const image = new Image();
    image.id = 'loaded';
    image.src = url;
    Object.assign(globalThis, { image });
  }, src);

for (const host of ['pictures.test', 'elsewhere.test']) {
  test(`an explicit picture of ${host} covers the frame until something shows it`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { bad, plain, at } = await sceneOn(page, site);
    const url = at(bad, host);
    await load(page, url);
    await expectLooks(page, { plain }, { plain: 'blank' });
    // Counted once it has been asked about as what covers, a moment after it does.
    await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(1);
    const label = async () => (await labelsOf(page))[0]?.text;
    await expect.poll(label).toContain('could not be covered on its own');

    const trace = await paintTrace(figleaf.browser);
    await page.evaluate(() => {
      const { image } = globalThis as unknown as { image: HTMLImageElement };
      document.body.append(image);
    });
    const shots = { plain, loaded: bad };
    await expectLooks(page, shots, { plain: 'shown', loaded: 'masked' });
    expect(seenOf(await trace.stop(), [url])).toEqual([]);
  });
}

test('a covered frame stays so whatever the page does, until the person reveals it', async ({
  page,
  site,
}) => {
  const { bad, plain, at } = await sceneOn(page, site, '<div id="host"></div>');
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = '@layer a { *, html { visibility: visible !important } }';
    document.head.prepend(style);
    const root = document.getElementById('host')?.attachShadow({ mode: 'closed' });
    root?.append(document.getElementById('plain') as HTMLElement);
    Object.assign(globalThis, { inRoots: [root?.firstChild] });
  });
  await expectLooks(page, { plain }, { plain: 'shown' });
  await load(page, at(bad));
  await expectLooks(page, { plain }, { plain: 'blank' });
  const frames = await page.evaluate(async () => {
    let count = 0;
    for (; count < 30; count++) {
      for (const name of document.documentElement.getAttributeNames()) {
        document.documentElement.removeAttribute(name);
      }
      document.documentElement.style.setProperty('visibility', 'visible', 'important');
      document.body.style.setProperty('visibility', 'visible', 'important');
      await new Promise(requestAnimationFrame);
    }
    return count;
  });
  expect(frames).toBe(30);
  await expectLooks(page, { plain }, { plain: 'blank' });
  await pressLabel(page);
  await expectLooks(page, { plain }, { plain: 'shown' });
});

test('what is claimed, ordinary, or too small to be anything covers nothing', async ({
  page,
  site,
}) => {
  const { bad, plain, at } = await sceneOn(page, site);
  const target = at(bad);
  const from = site.url(
    site.add((_, response) => response.writeHead(302, { location: target }).end()),
  );
  const dot = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
  const beacon = site.url(site.picture(dot, 'image/gif'), 'beacons.test');
  const empty = site.url(
    site.add((_, response) => response.writeHead(204).end()),
    'beacons.test',
  );
  const ordinary = at(plain, 'elsewhere.test');
  await page.evaluate(
    ([redirected, ...others]) => {
      const image = document.createElement('img');
      image.id = 'redirected';
      image.src = redirected ?? '';
      document.body.append(image);
      const held = others.map((src) => Object.assign(new Image(), { src }));
      Object.assign(globalThis, { held });
    },
    [from, beacon, empty, ordinary],
  );
  const shots = { plain, redirected: bad };
  await expectLooks(page, shots, { plain: 'shown', redirected: 'masked' });
  // The engine has asked for what it could not have of the page, and judged it.
  await expect.poll(() => site.hits(ordinary)).toBe(2);
  await load(page, at(bad, 'elsewhere.test'));
  await expectLooks(page, { plain }, { plain: 'blank' });
  expect([site.hits(beacon), site.hits(empty)]).toEqual([1, 1]);
});

const WAYS = {
  'by its address': { refetched: '', leadsThere: false, sleeps: false },
  'by its address and a fragment': { refetched: '#a', leadsThere: false, sleeps: false },
  'by the address it leads to': { refetched: '', leadsThere: true, sleeps: false },
  'before the background slept': { refetched: '', leadsThere: false, sleeps: true },
};
for (const [way, { refetched, leadsThere, sleeps }] of Object.entries(WAYS)) {
  test(`what the cache was made to hold instead, ${way}, is found out`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { bad, plain } = await sceneOn(page, site);
    let answers = 0;
    const path = site.add((_, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' });
      response.end(answers++ === 0 ? bad.bytes : plain.bytes);
    });
    const target = site.url(path);
    const url = leadsThere
      ? site.url(
          site.add((_, response) => {
            response.writeHead(302, { location: target, 'cache-control': 'max-age=3600' }).end();
          }),
        )
      : target;
    /** How many addresses are known to have been answered again. */
    const kept = () =>
      figleaf.ui.evaluate(async () => {
        const { answered = [] } = await chrome.storage.session.get<{
          answered?: [number, number][];
        }>('answered');
        return answered.filter(([, count]) => count > 1).length;
      });
    const before = await kept();
    await page.evaluate(
      async ([src, again]) => {
        const image = new Image();
        image.id = 'loaded';
        image.src = src;
        await image.decode();
        await (await fetch(again, { cache: 'reload' })).blob();
        Object.assign(globalThis, { image });
      },
      [url, target + refetched] as const,
    );
    if (sleeps) {
      await expect.poll(kept, { timeout: 20_000 }).toBeGreaterThan(before);
      await figleaf.stopServiceWorker();
    }
    const trace = await paintTrace(figleaf.browser);
    await page.evaluate(() => {
      const { image } = globalThis as unknown as { image: HTMLImageElement };
      document.body.append(image);
    });
    await expectLooks(page, { loaded: bad }, { loaded: 'masked' });
    expect(seenOf(await trace.stop(), [url])).toEqual([]);
  });
}

test('parts of elements that nothing else hides are hidden with the frame', async ({
  page,
  site,
}) => {
  const side = 300;
  const { bad, plain, at } = await sceneOn(
    page,
    site,
    `<div id="parts"><input type="range" id="thumb"><div popover id="pop"><input type="range"></div></div>`,
  );
  const rules = `input { appearance: none; width: ${side}px; height: ${side}px; margin: 0 }
    ::-webkit-slider-thumb { appearance: none; visibility: visible; width: ${side}px; height: ${side}px; background: linear-gradient(red, blue) }`;
  await page.evaluate((css) => {
    const style = document.createElement('style');
    style.textContent = css;
    document.head.append(style);
  }, rules);
  await page.evaluate(() => (document.getElementById('pop') as HTMLElement).showPopover());
  /** Whether there is anything but one colour in the middle of it. */
  const isDrawn = async (selector: string): Promise<boolean> => {
    const box = await page.locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not there`);
    const clip = { x: box.x + side / 3, y: box.y + side / 3, width: side / 3, height: side / 3 };
    const { rgb } = await decode(await page.screenshot({ clip }));
    return rgb.some((value, i) => value !== rgb[i % 3]);
  };
  await expect.poll(() => isDrawn('#thumb')).toBe(true);
  await expect.poll(() => isDrawn('#pop input')).toBe(true);
  // Nobody knows where this one is shown.
  await page.evaluate((src) => {
    Object.assign(globalThis, { hidden: Object.assign(new Image(), { src }) });
  }, at(bad));
  await expectLooks(page, { plain }, { plain: 'blank' });
  await expect.poll(() => isDrawn('#thumb')).toBe(false);
  await expect.poll(() => isDrawn('#pop input')).toBe(false);
});
