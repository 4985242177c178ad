import { type BenchmarkOptions, serveBenchmarkGallery } from '../demo/benchmark-gallery.ts';
import { random, SEED, type Shot, shotOf } from './pictures.ts';

/** A page of pictures at addresses of its own, and what should be seen of each. */
export interface Gallery {
  url: string;
  shots: Record<string, Shot>;
  explicit: string[];
  ordinary: string[];
  close(): Promise<void>;
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
    close: gallery.close,
  };
}
