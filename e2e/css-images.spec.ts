import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { expect, test } from './harness.ts';
import { pressLabel } from './labels.ts';
import { onePair, type Shot, SIDE } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * Pictures that CSS shows, on pages that mean well and pages that do not. Every single way of showing
 * one is a row of `npm run surfaces`.
 */

const BOX = `width: ${SIDE}px; height: ${SIDE}px;`;

/** Mean difference of a channel between what stands in an element's place and a picture. */
async function difference(page: Page, id: string, picture: Picture): Promise<number> {
  const { rgb } = await decode(await page.locator(`#${id}`).screenshot());
  if (rgb.length !== picture.rgb.length) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < rgb.length; i++) sum += Math.abs((rgb[i] ?? 0) - (picture.rgb[i] ?? 0));
  return sum / rgb.length;
}

const expectShown = (page: Page, id: string, { picture }: Shot) =>
  expect.poll(() => difference(page, id, picture), { message: `${id} is shown` }).toBeLessThan(3);

/** It is covered by a verdict, and what stands there is not the picture. */
async function expectCovered(page: Page, id: string, { picture }: Shot): Promise<void> {
  await expect
    .poll(() => marksOf(page, id), { message: `${id} is covered` })
    .toMatch(/(^|,)data-figleaf-css(-\w+)?=k/);
  expect(await difference(page, id, picture)).toBeGreaterThan(8);
}

const marksOf = (page: Page, id: string): Promise<string> =>
  page.evaluate((of) => {
    const { attributes } = document.getElementById(of) as Element;
    return [...attributes]
      .filter(({ name }) => name.startsWith('data-figleaf'))
      .map(({ name, value }) => `${name}=${value}`)
      .join();
  }, id);

const page = (site: Site, body: string, head = ''): string =>
  site.page(`<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<style>body { margin: 0; display: flex; flex-wrap: wrap; font-size: 12px } .box { ${BOX} }</style>${head}${body}`);

test('pictures of every kind are held, then shown or covered, each asked for once', async ({
  figleaf,
  page: tab,
  site,
}) => {
  const { usual, pattern } = await onePair();
  await figleaf.set({ maskStyle: 'blur', label: false });
  // Of this origin nothing is asked for that the page has not asked for; nothing may be kept.
  const unkept = { 'cache-control': 'no-store' };
  const good = site.picture(usual.bytes, 'image/jpeg', unkept);
  const bad = site.picture(pattern.bytes, 'image/jpeg', unkept);
  const data = (bytes: Buffer) => `data:image/jpeg;base64,${bytes.toString('base64')}`;
  const both = (make: (kind: string, url: string) => string) =>
    make('good', good) + make('bad', bad);
  const head = both(
    (kind, url) => `<style>
      #sheet-${kind} { background: url(${url}) }
      #before-${kind}::before { content: ""; position: absolute; ${BOX} background: url(${url}) }
      #late-${kind}.on { background-image: url(${url}) }
      #hover-${kind}:hover { background-image: url(${url}) }
    </style>`,
  );
  const body = both(
    (
      kind,
      url,
    ) => `<div class="box" id="inline-${kind}" style="background-image: url(${url})"></div>
      <div class="box" id="sheet-${kind}"></div><div class="box" id="before-${kind}"></div>
      <div class="box" id="late-${kind}"></div><div class="box" id="hover-${kind}"></div>
      <div class="box" id="data-${kind}" style="background-image: url(${data(kind === 'good' ? usual.bytes : pattern.bytes)})"></div>`,
  );
  const trace = await paintTrace(figleaf.browser);
  await tab.goto(page(site, body, head));
  await tab.evaluate(() => {
    for (const late of document.querySelectorAll('[id^=late]')) late.classList.add('on');
  });
  for (const way of ['inline', 'sheet', 'before', 'late', 'data']) {
    await expectShown(tab, `${way}-good`, usual);
    await expectCovered(tab, `${way}-bad`, pattern);
  }
  await tab.hover('#hover-bad');
  await expectCovered(tab, 'hover-bad', pattern);
  await tab.hover('#hover-good');
  await expectShown(tab, 'hover-good', usual);
  expect(seenOf(await trace.stop(), [site.url(bad), site.url(good)])).toEqual([site.url(good)]);
  expect([site.hits(good), site.hits(bad)]).toEqual([1, 1]);
});

test('no page gets a held picture shown', async ({ figleaf, page: tab, site }) => {
  const { usual, pattern } = await onePair();
  const good = site.picture(usual.bytes);
  const bad = site.picture(pattern.bytes);
  const slow = 'transition: all 9999s allow-discrete !important';
  const head = `<style>
    .slow { background: url(${good}); ${slow} } .slow.on { background-image: url(${bad}) !important }
    #swap { background: url(${good}) } #swap:hover { background: url(${bad}); ${slow} }
    @keyframes in { from, to { background-image: url(${bad}); background-size: ${SIDE}px } }
    #moves { animation: in 1s infinite !important }
    #layers { background: url(${bad}) !important; background-size: cover !important }
    .list::before { content: ""; display: list-item; list-style: inside url(${bad}) }
    .item::before { content: ""; display: list-item; list-style: inside }
    .item::before::marker { content: url(${bad}) }
    #plain { background: linear-gradient(#123, #456) } #plain:hover { background: url(${bad}) !important }
  </style>`;
  const body = `${[
    'slow',
    'swap',
    'moves',
    'layers',
    'plain',
    'forged',
    'copied',
    'inline',
    'cloned',
    'list',
    'item',
  ]
    .map((id) => `<div class="box ${id}" id="${id}"></div>`)
    .join('')}<div class="box" id="known" style="background: url(${good})"></div>`;
  const trace = await paintTrace(figleaf.browser);
  await tab.goto(page(site, body, head));
  await expectShown(tab, 'known', usual);
  await expectShown(tab, 'slow', usual);
  await expectShown(tab, 'swap', usual);
  await tab.evaluate((url) => {
    const by = (id: string) => document.getElementById(id) as HTMLElement;
    const background = `url(${url})`;
    by('slow').classList.add('on');
    by('inline').setAttribute(
      'style',
      `background: ${background} !important; background-size: cover !important; transition: all 9999s !important`,
    );
    const token = by('known').getAttribute('data-figleaf-css') ?? '';
    const give = () => {
      by('forged').setAttribute('data-figleaf-css', 'plain');
      by('forged').setAttribute('data-figleaf-css-background', background);
      by('copied').setAttribute('data-figleaf-css', token);
    };
    by('forged').style.background = background;
    by('copied').style.background = background;
    give();
    // As often as it is taken off, and for longer than anybody has patience for.
    let rounds = 0;
    new MutationObserver(() => rounds++ < 20 && give()).observe(document, {
      subtree: true,
      attributeFilter: ['data-figleaf-css'],
    });
    const clone = by('known').cloneNode() as HTMLElement;
    clone.style.background = background;
    by('cloned').append(clone);
  }, bad);
  for (const id of ['swap', 'plain']) await tab.hover(`#${id}`);
  // Long after all of it was done.
  for (const id of ['moves', 'layers', 'inline']) await expectCovered(tab, id, pattern);
  for (const id of ['slow', 'swap', 'plain', 'forged', 'copied', 'cloned', 'list', 'item']) {
    expect(await difference(tab, id, pattern.picture), id).toBeGreaterThan(8);
  }
  expect(seenOf(await trace.stop(), [site.url(bad)])).toEqual([]);
});

test('what shows no picture is left alone, and what needs no verdict waits for none', async ({
  page: tab,
  site,
}) => {
  const { usual } = await onePair();
  const good = site.picture(usual.bytes);
  const head = `<style>
    .fade { background: linear-gradient(#246, #8ac); color: #000; transition: all 60s }
    .fade.on { color: #fff; background: linear-gradient(#864, #ca8) }
    .icon::before { content: "→ url(x)" }
  </style>`;
  const url = page(
    site,
    `<div class="box" id="known" style="background: url(${good})"></div><p id="text" class="icon" style="color: #333">Text</p>`,
    head,
  );
  await tab.goto(url);
  await expectShown(tab, 'known', usual);
  const seen = await tab.evaluate(async () => {
    const painted = () =>
      new Promise((done) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = done;
          port2.postMessage(null);
        });
      });
    const fade = document.createElement('div');
    fade.className = 'box fade';
    document.body.append(fade);
    await painted();
    const first = { ...sizes(fade) };
    fade.classList.add('on');
    await painted();
    const second = sizes(fade);
    const moving = fade.getAnimations().map((one) => (one as CSSTransition).transitionProperty);
    function sizes(of: Element) {
      const { backgroundSize, backgroundImage } = getComputedStyle(of);
      return { backgroundSize, backgroundImage };
    }
    return { first, second, moving, text: document.getElementById('text')?.outerHTML };
  });
  expect(seen).toEqual({
    first: {
      backgroundSize: 'auto',
      backgroundImage: 'linear-gradient(rgb(34, 68, 102), rgb(136, 170, 204))',
    },
    second: {
      backgroundSize: 'auto',
      backgroundImage: 'linear-gradient(rgb(136, 102, 68), rgb(204, 170, 136))',
    },
    moving: ['color'],
    text: '<p id="text" class="icon" style="color: #333">Text</p>',
  });
  // Without the extension the same page looks the same; with it the picture was judged.
  expect(await marksOf(tab, 'known')).toMatch(/^data-figleaf-css=k/);
});

test('text over a covered background can be read, and an open press shows the picture', async ({
  figleaf,
  page: tab,
  site,
}) => {
  const { pattern } = await onePair();
  const bad = site.picture(pattern.bytes);
  const body = ['white', 'black']
    .map(
      (colour) =>
        `<div class="box" id="${colour}" style="background: url(${bad}); color: ${colour}"><h1>Text</h1></div>`,
    )
    .join('');
  for (const maskColour of ['white', 'black'] as const) {
    await figleaf.set({ maskStyle: 'solid', maskColour });
    await tab.goto(page(site, body));
    for (const colour of ['white', 'black']) await expectCovered(tab, colour, pattern);
    const light = await tab.evaluate(() =>
      ['white', 'black'].map((id) => {
        const image = getComputedStyle(document.getElementById(id) as Element).backgroundImage;
        const [r = 0, g = 0, b = 0] = image.match(/\d+/g)?.map(Number) ?? [];
        return (r + g + b) / 3;
      }),
    );
    expect(light[0]).toBeLessThan(150);
    expect(light[1]).toBeGreaterThan(100);
  }
  await pressLabel(tab);
  await expect
    .poll(() =>
      tab.evaluate(() => getComputedStyle(document.body.children[0] as Element).backgroundImage),
    )
    .toContain(bad);
});

test('a background that SVG’s own animation brings by a class is found', async ({
  figleaf: _,
  page: tab,
  site,
}) => {
  const { usual, pattern } = await onePair();
  // No load of these is reported.
  const dataOf = ({ bytes }: Shot) => `data:image/jpeg;base64,${bytes.toString('base64')}`;
  const animated = (id: string, name: string) => `<svg width="${SIDE}" height="${SIDE}"><g>
    <set attributeName="class" to="${name}" begin="indefinite"/>
    <foreignObject width="${SIDE}" height="${SIDE}"><div class="box" id="${id}"></div></foreignObject></g></svg>`;
  await tab.goto(
    page(
      site,
      animated('usual', 'good') + animated('pattern', 'bad'),
      `<style>.good div { background: url(${dataOf(usual)}) }
        .bad div { background: url(${dataOf(pattern)}) }</style>`,
    ),
  );
  // All that came with the page was looked at, and nothing is left to be.
  await tab.evaluate(async () => {
    for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
    for (const set of document.querySelectorAll<SVGSetElement>('set')) set.beginElement();
  });
  await expectShown(tab, 'usual', usual);
  await expectCovered(tab, 'pattern', pattern);
});
