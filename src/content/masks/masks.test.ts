import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MOSAIC_SIDE, type PageView } from '../../shared/messages.ts';
import { DEFAULT_SETTINGS, MASK_COLOURS, MASK_STYLES } from '../../shared/settings.ts';
import { settingValues } from '../../shared/test-arbitraries.ts';
import { MASKS } from './index.ts';
import { cellsAt } from './pixelate.ts';

const sheet = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, `../surfaces/${name}.css`), 'utf8').replace(
    /\/\*.*?\*\//gs,
    '',
  );
const css = sheet('image');

/** What cover.css declares for an image whose `data-figleaf` is `value`; the last rule wins. */
function styleOf(value: string): Map<string, string> {
  const style = new Map<string, string>();
  for (const [, operator, wanted, body = ''] of css.matchAll(
    /img\[data-figleaf(\^?=)"([\w-]+)"\]\s*\{([^}]*)\}/g,
  )) {
    const meant = operator === '=' ? value === wanted : value.startsWith(wanted ?? '\0');
    if (!meant) continue;
    for (const [, name = '', set = ''] of body.matchAll(/([\w-]+):\s*([^;]+);/g)) {
      style.set(name, set.trim());
    }
  }
  return style;
}

const MASK = 'mask:';
const view = (change: Partial<PageView> = {}): PageView => ({
  active: true,
  all: false,
  smallPicture: DEFAULT_SETTINGS.smallPicture,
  maskStyle: DEFAULT_SETTINGS.maskStyle,
  maskStrength: DEFAULT_SETTINGS.maskStrength,
  maskColour: DEFAULT_SETTINGS.maskColour,
  label: DEFAULT_SETTINGS.label,
  whileChecking: DEFAULT_SETTINGS.whileChecking,
  unreadable: DEFAULT_SETTINGS.unreadable,
  reveal: DEFAULT_SETTINGS.reveal,
  ...change,
});
const STRENGTHS = [1, 2, 3, 4, 5];
const sides = fc.oneof(
  fc.integer({ min: 0, max: 5000 }),
  fc.double({ min: 0, max: 5000, noNaN: true }),
);
const boxes = fc.record({ width: sides, height: sides });

const radiusOf = (maskStrength: number, box: { width: number; height: number }): number => {
  const look = MASKS.blur.look(view({ maskStyle: 'blur', maskStrength }), box);
  const filter = styleOf(look.slice(MASK.length)).get('filter') ?? '';
  return Number(/^blur\((\d+)px\) !important$/.exec(filter)?.[1]);
};

test('every mask a person can choose exists, for every setting with a look that cover.css has', () => {
  const { maskStyle, maskStrength, maskColour } = settingValues;
  fc.assert(
    fc.property(maskStyle, maskStrength, maskColour, boxes, (style, strength, colour, box) => {
      const look = MASKS[style].look(
        view({ maskStyle: style, maskStrength: strength, maskColour: colour }),
        box,
      );
      if (look === 'covered') return;
      expect(look.startsWith(MASK)).toBe(true);
      const declared = styleOf(look.slice(MASK.length));
      expect(declared.size).toBeGreaterThan(0);
      for (const value of declared.values()) expect(value).toMatch(/ !important$/);
    }),
    { numRuns: 1000 },
  );
});

test.each(MASK_STYLES)('%s never clears', (style) => {
  for (const maskStrength of STRENGTHS) {
    const look = MASKS[style].look(view({ maskStyle: style, maskStrength }), {
      width: 300,
      height: 200,
    });
    expect(look).not.toBe('cleared');
  }
});

test('what cover.css shows without any mark is nothing', () => {
  expect(sheet('image-hold')).toMatch(
    /img:empty:not\(\[data-figleaf\]\)\s*\{\s*visibility: hidden !important;\s*\}/,
  );
  expect(MASKS.hide.look(view(), { width: 1, height: 1 })).toBe('covered');
  expect(MASKS.hide.visible).toBe(false);
});

test('a picture being checked may be blurred, as strongly as any', () => {
  expect(styleOf('blur-checking').get('filter')).toBe('blur(135px) !important');
});

describe('a plain colour', () => {
  it.each(MASK_COLOURS)('%s is filled, and the picture moved out of sight', (maskColour) => {
    for (const style of ['solid', 'pixelate'] as const) {
      const look = MASKS[style].look(view({ maskColour }), { width: 9, height: 9 });
      const declared = styleOf(look.slice(MASK.length));
      expect(declared.get('background')).toMatch(/^#[0-9a-f]{3,6} !important$/);
      expect(declared.get('object-fit')).toBe('none !important');
      expect(declared.get('object-position')).toBe('-16777216px -16777216px !important');
      expect(declared.get('overflow')).toBe('clip !important');
    }
  });

  it('differs for every colour', () => {
    const filled = MASK_COLOURS.map((colour) => styleOf(`solid-${colour}`).get('background'));
    expect(new Set(filled).size).toBe(MASK_COLOURS.length);
  });
});

describe('blur', () => {
  /** At least this share of the longer side; stated again, on purpose. */
  const shares = [0.06, 0.08, 0.1, 0.14, 0.2];

  it.each(STRENGTHS)('at strength %i names a radius of cover.css, wide enough', (strength) => {
    fc.assert(
      fc.property(boxes, (box) => {
        const radius = radiusOf(strength, box);
        const wanted = Math.max(box.width, box.height) * (shares[strength - 1] ?? Number.NaN);
        expect(radius).toBeGreaterThanOrEqual(Math.min(wanted, 135));
      }),
    );
  });

  it('names each step as cover.css draws it', () => {
    for (let side = 0; side <= 2500; side += 10) {
      const box = { width: side, height: 1 };
      const look = MASKS.blur.look(view({ maskStyle: 'blur' }), box);
      expect(look).toBe(`mask:blur-${radiusOf(3, box)}`);
    }
  });

  it('grows with the picture and with the strength', () => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 1, max: 5 }), (box, strength) => {
        const radius = radiusOf(strength, box);
        const larger = { width: box.width * 2, height: box.height * 2 };
        expect(radiusOf(strength, larger)).toBeGreaterThanOrEqual(radius);
        if (strength < 5) expect(radiusOf(strength + 1, box)).toBeGreaterThanOrEqual(radius);
        expect(radiusOf(strength, { width: box.height, height: box.width })).toBe(radius);
      }),
    );
  });

  it('stays inside the picture', () => {
    expect(styleOf('blur-8').get('clip-path')).toBe('inset(0) !important');
    expect(styleOf('blur-8').get('opacity')).toBe('1 !important');
  });
});

describe('pixelate', () => {
  it('draws fewer, larger squares the stronger it is, and no more than the engine sends', () => {
    const cells = STRENGTHS.map(cellsAt);
    expect(cells).toEqual(cells.toSorted((a, b) => b - a));
    expect(new Set(cells).size).toBe(STRENGTHS.length);
    for (const count of cells) {
      expect(Number.isInteger(count)).toBe(true);
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(MOSAIC_SIDE);
    }
  });

  it.each(STRENGTHS)('at strength %i needs no square from beyond the mosaic', (strength) => {
    const cells = cellsAt(strength);
    const step = MOSAIC_SIDE / cells;
    // As the overlay reads it: the last square ends where the mosaic does, despite rounding.
    expect(Math.ceil((cells - 1) * step + step)).toBe(MOSAIC_SIDE);
  });

  it('is not finer for a strength nobody can choose', () => {
    for (const odd of [0, 6, -1, 2.5, Number.NaN]) expect(cellsAt(odd)).toBe(8);
  });
});

test('other elements have the same plain and blurred looks as an image', () => {
  const looksOf = (name: string) =>
    [...sheet(name).matchAll(/\[data-figleaf=("(?:solid|blur)-\w+")\]\s*\{\s*([^}]*?)\s*\}/g)].map(
      ([, look, body = '']) => [look, body.replace(/\s+/g, ' ')],
    );
  const wanted = looksOf('image');
  expect(wanted.length).toBeGreaterThan(10);
  expect(looksOf('element')).toEqual(wanted);
});
