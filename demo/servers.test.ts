import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badPaths, hugeSide } from './bad-pictures.ts';
import { type BenchmarkGallery, serveBenchmarkGallery } from './benchmark-gallery.ts';
import { decode } from './draw/encode.ts';
import { forms, type Gallery, serveGallery } from './gallery.ts';

/** Node's fetch has no site and no cache: it shows what the servers say. */
const read = async (url: string) => {
  const answer = await fetch(url);
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
};

describe('the demo gallery', () => {
  let gallery: Gallery;
  let html = '';
  beforeAll(async () => {
    gallery = await serveGallery();
    html = (await read(`${gallery.origin}/`)).bytes.toString();
  });
  afterAll(() => gallery.close());

  it('holds two ordinary pictures and a pattern in every form', () => {
    expect(gallery.items).toHaveLength(24);
    for (const form of forms) {
      const kinds = gallery.items.filter((item) => item.form === form).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(['ordinary', 'ordinary', 'pattern']);
    }
    expect(new Set(gallery.items.map(({ id }) => id)).size).toBe(24);
  });

  it('has each picture on its page', () => {
    expect(html).toContain('<title>Figleaf demo gallery</title>');
    for (const { id, name } of gallery.items) {
      expect(html).toContain(`id="${id}"`);
      expect(html).toContain(name);
    }
  });

  it('serves every picture the page names, to be cached, from two sites', async () => {
    const paths = [...html.matchAll(/(?:http:\/\/[\d.:]+)?\/p[0-9a-f]{6}-\d+-\w+/g)].map(
      ([path]) => new URL(path, gallery.origin).href,
    );
    // One each, but none for data:, three for srcset and two for picture.
    expect(new Set(paths).size).toBe(24 - 3 + 3 * 2 + 3);
    expect(paths.filter((url) => url.startsWith(gallery.crossOrigin))).toHaveLength(3);
    for (const url of new Set(paths)) {
      const { status, headers, bytes } = await read(url);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
      expect(headers.has('access-control-allow-origin')).toBe(false);
      expect((await decode(bytes)).width).toBeGreaterThanOrEqual(160);
      expect(gallery.requests.get(url)).toBe(1);
    }
  });

  it('names no other machine', () => {
    const hosts = [...html.matchAll(/https?:\/\/([\w.]+)/g)].map(([, host]) => host);
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']));
  });
});

describe('the benchmark gallery', () => {
  let gallery: BenchmarkGallery;
  beforeAll(async () => {
    gallery = await serveBenchmarkGallery({ seed: 5, crossOrigin: true });
  });
  afterAll(() => gallery.close());

  it('holds 12 patterns among 60 distinct pictures of 320 pixels', async () => {
    expect(gallery.pictures).toHaveLength(60);
    expect(gallery.pictures.filter(({ kind }) => kind === 'pattern')).toHaveLength(12);
    expect(new Set(gallery.pictures.map(({ bytes }) => bytes.toString('base64'))).size).toBe(60);
    for (const { bytes } of gallery.pictures)
      expect(await decode(bytes)).toMatchObject({ width: 320, height: 320 });
  });

  it('tells kinds in Node only, and counts what was asked for', async () => {
    const html = (await read(gallery.url)).bytes.toString();
    expect(html).not.toMatch(/pattern|ordinary/);
    expect(new URL(gallery.pictureOrigin).hostname).toBe('127.0.0.1');
    for (const { url, kind, bytes } of gallery.pictures) {
      expect(html).toContain(`src="${url}"`);
      expect(gallery.kindOf(url)).toBe(kind);
      expect((await read(url)).bytes.equals(bytes)).toBe(true);
      expect(gallery.requests.get(url)).toBe(1);
    }
    expect(gallery.kindOf(gallery.url)).toBeUndefined();
  });

  it('puts the patterns elsewhere from another seed, and is quick the second time', async () => {
    const places = ({ pictures }: BenchmarkGallery) => pictures.map(({ kind }) => kind).join();
    const same = await serveBenchmarkGallery({ seed: 5 });
    const other = await serveBenchmarkGallery({ seed: 6, count: 30 });
    expect(places(same)).toBe(places(gallery));
    expect(same.pictureOrigin).toBe(same.origin);
    expect(places(gallery).startsWith(places(other))).toBe(false);
    await Promise.all([same.close(), other.close()]);
  });

  it('has its hostile parts where asked', async () => {
    const html = async (options: Parameters<typeof serveBenchmarkGallery>[0]) => {
      const hosts = await serveBenchmarkGallery({ seed: 5, ...options });
      const { bytes } = await read(hosts.url);
      await hosts.close();
      return ['filter:none!important', 'MutationObserver'].map((part) => bytes.includes(part));
    };
    expect(await html({})).toEqual([false, false]);
    expect(await html({ hostile: true })).toEqual([true, true]);
    expect(await html({ hostileStyle: true })).toEqual([true, false]);
    expect(await html({ strippingScript: true })).toEqual([false, true]);
  });

  it('has no more patterns than were found', async () => {
    await expect(serveBenchmarkGallery({ count: 900, explicit: 800 })).rejects.toThrow(RangeError);
  });

  describe('bad pictures', () => {
    const bad = (path: string) => read(gallery.origin + path);

    it('are all on a page', async () => {
      const html = (await bad('/bad/')).bytes.toString();
      for (const path of badPaths) expect(html).toContain(`src="${path}"`);
    });

    it('are missing, empty, cut short or no pictures', async () => {
      expect((await bad('/bad/404')).status).toBe(404);
      const empty = await bad('/bad/empty');
      expect([empty.bytes.length, empty.headers.get('content-type')]).toEqual([0, 'image/jpeg']);
      const short = await bad('/bad/truncated.jpg');
      expect(short.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
      await expect(decode(short.bytes)).rejects.toThrow();
      const html = await bad('/bad/html-as-jpeg');
      expect(html.headers.get('content-type')).toBe('image/jpeg');
      expect(html.bytes.toString()).toContain('<!doctype html>');
    });

    it('can be huge in few bytes', async () => {
      const { bytes } = await bad('/bad/huge.png');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([hugeSide, hugeSide]);
      expect(bytes.subarray(-8, -4).toString()).toBe('IEND');
      expect(bytes.length).toBeLessThan(500_000);
    });

    it('can have no end', async () => {
      const answer = await fetch(`${gallery.origin}/bad/endless`);
      const reader = answer.body?.getReader();
      expect((await reader?.read())?.done).toBe(false);
      expect((await reader?.read())?.done).toBe(false);
      await reader?.cancel();
    });
  });
});
