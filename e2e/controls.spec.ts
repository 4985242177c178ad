import type { Page } from 'playwright';
import type { Answer } from '../src/shared/ask.ts';
import type { RequestName } from '../src/shared/messages.ts';
import { ANSWERED_BY } from '../src/shared/routes.ts';
import { colourAt, type Look, looks, pixelsAt } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { pressLabel } from './labels.ts';
import { openOurs, openPopup } from './our-pages.ts';
import { explicitShots, ordinaryShots } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/* What a person can do, in the extension's own pages and on the covers, with the page kept open. */

const HOST = 'pictures.test';

async function openPage(page: Page, site: Site) {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const badUrl = site.url(site.picture(bad.bytes));
  const plainUrl = site.url(site.picture(plain.bytes));
  const body = `<img id="bad" src="${badUrl}"><img id="plain" src="${plainUrl}">`;
  await page.goto(site.page(pageOf(body), HOST));
  const shots = { bad, plain };
  const see = (look: Look) => expectLooks(page, shots, { bad: look, plain: 'shown' });
  await see('masked');
  return { shots, badUrl, plainUrl, see };
}

test('the site’s switch and the switch for all act on the open page', async ({
  figleaf,
  page,
  site,
}) => {
  const { see, badUrl } = await openPage(page, site);
  const popup = await openPopup(figleaf, page);
  for (const name of [HOST, 'All sites']) {
    const turn = popup.getByRole('switch', { name });
    await expect(turn).toBeChecked();
    await turn.click();
    await see('shown');
    await turn.click();
    await see('masked');
  }
  const trace = await paintTrace(figleaf.browser);
  await page.reload();
  await see('masked');
  expect(seenOf(await trace.stop(), [badUrl])).toEqual([]);
});

test('a site switched off is off from the start, and no other site is', async ({
  figleaf,
  page,
  site,
}) => {
  const { see, shots, badUrl } = await openPage(page, site);
  await figleaf.ask('background', 'site.set', { host: HOST, mode: 'off' });
  await page.reload();
  await see('shown');
  await page.goto(site.page(pageOf(`<img id="bad" src="${badUrl}">`), 'elsewhere.test'));
  await expectLooks(page, { bad: shots.bad }, { bad: 'masked' });
});

test('the popup tells how many were looked at and covered, and the button how many', async ({
  figleaf,
  page,
  site,
}) => {
  await openPage(page, site);
  const popup = await openPopup(figleaf, page);
  await expect(popup.getByRole('region', { name: 'Pictures on this tab' })).toHaveText(
    /2 looked at\s*1 covered/,
  );
  const tabId = await figleaf.tabIdOf(page);
  const badge = () => figleaf.ui.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
  await expect.poll(badge).toBe('1');
});

test('sliders decide anew without the model', async ({ figleaf, page, site }) => {
  const { see } = await openPage(page, site);
  const { judged } = await figleaf.facts();
  const options = await openOurs(figleaf, 'options/options.html');
  const press = async (key: string) => {
    for (const name of ['Explicit', 'Nudity', 'Drawn']) {
      await options.getByRole('slider', { name, exact: true }).press(key);
    }
  };
  await press('Home');
  await see('shown');
  await press('End');
  await see('masked');
  expect((await figleaf.facts()).judged).toBe(judged);
});

test('covers change on the open page', async ({ figleaf, page, site }) => {
  const { shots, see } = await openPage(page, site);
  const options = await openOurs(figleaf, 'options/options.html');
  const choose = (group: 'Style' | 'Colour', name: string) =>
    options.getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).check();
  await choose('Colour', 'Black');
  await expect.poll(() => colourAt(page, 'bad')).toEqual([0, 0, 0]);
  await see('masked');
  await choose('Style', 'Hide');
  await expect.poll(() => colourAt(page, 'bad')).toEqual([255, 255, 255]);
  await choose('Style', 'Blur');
  await expect.poll(() => roughness(page)).toBeGreaterThan(0);
  expect(await roughness(page)).toBeLessThan(roughnessOf(shots.bad.picture) / 2);
  expect((await looks(page, shots)).bad).toBe('other');
  await choose('Style', 'Pixelate');
  // Squares, 8 a side at strength 3: neighbours are the same but at the squares' edges, where two may
  // happen to be of one colour.
  const unlike = unlikeSquares(shots.bad.picture);
  expect(unlike.length).toBeGreaterThan(3);
  await expect
    .poll(async () => {
      const { width, at } = await changes(page);
      const elsewhere = at.filter((x) => (x + 1) % (width / SQUARES) !== 0);
      return { missing: unlike.filter((x) => !at.includes(x)), elsewhere };
    })
    .toEqual({ missing: [], elsewhere: [] });
  expect((await looks(page, shots)).plain).toBe('shown');
});

type Pixels = Awaited<ReturnType<typeof pixelsAt>>;

/** How much there is to make out in the middle: mean bend of the rows over 8 pixels. */
function roughnessOf({ width, height, rgb }: Pixels): number {
  let sum = 0;
  let count = 0;
  for (let y = 80; y < height - 80; y++) {
    for (let i = (y * width + 80) * 3; i < (y * width + width - 80) * 3; i++) {
      sum += Math.abs((rgb[i - 24] ?? 0) - 2 * (rgb[i] ?? 0) + (rgb[i + 24] ?? 0));
      count++;
    }
  }
  return sum / count;
}
const roughness = async (page: Page): Promise<number> => roughnessOf(await pixelsAt(page, 'bad'));

/** After which pixels of the middle of row 200 the colour changes. */
async function changes(page: Page): Promise<{ width: number; at: number[] }> {
  const { width, rgb } = await pixelsAt(page, 'bad');
  const colour = (x: number) =>
    rgb.subarray((200 * width + x) * 3, (200 * width + x) * 3 + 3).join();
  const all = Array.from({ length: width - 1 }, (_, x) => x);
  return { width, at: all.filter((x) => colour(x) !== colour(x + 1)) };
}

const SQUARES = 8;
/** Two colours further apart than this, of 255, are two after decoding and averaging, too. */
const UNLIKE = 3;

/** After which pixels of row 200 two neighbouring squares differ, by the picture's own pixels. */
function unlikeSquares({ width, rgb }: Pixels): number[] {
  const side = width / SQUARES;
  const meanOf = (square: number, channel: number): number => {
    let sum = 0;
    for (let y = 200; y < 200 + side; y++) {
      for (let x = square * side; x < (square + 1) * side; x++) {
        sum += rgb[(y * width + x) * 3 + channel] ?? 0;
      }
    }
    return sum / side ** 2;
  };
  const apart = (square: number, channel: number): number =>
    Math.abs(meanOf(square, channel) - meanOf(square + 1, channel));
  return Array.from({ length: SQUARES - 1 }, (_, square) => square)
    .filter((square) => [0, 1, 2].some((channel) => apart(square, channel) > UNLIKE))
    .map((square) => (square + 1) * side - 1);
}

test('a person’s click reveals and covers again, a script’s does not', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPage(page, site);
  // Where the label stands; the page's own click goes to whatever it can find there.
  const label = { x: 30, y: 17 };
  await page.evaluate(({ x, y }) => {
    const points = { clientX: x, clientY: y, bubbles: true, composed: true };
    const found = [...document.elementsFromPoint(x, y), ...document.querySelectorAll('*')];
    for (const element of found) {
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        element.dispatchEvent(new PointerEvent(type, points));
      }
      if (element instanceof HTMLElement) element.click();
    }
  }, label);
  await see('masked');
  await pressLabel(page);
  await see('revealed');
  await page.mouse.click(label.x, label.y);
  await see('masked');
  await figleaf.set({ reveal: false });
  await expect
    .poll(async () => (await figleaf.ask('background', 'settings.get', null)).settings.reveal)
    .toBe(false);
  await page.mouse.click(label.x, label.y);
  await see('masked');
});

test('a page may not send what is not for pages', async ({ figleaf, page, site }) => {
  await openPage(page, site);
  // In the page's own world there is no way to the extension at all.
  expect(await page.evaluate(() => typeof globalThis.chrome?.runtime?.sendMessage)).toBe(
    'undefined',
  );
  const session = await page.context().newCDPSession(page);
  const contextId = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${figleaf.id}`) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  // As whoever took over the page's process could: from the content script's own world.
  const send = async (name: RequestName): Promise<Answer | undefined> => {
    const envelope = { to: ANSWERED_BY[name], name, body: { enabled: false } };
    const { result } = await session.send('Runtime.evaluate', {
      expression: `chrome.runtime.sendMessage(${JSON.stringify(envelope)})`,
      contextId: await contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  };
  const names = Object.keys(ANSWERED_BY) as RequestName[];
  const forPages: RequestName[] = ['engine.ensure', 'css.pin', 'frames.enter', 'label.seen'];
  for (const name of names.filter((each) => !forPages.includes(each))) {
    expect(await send(name), name).toEqual({ ok: false, error: `${name} is not for page` });
  }
  expect(await send('css.pin')).toEqual({ ok: false, error: 'these are no pins' });
  expect(await send('frames.enter')).toEqual({ ok: true, reply: [0] });
  // Only Firefox looks at the screen.
  expect(await send('label.seen')).toEqual({ ok: true, reply: null });
  expect(await send('engine.ensure')).toEqual({ ok: true, reply: null });
  expect((await figleaf.ask('background', 'settings.get', null)).settings.enabled).toBe(true);
});

test('each picture is counted once, however early the judging began', async ({
  figleaf,
  page,
  site,
}) => {
  const shots = [...(await ordinaryShots(12)), ...(await explicitShots(4))];
  const html = shots.map(({ bytes }) => `<img src="${site.url(site.picture(bytes))}">`).join('');
  await page.goto(site.page(pageOf(html, '<style>img { width: 100px; height: 100px }</style>')));
  await expect.poll(() => figleaf.counts(page)).toMatchObject({ looked: 16, covered: 4 });
  // A picture with a verdict stays counted; that nothing is added later, a newcomer shows.
  await page.evaluate(
    (img) => document.body.insertAdjacentHTML('beforeend', img),
    html.slice(0, html.indexOf('>') + 1),
  );
  await expect.poll(() => figleaf.counts(page)).toMatchObject({ looked: 17, covered: 4 });
});

for (const [host, requests] of [
  [HOST, 1],
  ['elsewhere.test', 2],
] as const) {
  test(`${requests} network request(s) a picture from ${host}`, async ({ figleaf, page, site }) => {
    const shots = await ordinaryShots(12);
    const before = await figleaf.facts();
    const paths = shots.map(({ bytes }) => site.picture(bytes));
    const ids = paths.map((_, i) => `p${i}`);
    const html = paths.map((at, i) => `<img id="${ids[i]}" src="${site.url(at, host)}">`).join('');
    await page.goto(site.page(pageOf(html), HOST));
    await expectLooks(
      page,
      Object.fromEntries(shots.map((shot, i) => [ids[i] ?? '', shot])),
      Object.fromEntries(ids.map((id) => [id, 'shown' as const])),
    );
    expect(paths.map((at) => site.hits(at))).toEqual(paths.map(() => requests));
    const after = await figleaf.facts();
    // Asked for ahead of an <img> and again for it, a picture may come from the browser's own cache.
    const extra = after.extraRequests - before.extraRequests;
    expect(extra).toBeGreaterThanOrEqual(12 * (requests - 1));
    if (requests === 1) expect(extra).toBe(0);
  });
}
