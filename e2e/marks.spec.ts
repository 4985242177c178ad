import type { Page } from 'playwright';
import { expect, expectLooks, type Figleaf, pageOf, test } from './harness.ts';
import { explicitShots, ordinaryShots, type Shot } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * The page forges, copies and strips our marks. Each test ends with an ordinary newcomer being
 * shown: by then what was done before it had its chance to show, and the trace has proved itself.
 */

interface Scene {
  bad: Shot;
  plain: Shot;
  /** A new address of the explicit picture. */
  badUrl(): string;
  plainUrl(): string;
}

async function sceneOn(site: Site): Promise<Scene> {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  return {
    bad,
    plain,
    badUrl: () => site.url(site.picture(bad.bytes)),
    plainUrl: () => site.url(site.picture(plain.bytes)),
  };
}

/** An ordinary picture comes in and is shown. @returns its address */
async function newcomer(page: Page, { plain, plainUrl }: Scene): Promise<string> {
  const url = plainUrl();
  await page.evaluate((src) => {
    const img = document.createElement('img');
    img.id = 'newcomer';
    img.src = src;
    document.body.prepend(img);
  }, url);
  await expectLooks(page, { newcomer: plain }, { newcomer: 'shown' });
  return url;
}

async function expectUnseen(
  figleaf: Figleaf,
  page: Page,
  scene: Scene,
  bad: readonly string[],
  act: () => Promise<unknown>,
): Promise<void> {
  const trace = await paintTrace(figleaf.browser);
  await act();
  const witness = await newcomer(page, scene);
  const painted = await trace.stop();
  expect(seenOf(painted, bad)).toEqual([]);
  expect(seenOf(painted, [witness])).toEqual([witness]);
}

/**
 * Each gets a masked explicit picture, a shown ordinary one, and a fresh address of the explicit
 * one; runs in the page.
 */
const ATTACKS: Record<
  string,
  (masked: HTMLImageElement, shown: HTMLImageElement, bad: string) => unknown
> = {
  'forges the look': (masked) => {
    for (const value of ['cleared', '', 'shown', 'none']) {
      masked.setAttribute('data-figleaf', value);
    }
  },
  'removes the look': (masked) => masked.removeAttribute('data-figleaf'),
  'puts text into it': (masked) => masked.append('\uFEFF'),
  'puts an element into it': (masked) => masked.append(document.createElement('b')),
  'steals the mark of a shown one': (masked, shown) =>
    shown.firstChild && masked.append(shown.firstChild),
  'copies the mark of a shown one': (masked, shown) =>
    shown.firstChild && masked.append(shown.firstChild.cloneNode()),
  'fills it while it is detached': (masked) => {
    masked.remove();
    masked.append('x');
    document.body.append(masked);
  },
  'moves it': (masked) => document.body.append(masked),
  'clones a shown one and swaps the source': (_, shown, bad) => {
    const clone = shown.cloneNode(true) as HTMLImageElement;
    clone.src = bad;
    document.body.append(clone);
  },
  'swaps the source of a clone in the page': (_, shown, bad) => {
    const clone = shown.cloneNode(true) as HTMLImageElement;
    document.body.append(clone);
    requestAnimationFrame(() => requestAnimationFrame(() => clone.setAttribute('src', bad)));
  },
  'swaps the source': (_, shown, bad) => {
    shown.src = bad;
  },
  'swaps the source for one already decoded': async (_, shown, bad) => {
    const image = new Image();
    image.src = bad;
    await image.decode();
    shown.src = bad;
    document.body.append(image);
  },
  'sets a srcset': (_, shown, bad) => {
    shown.srcset = `${bad} 1x`;
  },
  'copies by markup': (_, shown, bad) => {
    const copy = document.createElement('div');
    copy.innerHTML = shown.outerHTML.replace(/src="[^"]*"/, `src="${bad}"`);
    document.body.append(copy);
  },
  'adopts a shown one in a frame': (_, shown, bad) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument?.body.append(shown);
    shown.src = bad;
  },
  'keeps the load event to itself': (_, shown, bad) => {
    window.addEventListener('load', (event) => event.stopImmediatePropagation(), true);
    shown.src = bad;
  },
  'calls for our retirement': (_, shown, bad) => {
    document.dispatchEvent(new CustomEvent('figleaf-retire'));
    shown.src = bad;
  },
  'sets the source of a detached one, and hides its load': async (_, shown, bad) => {
    const frame = () => new Promise(requestAnimationFrame);
    const away = document.createElement('div');
    away.addEventListener('load', (event) => event.stopImmediatePropagation(), true);
    away.append(shown);
    await frame();
    shown.src = bad;
    await shown.decode();
    // Whatever else comes with it, it must not wait for its turn.
    const others = Array.from({ length: 5000 }, () => document.createElement('img'));
    document.body.prepend(...others);
    document.body.prepend(shown);
    await frame();
    await frame();
    for (const other of others) other.remove();
  },
  'shows a dense one ever larger': async (_, __, bad) => {
    const around = document.createElement('div');
    const dense = document.createElement('img');
    dense.srcset = `${bad} 100x`;
    around.append(dense);
    document.body.append(around);
    await dense.decode();
    for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
    around.style.transformOrigin = '0 0';
    around.style.transform = 'scale(60)';
    for (let frames = 0; frames < 10; frames++) await new Promise(requestAnimationFrame);
    around.remove();
  },
  'repeats itself every frame': (masked) => {
    let frames = 0;
    const again = () => {
      masked.append('x');
      masked.removeAttribute('data-figleaf');
      masked.setAttribute('style', 'visibility:visible!important;object-position:0 0!important');
      if (++frames < 60) requestAnimationFrame(again);
    };
    again();
  },
};

for (const [name, attack] of Object.entries(ATTACKS)) {
  test(`a page that ${name}`, async ({ figleaf, page, site }) => {
    const scene = await sceneOn(site);
    const [first, second, third] = [scene.badUrl(), scene.plainUrl(), scene.badUrl()];
    const body = `<img id="masked" src="${first}"><img id="shown" src="${second}">`;
    await page.goto(site.page(pageOf(body)));
    const shots = { masked: scene.bad, shown: scene.plain };
    await expectLooks(page, shots, { masked: 'masked', shown: 'shown' });
    await expectUnseen(figleaf, page, scene, [first, third], () =>
      page.evaluate(
        ([source, bad]) => {
          const of = (id: string) => document.getElementById(id);
          return new Function('...args', `return (${source})(...args)`)(
            of('masked'),
            of('shown'),
            bad,
          );
        },
        [attack.toString(), third] as const,
      ),
    );
  });
}

test('what is shown keeps its markup, and comes back when its mark is stripped', async ({
  figleaf,
  page,
  site,
}) => {
  const scene = await sceneOn(site);
  const markup = `<img id="shown" src="${scene.plainUrl()}" alt="a &amp; b" class="x">`;
  const bad = scene.badUrl();
  await page.goto(site.page(pageOf(`<p>${markup}</p><img id="masked" src="${bad}">`)));
  const shots = { masked: scene.bad, shown: scene.plain };
  await expectLooks(page, shots, { masked: 'masked', shown: 'shown' });
  expect(await page.evaluate(() => document.querySelector('p')?.innerHTML)).toBe(markup);
  await page.evaluate(() => document.getElementById('shown')?.replaceChildren());
  await expectUnseen(figleaf, page, scene, [bad], async () => {
    await expectLooks(page, shots, { masked: 'masked', shown: 'shown' });
  });
});

test('a document written anew, at once and while it is open', async ({ figleaf, page, site }) => {
  const scene = await sceneOn(site);
  await page.goto(site.page(pageOf('')));
  const bad = [scene.badUrl(), scene.badUrl()];
  await expectUnseen(figleaf, page, scene, bad, async () => {
    await page.evaluate(
      ([html, late]) => {
        document.open();
        document.write(html ?? '');
        setTimeout(() => {
          document.write(late ?? '');
          document.close();
        });
      },
      [
        pageOf(`<img id="a" src="${bad[0]}"><img id="b" src="${scene.plainUrl()}">`),
        `<img id="c" src="${bad[1]}"><img id="d" src="${scene.plainUrl()}">`,
      ],
    );
    const { bad: a, plain: b } = scene;
    const expected = { a: 'masked', b: 'shown', c: 'masked', d: 'shown' } as const;
    await expectLooks(page, { a, b, c: a, d: b }, expected);
  });
});

for (const [what, attributes] of [
  ['a cover for the frame', 'data-figleaf-frame'],
  ['a mask', 'data-figleaf="solid" data-figleaf-mask="x"'],
] as const) {
  test(`a root element that brings ${what} in its markup loses it`, async ({ page, site }) => {
    const head = '<meta charset="utf-8"><link rel="icon" href="data:,">';
    await page.goto(site.page(`<!doctype html><html ${attributes}>${head}<h1>Words</h1>`));
    const seen = () =>
      page.evaluate(() => ({
        marks: document.documentElement.getAttributeNames(),
        words: getComputedStyle(document.querySelector('h1') as Element).visibility,
      }));
    await expect.poll(seen).toEqual({ marks: [], words: 'visible' });
  });
}

test('what moves about while a page is built is found where it ends up', async ({ page, site }) => {
  const scene = await sceneOn(site);
  await page.goto(site.page(pageOf('')));
  await page.evaluate(
    ([bad, plain]) => {
      const make = (id: string, src: string) =>
        Object.assign(document.createElement('img'), { id, src });
      const [outer, inner, other] = ['section', 'div', 'aside'].map((name) =>
        document.createElement(name),
      ) as [HTMLElement, HTMLElement, HTMLElement];
      // All in one task: into what came just now, out of it, on into what came as well.
      document.body.append(outer);
      outer.append(inner);
      inner.append(make('bad', bad), make('plain', plain));
      document.body.append(other);
      other.append(inner.querySelector('#bad') as Element);
      inner.remove();
      other.append(inner);
      outer.remove();
    },
    [scene.badUrl(), scene.plainUrl()] as const,
  );
  await expectLooks(
    page,
    { bad: scene.bad, plain: scene.plain },
    { bad: 'masked', plain: 'shown' },
  );
});

test('a view of the picture that a page chooses is not put over its mask', async ({
  figleaf,
  page,
  site,
}) => {
  const scene = await sceneOn(site);
  // Reaches as far beyond the picture as the mask moves it.
  const style = '.far { object-view-box: inset(-16777216px 0 0 -16777216px) }';
  const bad = [scene.badUrl(), scene.badUrl()];
  const images = bad.map((url, i) => `<img id="bad${i}" ${i ? 'class="far"' : ''} src="${url}">`);
  await expectUnseen(figleaf, page, scene, bad, async () => {
    await page.goto(site.page(pageOf(images.join(''), `<style>${style}</style>`)));
    const shots = { bad0: scene.bad, bad1: scene.bad };
    await expectLooks(page, shots, { bad0: 'masked', bad1: 'masked' });
    await page.evaluate(() => document.getElementById('bad0')?.classList.add('far'));
    await newcomer(page, scene);
    await expectLooks(page, shots, { bad0: 'masked', bad1: 'masked' });
  });
});
