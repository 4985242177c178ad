import { contentTypes, type Encoding, encode } from './draw/encode.ts';
import { ordinary, scenes } from './draw/ordinary.ts';
import { drawPattern } from './draw/pattern.ts';
import { createRandom } from './draw/random.ts';
import { type Frame, galleryPage } from './gallery-page.ts';
import { patterns } from './patterns.ts';
import { type Host, image, page, serve } from './serve.ts';

export const forms = [
  'img',
  'picture',
  'srcset',
  'lazy',
  'late',
  'cross-origin',
  'data',
  'blob',
] as const;
/** The ways a page can hold a picture that the gallery shows. */
export type Form = (typeof forms)[number];

export interface GalleryItem {
  /** Of the `img` element on the page; does not tell the kind. */
  readonly id: string;
  readonly kind: 'ordinary' | 'pattern';
  readonly form: Form;
  readonly expected: 'shown' | 'covered';
  readonly name: string;
  /** A square picture of `size` pixels; 480 and JPEG unless told. */
  bytes(size?: number, encoding?: Encoding): Promise<Buffer>;
}

export interface Gallery {
  /** Where the page is. Another site than `crossOrigin`, which sends no CORS headers. */
  readonly origin: string;
  readonly crossOrigin: string;
  readonly items: readonly GalleryItem[];
  /** How often each whole URL was asked for. */
  readonly requests: Map<string, number>;
  close(): Promise<void>;
}

const pictured = [
  'Hills in the sun',
  'Sailing boats',
  'Butterfly',
  'House with a garden',
  'Bowl of fruit',
  'City skyline at dusk',
  'Snowy mountains over a lake',
  'Wild flowers',
  'Lighthouse',
  'Fish in the sea',
  'Bar chart',
  'Hot-air balloons',
  'Street map',
  'Bird on a branch',
  'Windmill and tulips',
  'Rocket among planets',
];

const seed = 1;

/** Every form holds two ordinary pictures and a pattern. */
export const galleryItems: readonly GalleryItem[] = arrange();

function arrange(): GalleryItem[] {
  const random = createRandom(seed);
  const id = () => `p${random.int(0x100000, 0xffffff).toString(16)}`;
  return forms.flatMap((form, row) => {
    const usual = pictured.slice(row * 2, row * 2 + 2).map((name): GalleryItem => {
      const index = scenes.findIndex((scene) => scene.name === name);
      if (index < 0) throw new Error(`no scene is called ${name}`);
      const { draw } = ordinary(seed, index);
      const bytes = (size = 480, as?: Encoding) => encode(draw(size), as);
      return { id: id(), kind: 'ordinary', form, expected: 'shown', name, bytes };
    });
    const pattern = patterns[row % patterns.length];
    if (pattern === undefined) throw new Error('no patterns: run demo/search.ts');
    const name = `Pattern ${row + 1}`;
    const bytes = (size = 480, as?: Encoding) => encode(drawPattern(pattern, size), as);
    const abstract: GalleryItem = {
      id: id(),
      kind: 'pattern',
      form,
      expected: 'covered',
      name,
      bytes,
    };
    return random.shuffle([...usual, abstract]);
  });
}

/** @param port of the page; any free one unless told */
export async function serveGallery({ port = 0 }: { port?: number } = {}): Promise<Gallery> {
  const requests = new Map<string, number>();
  const own = await serve('localhost', requests, port);
  const other = await serve('127.0.0.1', requests);
  const frames = await Promise.all(galleryItems.map((item) => hang(item, own, other)));
  own.routes.set('/', page(galleryPage(frames)));
  return {
    origin: own.origin,
    crossOrigin: other.origin,
    items: galleryItems,
    requests,
    close: async () => {
      await Promise.all([own.close(), other.close()]);
    },
  };
}

/** Puts the files of an item on their host. */
async function hang(item: GalleryItem, own: Host, other: Host): Promise<Frame> {
  const { id, form, name, kind } = item;
  const put = async (size: number, as: Encoding = 'jpeg', host = own) => {
    const bytes = await item.bytes(size, as);
    const path = `/${id}-${size}-${as}`;
    host.routes.set(path, image(bytes, contentTypes[as]));
    return host === own ? path : host.origin + path;
  };
  const frame = { id, form, name, kind };
  if (form === 'srcset')
    return {
      ...frame,
      srcset: await Promise.all(
        [160, 320, 640].map(async (size) => [size, await put(size)] as const),
      ),
      src: await put(320),
    };
  if (form === 'picture') return { ...frame, webp: await put(480, 'webp'), src: await put(480) };
  if (form === 'cross-origin') return { ...frame, src: await put(480, 'jpeg', other) };
  if (form === 'data') {
    const bytes = await item.bytes(320);
    return { ...frame, src: `data:image/jpeg;base64,${bytes.toString('base64')}` };
  }
  return { ...frame, src: await put(480, form === 'lazy' ? 'png' : 'jpeg') };
}
