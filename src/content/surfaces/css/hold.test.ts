import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { widened } from '../../shadow/widen.ts';

const sheet = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, name), 'utf8').replace(/\/\*.*?\*\//gs, '');
const rulesOf = (css: string) =>
  [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selectors = '', body = '']) => ({
    selectors: selectors.trim(),
    body: body.replace(/\s+/g, ' ').trim(),
  }));

test('both origins hold by the same declarations', () => {
  const bodies = (name: string) => rulesOf(sheet(name)).map(({ body }) => body);
  expect(bodies('hold.user.css')).toEqual(bodies('hold.css'));
});

test('the page’s own origin spares nothing but what has a mark', () => {
  expect(sheet('hold.css')).not.toMatch(/:not\([^)]*(?:pseudo|thumb|\[style)/);
});

test('what the user’s origin spares, the page’s own holds while something is copied, too', () => {
  const held = rulesOf(sheet('hold.css')).filter(({ selectors }) => /pseudo/.test(selectors));
  expect(held.map(({ body }) => body.split(':')[0])).toEqual([
    'background-size',
    'object-view-box',
  ]);
  for (const { selectors } of held) {
    const spared = selectors.split(/,\s*(?![^(]*\))/).filter((one) => /pseudo|thumb/.test(one));
    expect(spared.join()).toMatch(/\[pseudo\].*#thumb/);
    expect(spared.join()).not.toMatch(/copying/);
  }
});

test('in a shadow root, which the document’s root does not reach, the page’s own holds as well', () => {
  for (const { selectors } of rulesOf(sheet('hold.css'))) {
    const inRoots = widened(selectors.replace(/\s+/g, ' '));
    expect(inRoots).not.toMatch(/:root[^,]*\) /);
    expect(inRoots).toMatch(/(?:^|, )(?:\*|:is\(img)/);
  }
});

test('whatever is important inline is held in the user’s origin, under whatever name', () => {
  for (const { selectors } of rulesOf(sheet('hold.user.css'))) {
    // What spares nothing holds that, too.
    if (!/pseudo/.test(selectors)) continue;
    const [inline = ''] = /\[style\*="!"\]:not\([^)]*\)/.exec(selectors) ?? [];
    expect(inline).not.toBe('');
    expect(inline).not.toMatch(/pseudo|thumb/);
  }
});

test('no universal rule of the user’s origin reaches the browser’s own elements', () => {
  for (const name of ['hold.user.css', 'images.css']) {
    for (const { selectors, body } of rulesOf(sheet(name))) {
      if (!/background-size|mask-size|object-view-box/.test(body)) continue;
      for (const [universal] of selectors.matchAll(
        /\*:not\([^)]*\)(::(before|after))?(?=[\s,{]|$)/g,
      )) {
        expect(universal).toMatch(/\[pseudo\], #thumb/);
      }
    }
  }
});

test('no rule for the generated content of whatever element names `content`', () => {
  for (const name of ['hold.css', 'hold.user.css', 'images.css']) {
    for (const { selectors, body } of rulesOf(sheet(name))) {
      const parts = selectors.split(',').filter((one) => /::(before|after)/.test(one));
      // A mark of ours is on few elements; without one a rule is every element's.
      if (parts.every((one) => /\[data-figleaf-css-(before|after)[\]=]/.test(one))) continue;
      expect(body).not.toMatch(/\bcontent:/);
    }
  }
});
