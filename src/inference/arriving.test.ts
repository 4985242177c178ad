import { describe, expect, it, vi } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import type { Scores } from '../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { sha256 } from '../shared/sha256.ts';
import { Arrived } from './arrived.ts';
import { blankPng } from './blank-png.ts';
import { Corrections } from './corrections.ts';
import { Deciding } from './deciding.ts';
import { Keys } from './keys.ts';
import type { Looking, Outcome, WantedSight } from './looking.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { Arriving } = await import('./arriving.ts');

const picture = new Uint8Array(await encode(ordinary(1, 2).draw(64)));
const hash = await sha256(picture);
const viewer = { tabId: 3, frameId: 0, top: 'https://a.example/', isPrivate: false };
const keys = await Keys.from('ab'.repeat(32));

/** What a person had shown there. */
const REVEALED = 'https://b.example/p#figleaf-t1';

const scores = (explicit: number): Scores => ({ byCategory: { explicit }, nude: [] });

function arriving(outcome: Outcome | Error, all: number[] = []) {
  const look = vi.fn(async (_: WantedSight) => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  const corrections = new Corrections(keys, null, new Map());
  const able = { detects: () => false, findsSmallParts: () => false };
  const boot = { settings: DEFAULT_SETTINGS, pauses: { everywhere: null, sites: {} }, all };
  const deciding = new Deciding(boot, corrections, able);
  const arrived = new Arrived();
  const looking = { look } as unknown as Looking;
  const judging = new Arriving(
    looking,
    deciding,
    corrections,
    arrived,
    (_, url, picture) => url === REVEALED && picture === hash,
  );
  const judge = (bytes = picture, seenBy = viewer, url = 'https://b.example/p') =>
    judging.judge(url, bytes, seenBy, new AbortController().signal);
  return { look, judging, judge, arrived, corrections };
}

const seen = (explicit: number): Outcome => ({
  sight: { scores: scores(explicit), boxes: null, parts: null },
  mosaic: null,
  picture: hash,
});

describe('a picture on its way', () => {
  it('is decided as on a page, and known by its address from then on', async () => {
    const { judge, arrived } = arriving(seen(0.99));
    expect(await judge()).toMatchObject({ cover: true, reason: 'explicit' });
    expect(arrived.of('https://b.example/p', viewer)?.bytes).toBe(picture);
    expect(await arriving(seen(0)).judge()).toEqual({ cover: false });
  });

  it('is covered when nobody can look', async () => {
    expect(await arriving({ failed: 'no' }).judge()).toEqual({ cover: true, reason: 'failed' });
    expect(await arriving(new Error('no')).judge()).toEqual({ cover: true, reason: 'failed' });
  });

  it('is covered without a look where the person covered everything', async () => {
    const { judge, look, judging } = arriving(seen(0), [viewer.tabId]);
    expect(judging.isWatched(viewer)).toBe(true);
    expect(await judge()).toEqual({ cover: true, reason: 'hand' });
    expect(look).not.toHaveBeenCalled();
  });

  it('is known to be replaced from then on, until the page gets it', async () => {
    const { judge, arrived } = arriving(seen(0.99));
    const replaced = () => arrived.wasReplaced('https://b.example/p', viewer);
    expect(replaced()).toBe(false);
    await judge();
    expect(replaced()).toBe(true);
    // Asked for once more beside it: what the page got first is still there.
    expect(await judge(picture, viewer, REVEALED)).toEqual({ cover: false });
    expect(replaced()).toBe(true);
    arrived.noteReplaced('https://b.example/p', viewer, false);
    expect(replaced()).toBe(false);
  });

  it('passes for a person who had it shown, just this one and just there', async () => {
    const { judge, look } = arriving(seen(0.99));
    expect(await judge(picture, viewer, REVEALED)).toEqual({ cover: false });
    expect(look).not.toHaveBeenCalled();
    const another = new Uint8Array(await encode(ordinary(1, 3).draw(64)));
    expect(await judge(another, viewer, REVEALED)).toMatchObject({ cover: true });
    expect(await judge(picture, viewer, `${REVEALED}2`)).toMatchObject({ cover: true });
  });

  it('is what the person once said of it', async () => {
    const { judge, corrections } = arriving(seen(0.99));
    await corrections.set(hash, 'show');
    expect(await judge()).toEqual({ cover: false });
  });

  it('is looked at for its site, apart from what private windows show', async () => {
    const { judge, look } = arriving(seen(0));
    await judge();
    await judge(picture, { ...viewer, isPrivate: true });
    expect(look.mock.calls.map(([wanted]) => [wanted.site, wanted.isPrivate])).toEqual([
      ['a.example', false],
      ['private a.example', true],
    ]);
  });

  it('is not let by for the size that an SVG says it has', async () => {
    const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    // Nothing here can draw one: a failure, and so covered.
    expect(await arriving(seen(0)).judge(new TextEncoder().encode(dot))).toMatchObject({
      cover: true,
    });
  });

  it('is covered, and not looked at, where another may come after it', async () => {
    const both = Buffer.concat([picture, Buffer.from('\r\n--part\r\n\r\n'), picture]);
    const { judge, look } = arriving(seen(0));
    expect(await judge(new Uint8Array(both))).toEqual({ cover: true, reason: 'failed' });
    const dot = await blankPng(1, 1, '#fff');
    const afterDot = new Uint8Array(Buffer.concat([dot, Buffer.from('\n\n'), picture]));
    expect(await judge(afterDot)).toEqual({ cover: true, reason: 'failed' });
    expect(look).not.toHaveBeenCalled();
  });

  it.each([
    [true, { cover: true, reason: 'failed' }],
    [false, 'no picture'],
  ])('is an SVG that states no size where the browser shows one: %s', async (shows, said) => {
    const decode = async () => {
      if (!shows) throw new DOMException('no', 'EncodingError');
    };
    vi.stubGlobal(
      'Image',
      class {
        decode = decode;
      },
    );
    vi.stubGlobal(
      'FileReader',
      class {
        result = 'data:,';
        onload = () => undefined;
        readAsDataURL = () => queueMicrotask(() => this.onload());
      },
    );
    const svg = `<!-- ${'x'.repeat(2000)} --><svg xmlns="http://www.w3.org/2000/svg"/>`;
    // Nothing here can draw what it shows.
    expect(await arriving(seen(0)).judge(new TextEncoder().encode(svg))).toEqual(said);
    vi.unstubAllGlobals();
  });

  it('is let by when there is nothing to see, or it is none', async () => {
    const { judge, look } = arriving(seen(0.99));
    expect(await judge(await blankPng(1, 1, '#fff'))).toEqual({ cover: false });
    expect(await judge(new TextEncoder().encode('not found'))).toBe('no picture');
    expect(await judge(new Uint8Array())).toBe('no picture');
    expect(look).not.toHaveBeenCalled();
  });
});
