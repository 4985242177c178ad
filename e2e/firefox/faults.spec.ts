import type { Shots } from '../eyes.ts';
import { expectVerdicts, type Gallery, openGallery } from '../gallery-scene.ts';
import { expect, test } from './harness.ts';
import { sampled } from './sampling.ts';

/* What ends under a page that loads: nothing explicit is shown, and a reload shows the rest. */

test.describe.configure({ timeout: 180_000 });

const SMALL = { count: 20, explicit: 4 };

const explicitOf = ({ shots, explicit }: Gallery): Shots =>
  Object.fromEntries(Object.entries(shots).filter(([url]) => explicit.includes(url)));

test('the background is stopped again and again', async ({ figleaf, tab }) => {
  const gallery = await openGallery(SMALL);
  const { seen } = await sampled(tab, explicitOf(gallery), async () => {
    const loading = tab.goto(gallery.url, 'none');
    for (let i = 0; i < 5; i++) await figleaf.stopBackground();
    await loading;
    // What was held in the very moment of a stop is broken; it comes with the next load.
    await tab.reload();
    await figleaf.ready();
    await expectVerdicts(figleaf, tab, gallery);
  });
  expect([...seen]).toEqual([]);
  await gallery.close();
});
