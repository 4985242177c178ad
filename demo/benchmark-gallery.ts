import { badAnswers } from './bad-pictures.ts';
import { benchmarkPage } from './benchmark-page.ts';
import { encode } from './draw/encode.ts';
import { ordinary } from './draw/ordinary.ts';
import { drawPattern, type Pattern } from './draw/pattern.ts';
import { createRandom, type Random } from './draw/random.ts';
import { patterns } from './patterns.ts';
import { image, page, serve } from './serve.ts';

export interface BenchmarkOptions {
  /** Decides pictures, places and URLs; 1 unless told. */
  seed?: number;
  /** Decides which ordinary pictures are drawn; the seed unless told. */
  drawings?: number;
  /** Pictures come from another site than the page, without CORS headers. */
  crossOrigin?: boolean;
  /** Both of the next two. */
  hostile?: boolean;
  /** The page's stylesheet undoes filters, visibility and opacity on everything. */
  hostileStyle?: boolean;
  /** The page's script takes away attributes and style elements that it did not put there. */
  strippingScript?: boolean;
  count?: number;
  /** How many of the count are patterns; RangeError where there are not so many. */
  explicit?: number;
}

export interface BenchmarkPicture {
  readonly url: string;
  readonly kind: 'ordinary' | 'pattern';
  readonly bytes: Buffer;
}

export interface BenchmarkGallery {
  readonly origin: string;
  /** The page. */
  readonly url: string;
  /** The origin of the pictures where they are another site's, else the page's. */
  readonly pictureOrigin: string;
  /** In the order of the page. */
  readonly pictures: readonly BenchmarkPicture[];
  /** Undefined for a URL that is none of the pictures'. */
  kindOf(url: string): BenchmarkPicture['kind'] | undefined;
  /** How often each whole URL was asked for. */
  readonly requests: Map<string, number>;
  close(): Promise<void>;
}

const side = 320;
const drawn = new Map<string, Promise<Buffer>>();

/** A page of many pictures of 320×320 pixels, some of them patterns, and `/bad/…` beside it. */
export async function serveBenchmarkGallery(
  options: BenchmarkOptions = {},
): Promise<BenchmarkGallery> {
  const { seed = 1, crossOrigin = false, hostile = false, count = 60, explicit = 12 } = options;
  const { drawings = seed } = options;
  const random = createRandom(seed);
  const chosen = choose(random, drawings, count, explicit);
  const requests = new Map<string, number>();
  const own = await serve('localhost', requests);
  const other = crossOrigin ? await serve('127.0.0.1', requests) : own;
  const pictures = await Promise.all(
    chosen.map(async ({ kind, path, draw }): Promise<BenchmarkPicture> => {
      const bytes = await draw();
      other.routes.set(path, image(bytes, 'image/jpeg'));
      return { kind, bytes, url: other.origin + path };
    }),
  );
  for (const [path, answer] of await badAnswers()) own.routes.set(path, answer);
  const html = benchmarkPage(
    pictures.map(({ url }) => (crossOrigin ? url : new URL(url).pathname)),
    {
      style: options.hostileStyle ?? hostile,
      script: options.strippingScript ?? hostile,
    },
  );
  own.routes.set('/', page(html));
  const kinds = new Map(pictures.map(({ url, kind }) => [url, kind]));
  return {
    origin: own.origin,
    url: `${own.origin}/`,
    pictureOrigin: other.origin,
    pictures,
    kindOf: (url) => kinds.get(url),
    requests,
    close: async () => {
      await Promise.all([...new Set([own, other])].map((host) => host.close()));
    },
  };
}

/** Which pictures, in what order, at what paths. */
function choose(random: Random, drawings: number, count: number, explicit: number) {
  if (explicit > Math.min(count, patterns.length))
    throw new RangeError(`${explicit} of ${count} from ${patterns.length} patterns`);
  const abstract = random
    .shuffle(patterns)
    .slice(0, explicit)
    .map((pattern) => ({ kind: 'pattern' as const, draw: () => drawPatternOnce(pattern) }));
  const usual = Array.from({ length: count - explicit }, (_, index) => ({
    kind: 'ordinary' as const,
    draw: () => once(`${drawings} ${index}`, () => encode(ordinary(drawings, index).draw(side))),
  }));
  const name = () => random.int(0, 0xffffffff).toString(16).padStart(8, '0');
  return random
    .shuffle([...abstract, ...usual])
    .map((picture) => ({ ...picture, path: `/${name()}${name()}` }));
}

const drawPatternOnce = (pattern: Pattern): Promise<Buffer> =>
  once(`${pattern.kind} ${pattern.seed}`, () => encode(drawPattern(pattern, side)));

/** Drawing is the slow part of starting, and seldom needed twice in a process. */
function once(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = drawn.get(key) ?? make();
  drawn.set(key, known);
  return known;
}
