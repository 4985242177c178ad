import { beforeEach, describe, expect, it, vi } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import type { Arrival, Arriving } from '../inference/arriving.ts';
import { sizeOf } from '../inference/decode.ts';
import { eventually } from '../shared/test-eventually.ts';

/** What the browser gives for one request, and what came out of it. */
class Filter {
  readonly out: Uint8Array[] = [];
  status = 'transferringdata';
  ondata?: (event: { data: ArrayBuffer }) => void;
  onstop?: () => void;
  onerror?: () => void;

  write(data: ArrayBuffer | Uint8Array): void {
    if (this.status === 'failed') throw new Error('failed');
    this.out.push(new Uint8Array(data));
  }
  close(): void {
    if (this.status === 'failed') throw new Error('failed');
    this.status = 'closed';
  }
  disconnect(): void {
    this.status = 'disconnected';
  }
  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.out));
  }
}

const made = vi.hoisted((): { filter: unknown } => ({ filter: null }));
vi.mock('webextension-polyfill', () => ({
  default: { webRequest: { filterResponseData: () => made.filter } },
}));

const { HeldResponse } = await import('./held-response.firefox.ts');
type As = import('./held-response.firefox.ts').Coming['as'];
const { Held } = await import('./held.ts');

const picture = new Uint8Array(await encode(ordinary(1, 1).draw(64)));
const viewer = { tabId: 1, frameId: 0, top: 'https://a.example/', isPrivate: false };
const MOST_HELD = 256 * 1024 * 1024;
const COVERED: Arrival = { cover: true, reason: 'explicit' };

const begins = vi.fn();

let filter: Filter;
beforeEach(() => {
  begins.mockClear();
  filter = new Filter();
  made.filter = filter;
});

function held(judge: () => Promise<Arrival>, { watched = true, as = 'picture' as As } = {}) {
  const judged = vi.fn(judge);
  const arriving = { colour: '#d8cbb3', isWatched: () => watched, begins, judge: judged };
  const engine = Promise.resolve({ arriving: arriving as unknown as Arriving });
  new HeldResponse('1', { url: 'https://a.example/p', viewer, as }, engine);
  return judged;
}

/** The browser tells of nothing more that comes once a filter has let go. */
const send = (bytes: Uint8Array) => {
  if (filter.status !== 'transferringdata') return;
  filter.ondata?.({ data: new Uint8Array(bytes).buffer });
};
const ended = () => eventually(() => expect(filter.status).not.toBe('transferringdata'));

describe('a held response', () => {
  it.each([
    ['looked at', {}],
    ['of a page where nothing is', { watched: false }],
    ['no picture', { as: 'unsaid' as const }],
  ])('tells of what begins before any of it passes: %s', async (_, how) => {
    let told = 0;
    const passes = () => {
      told = begins.mock.calls.length;
    };
    filter.write = passes;
    const disconnect = filter.disconnect.bind(filter);
    filter.disconnect = () => {
      passes();
      disconnect();
    };
    held(async () => ({ cover: false }), how);
    await eventually(() => expect(begins).toHaveBeenCalledWith('https://a.example/p', viewer));
    send(Uint8Array.of(1, 2, 3));
    filter.onstop?.();
    await ended();
    expect(told).toBe(1);
  });

  it('gives nothing until the verdict, and then what came', async () => {
    let say: (said: Arrival) => void = () => undefined;
    const judged = held(() => new Promise((resolve) => (say = resolve)));
    send(picture.subarray(0, 100));
    send(picture.subarray(100));
    filter.onstop?.();
    await eventually(() => expect(judged).toHaveBeenCalled());
    expect(filter.out).toEqual([]);
    say({ cover: false });
    await ended();
    expect(filter.bytes).toEqual(picture);
    expect(filter.status).toBe('closed');
  });

  it.each<[string, () => Promise<Arrival>]>([
    ['a verdict that covers', () => Promise.resolve(COVERED)],
    ['a failure', () => Promise.reject(new Error('no engine'))],
  ])('gives a blank of the same size on %s', async (_, judge) => {
    held(judge);
    send(picture);
    filter.onstop?.();
    await ended();
    expect(sizeOf(filter.bytes)).toEqual({ width: 64, height: 64, type: 'png' });
    expect(filter.status).toBe('closed');
  });

  it('gives as it came what did not say that it is a picture, and is none', async () => {
    held(() => Promise.resolve('no picture'), { as: 'unsaid' });
    send(picture);
    filter.onstop?.();
    await ended();
    expect(filter.bytes).toEqual(picture);
  });

  it('gives nothing of what is shown as a picture and is none', async () => {
    held(() => Promise.resolve('no picture'));
    send(picture);
    filter.onstop?.();
    await ended();
    expect(filter.out).toEqual([]);
    expect(filter.status).toBe('closed');
  });

  it.each<As>(['picture', 'unsaid'])(
    'lets go on a site that is off, without waiting for an end: %s',
    async (as) => {
      filter.status = 'uninitialized';
      filter.disconnect = () => {
        if (filter.status === 'uninitialized') throw new Error('not begun');
        filter.status = 'disconnected';
      };
      const judged = held(() => Promise.resolve(COVERED), { watched: false, as });
      await eventually(() => expect(begins).toHaveBeenCalled());
      expect(filter.status).toBe('uninitialized');
      filter.status = 'transferringdata';
      send(picture.subarray(0, 40));
      expect(filter.status).toBe('disconnected');
      expect(filter.bytes).toEqual(picture.subarray(0, 40));
      expect(judged).not.toHaveBeenCalled();
    },
  );

  it('lets go on a site that is off of what came before that was known', async () => {
    held(() => Promise.resolve(COVERED), { watched: false });
    send(picture.subarray(0, 40));
    expect(filter.out).toEqual([]);
    await eventually(() => expect(filter.status).toBe('disconnected'));
    expect(filter.bytes).toEqual(picture.subarray(0, 40));
  });

  it.each<[string, Uint8Array]>([
    ['after another', picture],
    ['alone', new Uint8Array()],
  ])('covers a part where a page would find it: %s', async (_, before) => {
    const head = Buffer.from('\r\n--part\r\n\r\n');
    held(() => Promise.resolve({ cover: true, reason: 'failed' }));
    send(new Uint8Array(Buffer.concat([before, head, picture])));
    filter.onstop?.();
    await ended();
    const given = Buffer.from(filter.bytes);
    expect(given.includes(Buffer.from(picture.subarray(100)))).toBe(false);
    const at = given.indexOf(head);
    expect(at === 0).toBe(before.length === 0);
    const blank = { width: 64, height: 64, type: 'png' };
    expect(sizeOf(given.subarray(at + head.length))).toEqual(blank);
    if (at > 0) expect(sizeOf(given)).toEqual(blank);
  });

  it('lets go at once of what cannot be a picture', () => {
    const judged = held(() => Promise.resolve(COVERED), { as: 'unsaid or page' });
    send(new TextEncoder().encode('<!doctype html>'));
    expect(filter.status).toBe('disconnected');
    expect(new TextDecoder().decode(filter.bytes)).toBe('<!doctype html>');
    expect(judged).not.toHaveBeenCalled();
  });

  it.each<[string, Uint8Array[]]>([
    ['turns out to be one', [picture]],
    ['comes in small pieces', [picture.slice(0, 2), picture.slice(2, 3), picture.slice(3)]],
    [
      'a reader of headers gives up on',
      [picture.slice(0, 2), Uint8Array.of(255, 255), picture.slice(2)],
    ],
  ])('holds what %s', async (_, parts) => {
    held(() => Promise.resolve(COVERED), { as: 'unsaid' });
    for (const part of parts) send(part);
    expect(filter.out).toEqual([]);
    filter.onstop?.();
    await ended();
    expect(sizeOf(filter.bytes)?.type).toBe('png');
  });

  it('gives all of what turns out to be none a little later', async () => {
    held(() => Promise.resolve(COVERED), { as: 'unsaid' });
    for (const part of ['GI', 'rl meets', ' boy']) send(new TextEncoder().encode(part));
    expect(filter.status).toBe('disconnected');
    expect(new TextDecoder().decode(filter.bytes)).toMatch(/^Girl meets/i);
  });

  it('ends with a blank what is larger than may be held', async () => {
    const judged = held(() => Promise.resolve({ cover: false }));
    const part = new Uint8Array(16 * 1024 * 1024);
    part.set(picture);
    for (let i = 0; i < 5; i++) send(part);
    await ended();
    expect(sizeOf(filter.bytes)).toMatchObject({ width: 1, height: 1, type: 'png' });
    expect(judged).not.toHaveBeenCalled();
  });

  it.each([
    ['its verdict', false],
    ['the end of a request that is gone meanwhile', true],
  ])('counts among all that is held until %s, and no longer', async (_, gone) => {
    let say: (said: Arrival) => void = () => undefined;
    const judged = held(() => new Promise((resolve) => (say = resolve)));
    const others = new Held(MOST_HELD);
    const left = MOST_HELD - picture.length;
    expect(others.add(new ArrayBuffer(left))).toBe(true);
    send(picture);
    filter.onstop?.();
    await eventually(() => expect(judged).toHaveBeenCalled());
    const more = new Held(MOST_HELD);
    expect(more.add(new ArrayBuffer(1))).toBe(false);
    if (gone) {
      filter.status = 'failed';
      filter.onerror?.();
    }
    say({ cover: false });
    // Given back once: there is room for just as much.
    await eventually(() => expect(more.add(new ArrayBuffer(picture.length))).toBe(true));
    expect(new Held(MOST_HELD).add(new ArrayBuffer(1))).toBe(false);
    others.drop();
    more.drop();
  });

  it('gives nothing to a request that is gone, before its verdict or after', async () => {
    let dropped: AbortSignal | undefined;
    const engine = Promise.resolve({
      arriving: {
        isWatched: () => true,
        begins: () => undefined,
        colour: '#fff',
        judge: async (...args: Parameters<Arriving['judge']>) => {
          dropped = args[3];
          filter.status = 'failed';
          filter.onerror?.();
          return COVERED;
        },
      } as unknown as Arriving,
    });
    new HeldResponse('1', { url: 'https://a.example/p', viewer, as: 'picture' }, engine);
    send(picture);
    filter.onstop?.();
    await eventually(() => expect(dropped?.aborted).toBe(true));
    expect(filter.out).toEqual([]);
  });
});
