import type { Look } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { explicitShots, onePair, SIDE } from './pictures.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * Elements beside <img> that show a picture. All of them are on one page, the pattern and its
 * ordinary twin, so that what a broken scene leaves blank is told from what is covered.
 */

const SIDES = `width="${SIDE}" height="${SIDE}"`;
const svg = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${SIDES} style="display:block">${inner}</svg>`;
const image = (url: string, more = ''): string => `<image href="${url}" ${SIDES} ${more}/>`;

interface Way {
  markup(url: string, id: string): string;
  /** How it looks when it is covered: with its label, or as if it were not there. */
  covered: Extract<Look, 'masked' | 'blank'>;
}

const WAYS: Readonly<Record<string, Way>> = {
  input: {
    markup: (url) => `<input type="image" src="${url}" style="display:block">`,
    covered: 'masked',
  },
  embed: {
    markup: (url) => `<embed type="image/jpeg" src="${url}" ${SIDES} style="display:block">`,
    covered: 'masked',
  },
  object: {
    markup: (url) => `<object type="image/jpeg" data="${url}" style="display:block"></object>`,
    covered: 'masked',
  },
  image: { markup: (url) => svg(image(url)), covered: 'masked' },
  xlink: {
    markup: (url) => svg(`<image xlink:href="${url}" ${SIDES}/>`),
    covered: 'masked',
  },
  pattern: {
    markup: (url, id) =>
      svg(
        `<pattern id="${id}p" ${SIDES} patternUnits="userSpaceOnUse">${image(url)}</pattern><rect ${SIDES} fill="url(#${id}p)"/>`,
      ),
    covered: 'blank',
  },
  symbol: {
    markup: (url, id) => svg(`<symbol id="${id}s">${image(url)}</symbol><use href="#${id}s"/>`),
    covered: 'blank',
  },
  foreign: {
    markup: (url) => svg(`<foreignObject ${SIDES}><img src="${url}"/></foreignObject>`),
    covered: 'masked',
  },
  fallback: {
    markup: (url) =>
      `<object type="image/jpeg" data="/none" style="display:block"><img src="${url}"></object>`,
    covered: 'masked',
  },
};

const cell = (id: string, inner: string): string =>
  `<div id="${id}" style="float:left;width:${SIDE}px;height:${SIDE}px;overflow:hidden">${inner}</div>`;

for (const [from, host] of [
  ['its own site', 'pictures.test'],
  ['another site', 'elsewhere.test'],
] as const) {
  test(`covers what is explicit and shows the rest, from ${from}`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { usual, pattern } = await onePair();
    const urlOf = (bytes: Buffer) => site.url(site.picture(bytes), host);
    const ways = Object.entries(WAYS);
    const bad = new Map(ways.map(([name]) => [name, urlOf(pattern.bytes)]));
    const of = (name: string, url: string) => WAYS[name]?.markup(url, name) ?? '';
    const cells = ways.flatMap(([name]) => [
      cell(name, of(name, bad.get(name) ?? '')),
      cell(`${name}-usual`, WAYS[name]?.markup(urlOf(usual.bytes), `${name}-usual`) ?? ''),
    ]);
    const address = site.page(pageOf(cells.join('')));
    const shots = Object.fromEntries(
      ways.flatMap(([name]) => [
        [name, pattern],
        [`${name}-usual`, usual],
      ]),
    );
    await page.setViewportSize({ width: SIDE * 6, height: SIDE * 4 });
    const trace = await paintTrace(figleaf.browser);
    await page.goto(address);
    const expected = ways.flatMap(([name, { covered }]) => [
      [name, covered],
      [`${name}-usual`, 'shown'],
    ]);
    await expectLooks(page, shots, Object.fromEntries(expected));
    expect(seenOf(await trace.stop(), [...bad.values()])).toEqual([]);
    // Where the site is switched off, all of it is there to see.
    await figleaf.ask('background', 'site.set', { host: 'pictures.test', mode: 'off' });
    await expectLooks(
      page,
      shots,
      Object.fromEntries(Object.keys(shots).map((key) => [key, 'shown'])),
    );
  });
}

test('what a script puts in, or has displayed later, is loaded and judged as well', async ({
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const kinds = ['embed', 'object', 'input'] as const;
  const cells = kinds.flatMap((kind) =>
    ['late', 'displayed'].flatMap((when) =>
      [usual, pattern].map((shot) => ({
        id: `${kind}-${when}-${shot === usual ? 'usual' : 'bad'}`,
        inner: WAYS[kind]?.markup(site.url(site.picture(shot.bytes)), '') ?? '',
        shot,
        when,
      })),
    ),
  );
  const html = cells.map(({ id, inner, when }) =>
    cell(id, when === 'late' ? '' : `<div hidden>${inner}</div>`),
  );
  await page.setViewportSize({ width: SIDE * 6, height: SIDE * 2 });
  await page.goto(site.page(pageOf(html.join(''))));
  for (const { id, inner, when } of cells) {
    // Each in a frame of its own: the first to lay it out has it loaded in its name.
    await page.evaluate(
      ([id, markup]) => {
        const cell = document.getElementById(id);
        if (cell && markup) cell.innerHTML = markup;
        else cell?.firstElementChild?.removeAttribute('hidden');
        return new Promise(requestAnimationFrame);
      },
      [id, when === 'late' ? inner : ''] as const,
    );
  }
  await expectLooks(
    page,
    Object.fromEntries(cells.map(({ id, shot }) => [id, shot])),
    Object.fromEntries(cells.map(({ id, shot }) => [id, shot === usual ? 'shown' : 'masked'])),
  );
});

/** What a page does to an element that is shown, with a fresh address of the explicit picture. */
const ATTACKS: Readonly<
  Record<string, { way: string; act: (shown: Element, bad: string) => unknown }>
> = {
  'swaps an input': {
    way: 'input',
    act: (shown, bad) => shown.setAttribute('src', bad),
  },
  'swaps a clone of an input': {
    way: 'input',
    act: (shown, bad) => {
      const clone = shown.cloneNode(true) as HTMLInputElement;
      clone.src = bad;
      shown.after(clone);
    },
  },
  'makes an input a text field and back': {
    way: 'input',
    act: (shown, bad) => {
      const input = shown as HTMLInputElement;
      input.type = 'text';
      input.src = bad;
      requestAnimationFrame(() => {
        input.type = 'image';
      });
    },
  },
  'holds an input by its style': {
    way: 'input',
    act: (shown, bad) => {
      shown.setAttribute('style', 'object-position:0 0!important;transition:all 999s!important');
      shown.setAttribute('src', bad);
    },
  },
  'swaps an embed': { way: 'embed', act: (shown, bad) => shown.setAttribute('src', bad) },
  'swaps an embed without a type': {
    way: 'embed',
    act: (shown, bad) => {
      shown.removeAttribute('type');
      shown.setAttribute('src', bad);
    },
  },
  'swaps an object': { way: 'object', act: (shown, bad) => shown.setAttribute('data', bad) },
  'brings a cleared object by markup': {
    way: 'object',
    act: (shown, bad) =>
      shown.insertAdjacentHTML(
        'afterend',
        `<object data-figleaf="cleared" type="image/jpeg" data="${bad}"></object>`,
      ),
  },
  'swaps an image': { way: 'image', act: (shown, bad) => shown.setAttribute('href', bad) },
  'swaps an image by its base value': {
    way: 'image',
    act: (shown, bad) => {
      (shown as SVGImageElement).href.baseVal = bad;
    },
  },
  'lets the other link take over': {
    way: 'image',
    act: (shown, bad) => {
      shown.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', bad);
      requestAnimationFrame(() => shown.removeAttribute('href'));
    },
  },
  'sets a link that is known already': {
    way: 'image',
    act: async (shown, bad) => {
      const known = new Image();
      known.src = bad;
      await known.decode();
      shown.innerHTML = `<set attributeName="href" to="${bad}" dur="9s"/>`;
    },
  },
  'animates a link by reference': {
    way: 'image',
    act: async (shown, bad) => {
      const known = new Image();
      known.src = bad;
      await known.decode();
      shown.id = 'aim';
      const set = document.createElementNS('http://www.w3.org/2000/svg', 'set');
      set.setAttribute('attributeName', 'href');
      set.setAttribute('to', bad);
      set.setAttribute('href', '#aim');
      shown.after(set);
    },
  },
  'brings a cleared image by markup': {
    way: 'image',
    act: (shown, bad) => {
      shown.outerHTML = `<image data-figleaf="cleared" href="${bad}" width="320" height="320"/>`;
    },
  },
  'forges a mark each frame': {
    way: 'image',
    act: (shown, bad) => {
      shown.setAttribute('href', bad);
      let frames = 0;
      const again = () => {
        shown.setAttribute('data-figleaf', 'cleared');
        shown.setAttribute('style', 'visibility:visible!important');
        if (++frames < 60) requestAnimationFrame(again);
      };
      again();
    },
  },
  'animates its visibility': {
    way: 'image',
    act: (shown, bad) => {
      shown.setAttribute('href', bad);
      shown.innerHTML = '<set attributeName="visibility" to="visible"/>';
    },
  },
  'moves a pattern’s image': {
    way: 'pattern',
    act: (shown, bad) => {
      const image = shown.closest('svg')?.querySelector('image');
      image?.setAttribute('href', bad);
      if (image) shown.closest('svg')?.append(image);
    },
  },
};

test('nothing a page does to what is shown shows another picture', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual } = await onePair();
  const [pattern] = await explicitShots(1);
  const names = Object.keys(ATTACKS);
  const wayOf = (name: string) => WAYS[ATTACKS[name]?.way ?? ''];
  const urlOf = (bytes = usual.bytes) => site.url(site.picture(bytes));
  const hostile = '<style>image,input,embed,object{visibility:visible!important}</style>';
  const cells = names.map((_, i) =>
    cell(`c${i}`, wayOf(names[i] ?? '')?.markup(urlOf(), `c${i}`) ?? ''),
  );
  await page.setViewportSize({ width: SIDE * 6, height: SIDE * 3 });
  await page.goto(site.page(pageOf(cells.join(''), hostile)));
  const shots = Object.fromEntries(names.map((_, i) => [`c${i}`, usual]));
  const shown = Object.fromEntries(names.map((_, i) => [`c${i}`, 'shown' as const]));
  await expectLooks(page, shots, shown);
  const bad = names.map(() => urlOf(pattern?.bytes));
  const trace = await paintTrace(figleaf.browser);
  await page.evaluate(
    (attacks) => {
      for (const [id, source, url] of attacks) {
        const shown = document.querySelector(`#${id} :is(input, embed, object, image)`);
        new Function('...args', `return (${source})(...args)`)(shown, url);
      }
    },
    names.map((name, i) => [`c${i}`, ATTACKS[name]?.act.toString(), bad[i]] as const),
  );
  // All of them are loaded and judged by the time a newcomer is shown.
  await expect.poll(() => bad.filter((url) => site.hits(url) === 0)).toEqual([]);
  const newcomer = urlOf();
  await page.evaluate((src) => {
    const img = document.createElement('img');
    Object.assign(img, { id: 'newcomer', src });
    document.body.prepend(img);
  }, newcomer);
  await expectLooks(page, { newcomer: usual }, { newcomer: 'shown' });
  const painted = await trace.stop();
  const seen = new Set(seenOf(painted, bad));
  expect(names.filter((_, i) => seen.has(bad[i] ?? ''))).toEqual([]);
  expect(seenOf(painted, [newcomer])).toEqual([newcomer]);
});
