import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import { looks } from './eyes.ts';
import { expect, expectLooks, Figleaf, pageOf, test } from './harness.ts';
import { onePair, SIDE } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * Parts of elements whose style no script can read: what they may show hangs on all rules for any of
 * them. That their pictures are covered is in the table of surfaces; here, what else may stand in them.
 */

const BOX = `display: inline-block; width: ${SIDE}px; height: ${SIDE}px; margin: 0; border: 0; padding: 0; vertical-align: top`;
const THUMB = `::-webkit-slider-thumb { appearance: none; width: ${SIDE}px; height: ${SIDE}px;`;
const STYLE = `<style>input { appearance: none; ${BOX} } details { ${BOX} } summary { display: none }</style>`;
/** What a page shows of its own: a green one. */
const GRADIENT = 'linear-gradient(rgb(0, 160, 0), rgb(0, 160, 0))';
const GREEN = [0, 160, 0];

const dataUrl = (bytes: Buffer): string => `data:image/jpeg;base64,${bytes.toString('base64')}`;
const pageWith = (site: Site, css: string, body: string): string =>
  site.page(pageOf(body, `${STYLE}<style>${css}</style>`));

/** The colour in the middle of an element. */
async function middleOf(page: Page, id: string): Promise<number[]> {
  const box = await page.locator(`#${id}`).boundingBox();
  if (!box) throw new Error(`${id} is not there`);
  const clip = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 1, height: 1 };
  return [...(await decode(await page.screenshot({ clip }))).rgb];
}

const expectGreen = (page: Page, id: string) =>
  expect.poll(() => middleOf(page, id), { message: `${id} is green` }).toEqual(GREEN);

test('gradients of parts are shown, whatever colours they are made of', async ({
  figleaf: _,
  page,
  site,
}) => {
  await page.goto(
    pageWith(
      site,
      `:root { --green: rgb(0, 160, 0); --drawn: ${GRADIENT} }
      #thumb${THUMB} background: linear-gradient(var(--green), var(--green)) }
      #drawn${THUMB} background: var(--drawn) }
      #details::details-content { display: block; height: ${SIDE}px; background: ${GRADIENT} }
      #button::file-selector-button { width: ${SIDE}px; height: ${SIDE}px; margin: 0; border: 0; color: transparent; background: ${GRADIENT} }
      #scroller::-webkit-scrollbar-thumb { background: var(--green) }`,
      `<input type="file" id="button"><input type="range" id="thumb"><input type="range" id="drawn"><details open id="details"><summary></summary></details><div id="scroller"></div>`,
    ),
  );
  for (const id of ['thumb', 'drawn', 'details', 'button']) await expectGreen(page, id);
});

test('an ordinary picture on a part does not bring an explicit one on another with it', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  await page.goto(
    pageWith(
      site,
      `#good${THUMB} background: url(${dataUrl(usual.bytes)}) } #bad${THUMB} background: url(${dataUrl(pattern.bytes)}) }`,
      '<input type="range" id="good">',
    ),
  );
  // There is no element for the other one.
  await expectLooks(page, { good: usual }, { good: 'shown' });
  await page.evaluate(() => {
    const bad = document.createElement('input');
    bad.type = 'range';
    bad.id = 'bad';
    document.body.append(bad);
  });
  await expectLooks(page, { bad: pattern, good: usual }, { bad: 'blank', good: 'blank' });
});

test('what nobody can read of a part is not shown', async ({ figleaf: _, page, site }) => {
  const { usual, pattern } = await onePair();
  const bad = dataUrl(pattern.bytes);
  const sheet = site.url(
    site.picture(Buffer.from(`#foreign${THUMB} background: url(${bad}) }`), 'text/css'),
    'elsewhere.test',
  );
  await page.goto(
    site.page(
      pageOf(
        `<input type="range" id="foreign"><input type="text" id="place" placeholder=" "><img id="plain" src="${site.picture(usual.bytes)}">`,
        `${STYLE}<style>#place::placeholder { content: url(${bad}); opacity: 1 }</style><link rel="stylesheet" href="${sheet}">`,
      ),
    ),
  );
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
  await expectLooks(
    page,
    { foreign: pattern, place: pattern },
    { foreign: 'blank', place: 'blank' },
  );
});

test('a custom property that comes to hold a picture, and a rule that is changed in place, show none', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { pattern } = await onePair();
  await page.goto(
    pageWith(
      site,
      `#variable${THUMB} background: var(--a, ${GRADIENT}) } #rule${THUMB} background: ${GRADIENT} }`,
      '<input type="range" id="variable"><input type="range" id="rule">',
    ),
  );
  for (const id of ['variable', 'rule']) await expectGreen(page, id);
  const both = { variable: pattern, rule: pattern };
  const bad = dataUrl(pattern.bytes);
  await page.evaluate((url) => {
    document.documentElement.style.setProperty('--b', `url(${url})`);
    document.getElementById('variable')?.style.setProperty('--a', 'var(--b)');
  }, bad);
  await expectLooks(page, both, { variable: 'blank', rule: 'blank' });
  await page.evaluate(() => {
    document.getElementById('variable')?.remove();
  });
  await expectGreen(page, 'rule');
  await page.evaluate((url) => {
    const { cssRules } = [...document.styleSheets].at(-1) as CSSStyleSheet;
    ([...cssRules].at(-1) as CSSStyleRule).style.background = `url(${url})`;
  }, bad);
  await expectLooks(page, { rule: pattern }, { rule: 'blank' });
});

test('a picture that a custom property is registered with is never on a part', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { pattern } = await onePair();
  const bad = `url(${dataUrl(pattern.bytes)})`;
  const names = ['a', 'b', 'c', 'd', 'e'];
  const css = names.map((name) => `#${name}${THUMB} background: var(--${name}, ${GRADIENT}) }`);
  const inputs = names.map((name) => `<input type="range" id="${name}">`);
  await page.goto(pageWith(site, css.join(' '), inputs.join('')));
  // Within half a second it would be found anyway: so several, each in the first frame there is.
  for (const name of names) {
    await expectGreen(page, name);
    await page.evaluate(
      ([property, initialValue]) =>
        CSS.registerProperty({ name: property, syntax: '<image>', inherits: true, initialValue }),
      [`--${name}`, bad] as const,
    );
    expect(await looks(page, { [name]: pattern })).toEqual({ [name]: 'blank' });
    await page.locator(`#${name}`).evaluate((input) => input.remove());
  }
});

test('what a script animates of a part is held, and let go with the animation', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  await page.goto(
    pageWith(
      site,
      `details::details-content { display: block; height: ${SIDE}px; background: ${GRADIENT} }`,
      `<details open id="details"><summary></summary></details><img id="plain" src="${site.picture(usual.bytes)}">`,
    ),
  );
  await expectGreen(page, 'details');
  const animate = (url: string) =>
    page.evaluate((image) => {
      const frame = { backgroundImage: `url(${image})` };
      document.getElementById('details')?.animate([frame, frame], {
        pseudoElement: '::details-content',
        duration: 1e6,
        id: 'ours',
      });
    }, url);
  await animate(dataUrl(pattern.bytes));
  await expectLooks(page, { details: pattern }, { details: 'blank' });
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.cancel();
  });
  await expectGreen(page, 'details');
  await animate(dataUrl(usual.bytes));
  await expectLooks(page, { details: usual }, { details: 'shown' });
});

test('a film’s own texts show no picture, whatever rules they bring, and a backdrop no mask of the old kind', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { pattern } = await onePair();
  const nothing = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')}`;
  await page.goto(
    pageWith(
      site,
      `#free${THUMB} background: ${GRADIENT} } video { ${BOX} }
      dialog { opacity: 0 }
      #dialog::backdrop { inset: auto 0 0 auto; width: 99px; height: 99px; background: rgb(0, 160, 0); -webkit-mask-box-image: url(${nothing}) 0 fill }`,
      `<input type="range" id="free"><video id="film" muted></video><dialog id="dialog"></dialog>`,
    ),
  );
  await expectGreen(page, 'free');
  await page.evaluate((url) => {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    const film = document.getElementById('film') as HTMLVideoElement;
    setInterval(() => context?.fillRect(0, 0, 8, 8), 100);
    film.srcObject = canvas.captureStream(5);
    void film.play();
    const lines = [
      'WEBVTT',
      '',
      'STYLE',
      '::cue {',
      `background: rgb(0, 160, 0) url(${url}); color: transparent; font-size: 120px`,
      '}',
      '',
      '00:00.000 --> 30:00.000 line:25%',
      'XX',
      '',
    ];
    const src = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/vtt' }));
    const track = Object.assign(document.createElement('track'), {
      kind: 'captions',
      default: true,
      src,
    });
    film.append(track);
    track.track.mode = 'showing';
  }, dataUrl(pattern.bytes));

  await expectGreen(page, 'film');
  await page.evaluate(() => (document.getElementById('dialog') as HTMLDialogElement).showModal());
  const corner = async () => {
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const clip = { x: width - 50, y: height - 50, width: 1, height: 1 };
    return [...(await decode(await page.screenshot({ clip }))).rgb];
  };
  await expect.poll(corner).toEqual(GREEN);
});

test('pictures on scroll bars are held, then shown or covered', async ({ built, site }) => {
  const { usual, pattern } = await onePair();
  const figleaf = await Figleaf.launch(built, { ignoreDefaultArgs: ['--hide-scrollbars'] });
  await figleaf.reset();
  const page = await figleaf.newPage();
  const pageOfBar = (bytes: Buffer) =>
    pageWith(
      site,
      `#bar { ${BOX}; overflow-y: scroll } #bar::-webkit-scrollbar { width: ${SIDE}px } #bar::-webkit-scrollbar-track { background: url(${dataUrl(bytes)}) }`,
      `<div id="bar"></div><img id="plain" src="${site.picture(usual.bytes)}">`,
    );
  await page.goto(pageOfBar(usual.bytes));
  await expectLooks(page, { bar: usual }, { bar: 'shown' });
  await page.goto(pageOfBar(pattern.bytes));
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
  await expectLooks(page, { bar: pattern }, { bar: 'blank' });
  await figleaf.close();
});

test('what a page takes away from parts stays away, and what was in a sheet goes with it', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { pattern } = await onePair();
  await page.goto(
    pageWith(
      site,
      `#date { color: transparent } #date::-webkit-calendar-picker-indicator { background: transparent; width: ${SIDE}px; height: ${SIDE}px } #thumb${THUMB} background: ${GRADIENT} }`,
      '<input type="date" id="date"><input type="range" id="thumb">',
    ),
  );
  await expectGreen(page, 'thumb');
  const isBlank = async () => {
    const clip = await page.locator('#date').boundingBox();
    if (!clip) throw new Error('no field');
    const { rgb } = await decode(await page.screenshot({ clip }));
    return rgb.every((value) => value === 255);
  };
  expect(await isBlank()).toBe(true);
  await page.evaluate((url) => {
    const style = document.createElement('style');
    style.id = 'sheet';
    style.textContent = `#none, #thumb::-webkit-slider-thumb { background: url(${url}) !important }`;
    document.head.append(style);
  }, dataUrl(pattern.bytes));
  await expectLooks(page, { thumb: pattern }, { thumb: 'blank' });
  await page.evaluate(() => document.getElementById('sheet')?.remove());
  await expectGreen(page, 'thumb');
});

test('a filter of another file that only draws is applied, and nothing is asked for twice', async ({
  figleaf: _,
  page,
  site,
}) => {
  const file = site.url(
    site.picture(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg"><filter id="f" x="0" y="0" width="1" height="1"><feFlood flood-color="rgb(0, 160, 0)"/></filter></svg>',
      ),
      'image/svg+xml',
    ),
  );
  await page.goto(
    pageWith(
      site,
      `#rule, #own { ${BOX}; background: #fff } #rule { filter: url("${file}#f") }`,
      `<div id="rule"></div><div id="own" style="filter: url('${file}#f')"></div>`,
    ),
  );
  for (const id of ['rule', 'own']) await expectGreen(page, id);
  expect(site.hits(file)).toBe(1);
});

test('where Figleaf is off, parts show what they will', async ({ figleaf, page, site }) => {
  const { pattern } = await onePair();
  const url = pageWith(
    site,
    `#bad${THUMB} background: url(${dataUrl(pattern.bytes)}) }`,
    '<input type="range" id="bad">',
  );
  await page.goto(url);
  await expect.poll(() => middleOf(page, 'bad')).toEqual([255, 255, 255]);
  await figleaf.ask('background', 'site.set', { host: new URL(url).hostname, mode: 'off' });
  await expectLooks(page, { bad: pattern }, { bad: 'shown' });
  await figleaf.ask('background', 'site.set', { host: new URL(url).hostname, mode: 'on' });
  await expectLooks(page, { bad: pattern }, { bad: 'blank' });
});

test('a picture that an animation brings to generated content is found, though nothing tells of it', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const keyframes = `0% { content: "x" } 50%, 100% { content: url(${dataUrl(pattern.bytes)}) }`;
  await page.goto(
    pageWith(
      site,
      `p { ${BOX} } p::before { content: "x" } @keyframes still { ${keyframes} } #rule::before { animation: still 100s step-end paused }`,
      '<p id="rule"></p><p id="explicit"></p><p id="ordinary"></p>',
    ),
  );
  await page.evaluate(
    (urls) => {
      for (const [id, url] of Object.entries(urls)) {
        const frames = [{ content: '"x"' }, { content: `url(${url})` }];
        document
          .getElementById(id)
          ?.animate(frames, { pseudoElement: '::before', duration: 100_000, fill: 'both' });
      }
      for (const animation of document.getAnimations()) {
        animation.pause();
        animation.currentTime = 90_000;
      }
    },
    { explicit: dataUrl(pattern.bytes), ordinary: dataUrl(usual.bytes) },
  );
  await expectLooks(page, { ordinary: usual }, { ordinary: 'shown' });
  await expectLooks(
    page,
    { rule: pattern, explicit: pattern },
    { rule: 'other', explicit: 'other' },
  );
});
