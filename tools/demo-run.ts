import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Gallery, GalleryItem } from '../demo/gallery.ts';
import type { JournalEntry } from '../src/shared/messages.ts';
import type { DemoBrowser, DemoPage } from './demo-browsers.ts';
import { type Region, type Seen, seen } from './seen.ts';
import { until } from './until.ts';

/** What came of one picture of the gallery. */
export interface Outcome {
  item: GalleryItem;
  /** The engine's own account; null when it judged no such picture. */
  entry: JournalEntry | null;
  /** From the screen's pixels alone, whatever the extension says of itself. */
  seen: Seen;
}

interface Shot {
  png: Buffer;
  regions: Map<string, Region>;
}

const WIDTH = 1280;
/** Loading the model for the first time is most of it. */
const JUDGED_WITHIN_MS = 120_000;
const SHOWN_WITHIN_MS = 15_000;
/** In Firefox a picture loads only once it has its verdict. */
const LOADED_WITHIN_MS = 120_000;

/**
 * Visits the gallery in a browser without the extension and in one with it, both without a window,
 * and compares what is on the screen.
 * @param files where the two screenshots go
 */
export async function runDemo(
  gallery: Gallery,
  extension: string,
  browser: DemoBrowser,
  files: { before: string; after: string },
): Promise<Outcome[]> {
  const plain = await visitPlain(gallery, browser);
  await writeFile(files.before, plain.shot.png);
  const { newPage, readJournal, close } = await browser.launch(extension);
  try {
    const page = await openGallery(await newPage(), gallery);
    const journal = await judgedAll(readJournal, new Set(plain.hashes.values()));
    const outcomesNow = async () => {
      const shot = await shoot(page, gallery);
      const outcomes = gallery.items.map((item): Outcome => {
        const hash = plain.hashes.get(item.id);
        return {
          item,
          entry: journal.findLast(({ sha256 }) => sha256 === hash) ?? null,
          seen: seen(regionOf(plain.shot, item), regionOf(shot, item)),
        };
      });
      return { shot, outcomes };
    };
    const asExpected = await until(async () => {
      const now = await outcomesNow();
      return now.outcomes.every(isRight) ? now : null;
    }, SHOWN_WITHIN_MS);
    const { shot, outcomes } = asExpected ?? (await outcomesNow());
    await writeFile(files.after, shot.png);
    return outcomes;
  } finally {
    await close();
  }
}

/** Judged by the engine, and on the screen as it should be. */
export const isRight = ({ item, entry, seen }: Outcome): boolean =>
  entry !== null && seen === item.expected;

async function visitPlain(gallery: Gallery, browser: DemoBrowser) {
  const { newPage, close } = await browser.launch(null);
  try {
    const page = await openGallery(await newPage(), gallery);
    const hashes = new Map<string, string>();
    for (const { id } of gallery.items) hashes.set(id, await hashOf(page, id));
    return { hashes, shot: await shoot(page, gallery) };
  } finally {
    await close();
  }
}

/** Makes the window as tall as the page, so that lazy pictures load, and waits for every one. */
async function openGallery(page: DemoPage, gallery: Gallery): Promise<DemoPage> {
  await page.setViewportSize({ width: WIDTH, height: 900 });
  await page.goto(gallery.origin);
  const height = await page.evaluate(() => document.documentElement.scrollHeight, null);
  await page.setViewportSize({ width: WIDTH, height });
  const ids = gallery.items.map(({ id }) => id);
  const areLoaded = (wanted: string[]) =>
    wanted.every((id) => {
      const image = document.getElementById(id);
      return image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0;
    });
  const loaded = await until(
    async () => (await page.evaluate(areLoaded, ids)) || null,
    LOADED_WITHIN_MS,
  );
  if (!loaded) throw new Error('not all pictures of the gallery loaded');
  return page;
}

/** Of the bytes that the browser really chose for a picture, hex. */
async function hashOf(page: DemoPage, id: string): Promise<string> {
  const url = await page.evaluate((wanted) => {
    const image = document.getElementById(wanted);
    return image instanceof HTMLImageElement ? image.currentSrc : '';
  }, id);
  return createHash('sha256')
    .update(await bytesOf(page, url))
    .digest('hex');
}

async function bytesOf(page: DemoPage, url: string): Promise<Uint8Array> {
  if (!url.startsWith('blob:')) return new Uint8Array(await (await fetch(url)).arrayBuffer());
  // Only the page that made a blob can read it.
  const bytes = await page.evaluate(
    async (blob: string) => [...new Uint8Array(await (await fetch(blob)).arrayBuffer())],
    url,
  );
  return Uint8Array.from(bytes);
}

/** Waits until the engine has judged every picture; answers with what it has when that takes too long. */
async function judgedAll(
  readJournal: () => Promise<JournalEntry[] | null>,
  hashes: ReadonlySet<string>,
): Promise<readonly JournalEntry[]> {
  let latest: readonly JournalEntry[] = [];
  await until(async () => {
    latest = (await readJournal()) ?? [];
    const judged = new Set(latest.map(({ sha256 }) => sha256));
    return [...hashes].every((hash) => judged.has(hash)) || null;
  }, JUDGED_WITHIN_MS);
  return latest;
}

async function shoot(page: DemoPage, gallery: Gallery): Promise<Shot> {
  const png = await page.screenshot();
  const regions = new Map<string, Region>();
  for (const { id } of gallery.items) {
    const box = await page.evaluate((wanted) => {
      const { x, y, width, height } =
        document.getElementById(wanted)?.getBoundingClientRect() ?? new DOMRect();
      return width > 0 ? { x, y, width, height } : null;
    }, id);
    if (!box) throw new Error(`picture ${id} has no place on the page`);
    const { data, info } = await sharp(png)
      .extract({
        left: Math.round(box.x),
        top: Math.round(box.y),
        width: Math.floor(box.width),
        height: Math.floor(box.height),
      })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    regions.set(id, { rgb: data, width: info.width, height: info.height });
  }
  return { png, regions };
}

function regionOf(shot: Shot, { id }: GalleryItem): Region {
  const region = shot.regions.get(id);
  if (!region) throw new Error(`picture ${id} is not on the screenshot`);
  return region;
}
