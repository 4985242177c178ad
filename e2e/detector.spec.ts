import type { Page } from 'playwright';
import sharp from 'sharp';
import { encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import type { Settings } from '../src/shared/settings.ts';
import { expect, expectLooks, type Figleaf, pageOf, test } from './harness.ts';
import { onePair, SEED, type Shot, SIDE } from './pictures.ts';
import type { Site } from './site.ts';
import { dullPattern, syntheticDetector, withBlock } from './test-detectors.ts';

/* An installed detector, in the real browser: a synthetic one, which knows colours by heart. */

const MAGENTA = [255, 0, 255] as const;

async function openThree(page: Page, site: Site) {
  const { usual } = await onePair();
  const pattern = await dullPattern();
  const picture = withBlock(MAGENTA);
  const block: Shot = { bytes: await encode(picture, 'png'), picture, explicit: true };
  const shots = { plain: usual, block, bad: pattern };
  const html = Object.entries(shots)
    .map(([id, { bytes }]) => `<img id="${id}" src="${site.url(site.picture(bytes))}">`)
    .join('');
  await page.goto(site.page(pageOf(html)));
  return (block: 'shown' | 'masked', bad: 'shown' | 'masked' = 'masked') =>
    expectLooks(page, shots, { plain: 'shown', block, bad });
}

/** How many pictures the engine's detectors have looked at since its start. */
const detected = async (figleaf: Figleaf) => (await figleaf.facts()).detector?.judged ?? Number.NaN;

async function withDetector(figleaf: Figleaf, settings: Partial<Settings>) {
  const { card, bytes } = syntheticDetector();
  await figleaf.installDetector(card, bytes);
  await figleaf.set(settings);
}

test('what it finds is covered, beside what the classifier finds', async ({
  figleaf,
  page,
  site,
}) => {
  await withDetector(figleaf, { strategy: 'both' });
  const before = await detected(figleaf);
  const see = await openThree(page, site);
  await see('masked');
  expect((await figleaf.facts()).detector).toMatchObject({
    state: { is: 'ready' },
    model: { id: 'colours' },
    judged: before + 3,
    failed: 0,
  });
});

test('alone, it decides alone', async ({ figleaf, page, site }) => {
  await withDetector(figleaf, { strategy: 'detector' });
  const see = await openThree(page, site);
  await see('masked', 'shown');
});

test('a page that is open is looked at once more when the strategy asks for it', async ({
  figleaf,
  page,
  site,
}) => {
  const see = await openThree(page, site);
  await see('shown');
  await withDetector(figleaf, { strategy: 'classifier' });
  const before = await detected(figleaf);
  await figleaf.set({ strategy: 'both' });
  await see('masked');
  await figleaf.set({ strategy: 'classifier' });
  await see('shown');
  await figleaf.set({ strategy: 'detector' });
  await see('masked', 'shown');
  // What it found is kept, as scores are.
  expect(await detected(figleaf)).toBe(before + 3);
});

test('of a picture that moves no part is covered, but the whole', async ({
  figleaf,
  page,
  site,
}) => {
  await withDetector(figleaf, { strategy: 'detector', masked: 'boxes' });
  const still = withBlock(MAGENTA);
  const pngs = await Promise.all(
    [still, ordinary(SEED, 2).draw(SIDE)].map((picture) => encode(picture, 'png')),
  );
  const moving = await sharp(pngs, { join: { animated: true } })
    .gif()
    .toBuffer();
  const shots = { still: pngs[0] ?? moving, moving };
  const html = Object.entries(shots)
    .map(([id, bytes]) => `<img id="${id}" src="${site.url(site.picture(bytes))}">`)
    .join('');
  await page.goto(site.page(pageOf(html)));
  const pictures = { still: { picture: still }, moving: { picture: still } };
  await expectLooks(page, pictures, { still: 'other', moving: 'masked' });
});

test('in a cascade it does not look at what the classifier is sure of', async ({
  figleaf,
  page,
  site,
}) => {
  await withDetector(figleaf, { strategy: 'cascade' });
  const before = await detected(figleaf);
  const see = await openThree(page, site);
  await see('shown');
  expect(await detected(figleaf)).toBe(before);
});

test('one whose file is damaged is said, and what it should look at stays covered', async ({
  figleaf,
  page,
  site,
}) => {
  const { card, bytes } = syntheticDetector();
  await figleaf.installDetector(card, bytes.slice(1));
  await figleaf.set({ strategy: 'both' });
  const { usual } = await onePair();
  const src = site.url(site.picture(usual.bytes));
  await page.goto(site.page(pageOf(`<img id="plain" src="${src}">`)));
  await expectLooks(page, { plain: usual }, { plain: 'masked' });
  expect((await figleaf.facts()).detector?.state).toEqual({ is: 'failed', why: 'model-damaged' });
  await figleaf.set({ detector: 'none' });
  await expectLooks(page, { plain: usual }, { plain: 'shown' });
});
