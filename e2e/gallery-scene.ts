import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import { type BenchmarkOptions, serveBenchmarkGallery } from '../demo/benchmark-gallery.ts';
import type { JournalEntry, TabCounts } from '../src/shared/messages.ts';
import { type Look, looks, type Screen, type Shots } from './eyes.ts';
import { expect } from './harness.ts';
import { modelsOwnVerdict, random, SEED, type Shot, shotOf } from './pictures.ts';

export interface Gallery {
  url: string;
  shots: Record<string, Shot>;
  explicit: string[];
  ordinary: string[];
  /** How often each whole address was asked for. */
  requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** A browser with the extension, as far as a gallery goes. */
interface Looking<P> {
  counts(page: P): Promise<TabCounts>;
  ask(to: 'engine', name: 'engine.journal', body: null): Promise<JournalEntry[]>;
}

export async function openGallery(options: BenchmarkOptions = {}): Promise<Gallery> {
  const seed = random.int(0, 2 ** 31);
  const gallery = await serveBenchmarkGallery({ seed, drawings: SEED, ...options });
  const entries = await Promise.all(
    gallery.pictures.map(
      async ({ url, kind, bytes }): Promise<[string, Shot]> => [
        url,
        await shotOf(bytes, kind === 'pattern'),
      ],
    ),
  );
  const urls = (explicit: boolean) =>
    entries.filter(([, shot]) => shot.explicit === explicit).map(([url]) => url);
  return {
    url: gallery.url,
    shots: Object.fromEntries(entries),
    explicit: urls(true),
    ordinary: urls(false),
    requests: gallery.requests,
    close: gallery.close,
  };
}

/** What is to be covered of it. */
export const explicitOf = ({ shots, explicit }: Gallery): Shots =>
  Object.fromEntries(Object.entries(shots).filter(([url]) => explicit.includes(url)));

/**
 * Once the engine has looked at all: before that, a look at the whole screen would only take the
 * machine from it.
 */
export const lookedAtAll = <P extends Page | Screen>(
  figleaf: Pick<Looking<P>, 'counts'>,
  page: P,
  { shots }: Gallery,
) =>
  expect
    .poll(async () => (await figleaf.counts(page)).looked, { timeout: 60_000, intervals: [250] })
    .toBeGreaterThanOrEqual(Object.keys(shots).length);

/** Waits for every verdict and holds each against the model's own, run without a browser. */
export async function expectVerdicts<P extends Page | Screen>(
  figleaf: Looking<P>,
  page: P,
  gallery: Gallery,
): Promise<void> {
  const { shots, explicit, ordinary } = gallery;
  await lookedAtAll(figleaf, page, gallery);
  let seen: Record<string, Look> = {};
  await expect
    .poll(
      async () => {
        seen = await looks(page, shots);
        return Object.values(seen).filter((look) => look !== 'shown' && look !== 'masked').length;
      },
      { timeout: 60_000, message: 'pictures without a verdict' },
    )
    .toBe(0);
  expect(explicit.filter((url) => seen[url] === 'shown')).toEqual([]);
  const coveredOnes = ordinary.filter((url) => seen[url] === 'masked');
  expect(coveredOnes.length, 'ordinary pictures covered').toBeLessThan(ordinary.length / 4);
  const models = await modelsByPicture(figleaf);
  for (const url of coveredOnes) {
    const shot = shots[url];
    // Which model that was may change under way, where it is chosen automatically.
    const own = shot && (await modelsOwnVerdict(shot, models.get(sha256(shot.bytes)) ?? ''));
    expect(own, `${url} is covered`).toMatchObject({ cover: true });
  }
}

/** The model that looked at each picture last. */
async function modelsByPicture(
  figleaf: Pick<Looking<never>, 'ask'>,
): Promise<ReadonlyMap<string, string>> {
  const journal = await figleaf.ask('engine', 'engine.journal', null);
  return new Map(journal.map(({ sha256: picture, model }) => [picture, model]));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
