import { expect, expectLooks, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { explicitShots, onePair, ordinaryShots } from './pictures.ts';
import { ATTACKS, KINDS, type Stage } from './shadow-kinds.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * Each way once with an explicit picture and once with an ordinary one, all on one page: the one is
 * never painted, the other is shown. Without the extension every explicit one is painted.
 */

/** In the page: has each kind play on a stage of its own. */
function play(kinds: Record<string, (stage: Stage) => unknown>, sources: [string, string][]): void {
  const inRoots: HTMLImageElement[] = [];
  Object.assign(globalThis, { inRoots });
  for (const [id, src] of sources) {
    const at = document.createElement('div');
    at.id = `stage-${sources.findIndex(([each]) => each === id)}`;
    at.style.cssText = 'display:inline-block;width:320px;height:320px;overflow:hidden';
    document.body.append(at);
    const known = (img: Element | null | undefined) => {
      if (!(img instanceof HTMLImageElement)) throw new Error(`no image in ${id}`);
      img.id = id;
      inRoots.push(img);
    };
    const picture = () => {
      const img = Object.assign(document.createElement('img'), { src });
      known(img);
      return img;
    };
    kinds[id.slice(0, id.lastIndexOf('/'))]?.({ at, src, picture, known });
  }
}

async function sceneOf(site: Site, kinds: typeof KINDS) {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const names = Object.keys(kinds);
  const rows = names.flatMap((name) => [
    { id: `${name}/bad`, shot: bad, url: site.url(site.picture(bad.bytes)) },
    { id: `${name}/plain`, shot: plain, url: site.url(site.picture(plain.bytes)) },
  ]);
  const code = names.map((name) => `${JSON.stringify(name)}: ${kinds[name]?.toString()}`).join();
  const sources = JSON.stringify(rows.map(({ id, url }) => [id, url]));
  const script = `<script>(${play.toString()})({${code}}, ${sources})</script>`;
  const style = '<style>.parts::part(p) { visibility: visible !important }</style>';
  return {
    address: site.page(pageOf(script, style)),
    shots: Object.fromEntries(rows.map(({ id, shot }) => [id, shot])),
    expected: Object.fromEntries(
      rows.map(({ id, shot }) => [id, shot.explicit ? ('masked' as const) : ('shown' as const)]),
    ),
    bad: rows.filter(({ shot }) => shot.explicit).map(({ url }) => url),
    plain: rows.filter(({ shot }) => !shot.explicit).map(({ url }) => url),
  };
}

const BOX = 'display: inline-block; width: 320px; height: 320px; vertical-align: top';

test.use({ room: GALLERY_ROOM });

for (const [what, kinds] of Object.entries({ 'every kind of': KINDS, 'fights in': ATTACKS })) {
  test(`${what} shadow roots`, async ({ figleaf, page, site }) => {
    const scene = await sceneOf(site, kinds);
    const trace = await paintTrace(figleaf.browser);
    await page.goto(scene.address);
    await expectLooks(page, scene.shots, scene.expected);
    const painted = await trace.stop();
    expect(seenOf(painted, scene.bad)).toEqual([]);
    expect(seenOf(painted, scene.plain)).toEqual(scene.plain);
  });
}

/** Two methods that a page takes: of a frame in which nothing of ours ever is, and of one that is gone. */
const TAKEN_FROM = {
  'about:blank#a': 'a frame that never comes',
  'about:blank': 'a frame that left',
};

for (const [src, where] of Object.entries(TAKEN_FROM)) {
  test(`a root that nobody tells of, made long after by a method of ${where}`, async ({
    page,
    site,
  }) => {
    const { usual, pattern } = await onePair();
    const hosts = ['bad', 'plain'].map((id) => `<div id="${id}" style="${BOX}"></div>`);
    await page.goto(
      site.page(pageOf(`${hosts.join('')}<img id="clear" src="${site.picture(usual.bytes)}">`)),
    );
    await page.evaluate(async (address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      const { attachShadow } = (frame.contentWindow as unknown as typeof globalThis).Element
        .prototype;
      if (!address.includes('#')) frame.remove();
      Object.assign(globalThis, { attachShadow });
    }, src);
    // Of what comes in, roots would be looked for.
    await expectLooks(page, { clear: usual }, { clear: 'shown' });
    const pictures = { bad: pattern.bytes, plain: usual.bytes };
    await page.evaluate(
      (urls) => {
        for (const [id, url] of Object.entries(urls)) {
          const host = document.getElementById(id);
          attachShadow.call(host, {
            mode: 'closed',
          }).innerHTML = `<svg width="320" height="320"><image data-figleaf="cleared" width="320" height="320" href="${url}"/></svg>`;
        }
      },
      Object.fromEntries(
        Object.entries(pictures).map(([id, bytes]) => [
          id,
          `data:image/jpeg;base64,${bytes.toString('base64')}`,
        ]),
      ),
    );
    await expectLooks(page, { bad: pattern, plain: usual }, { bad: 'masked', plain: 'shown' });
  });
}

/** Kept in the page. */
declare const attachShadow: Element['attachShadow'];

test('a page keeps its own view of its shadow roots', async ({ page, site }) => {
  await page.goto(site.page(pageOf('<div id="host"></div>')));
  const seen = await page.evaluate(() => {
    const root = (document.getElementById('host') as HTMLElement).attachShadow({ mode: 'open' });
    root.innerHTML = '<img src="data:,"><p>text</p>';
    const made = () => new CSSStyleSheet();
    const [a, b, c] = [made(), made(), made()];
    const names = () =>
      root.adoptedStyleSheets.map((each) => 'abc'[[a, b, c].indexOf(each)] ?? '?').join('');
    const steps: string[] = [names()];
    root.adoptedStyleSheets.push(a);
    steps.push(names());
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, b, c];
    steps.push(names());
    root.adoptedStyleSheets.splice(1, 1);
    steps.push(names());
    root.adoptedStyleSheets[1] = b;
    root.adoptedStyleSheets.reverse();
    steps.push(names());
    root.adoptedStyleSheets.length = 1;
    steps.push(names());
    const errors: string[] = [];
    for (const act of [
      () => root.adoptedStyleSheets.push({} as CSSStyleSheet),
      () => Object.assign(root, { adoptedStyleSheets: 1 }),
      () => Element.prototype.attachShadow.call(document.body.firstChild as Element, {} as never),
    ]) {
      try {
        act();
        errors.push('none');
      } catch (error) {
        errors.push((error as Error).name);
      }
    }
    steps.push(names());
    const { attachShadow } = Element.prototype;
    const { adoptedStyleSheets } = root;
    return {
      steps,
      errors,
      same: root.adoptedStyleSheets === adoptedStyleSheets,
      list: Array.isArray(root.adoptedStyleSheets),
      native: /\[native code\]/.test(`${attachShadow}`),
      name: attachShadow.name,
      length: attachShadow.length,
      markup: root.innerHTML,
      globals: Object.getOwnPropertyNames(globalThis).filter((name) => /figleaf/i.test(name)),
    };
  });
  expect(seen).toEqual({
    steps: ['', 'a', 'abc', 'ac', 'ba', 'b', 'b'],
    errors: ['TypeError', 'TypeError', 'TypeError'],
    same: true,
    list: true,
    native: true,
    name: 'attachShadow',
    length: 1,
    markup: '<img src="data:,"><p>text</p>',
    globals: [],
  });
});
