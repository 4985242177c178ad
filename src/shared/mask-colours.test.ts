import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COLOURS } from './mask-colours.ts';
import { MASK_COLOURS } from './settings.ts';

const css = readFileSync(path.join(import.meta.dirname, '../content/surfaces/image.css'), 'utf8');

test.each(MASK_COLOURS)('the %s swatch has the colour of the cover', (colour) => {
  const selector = colour === 'grey' ? '^="solid"' : `="solid-${colour}"`;
  const rule = css.split(`img[data-figleaf${selector}]`)[1]?.split('}')[0];
  expect(rule).toContain(`background: ${COLOURS[colour]} !important`);
});
