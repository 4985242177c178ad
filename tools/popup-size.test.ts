import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { build } from './build.ts';

/** Of the popup's script and style together: it opens on slow machines too. */
const MOST_BYTES = 60 * 1000;

test('the popup stays small', async () => {
  const out = await mkdtemp(path.join(tmpdir(), 'figleaf-popup-'));
  try {
    await build({ out });
    const sizes = await Promise.all(
      ['popup.js', 'popup.css'].map(
        async (file) => (await stat(path.join(out, 'popup', file))).size,
      ),
    );
    for (const size of sizes) expect(size).toBeGreaterThan(1000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST_BYTES);
  } finally {
    await rm(out, { recursive: true });
  }
});
