import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { PRIORITY } from '../../shared/messages.ts';
import type { Page } from '../surfaces/surface.ts';
import { Ahead, ENOUGH, MARGIN, PATIENCE_MS } from './ahead.ts';
import type { Moving } from './moving.ts';

/* A film whose scenes are told by the minute, players that play it, and an engine that takes its time. */

const FRAME_MS = 10;
const SIDE = 64;
const VERDICT_MS = 80;
/** Milliseconds that a verdict takes. */
let verdictMs = VERDICT_MS;
const ADDRESS = 'https://films.test/film.webm';

interface Scene {
  readonly from: number;
  readonly explicit: boolean;
}
let film: readonly Scene[] = [];
let duration = 30;
/** Seconds by which a frame is drawn later than its time. */
let lag = 0;

/** What both players are. */
class Player {
  muted = false;
  preload = '';
  crossOrigin: string | null = null;
  src = '';
  srcObject: unknown = null;
  mediaKeys: unknown = null;
  error: unknown = null;
  readyState = 4;
  videoWidth = SIDE;
  videoHeight = SIDE;
  seeking = false;
  paused = true;
  ended = false;
  playbackRate = 1;
  duration = duration;
  seekable = { length: 1, end: () => duration };
  #time = 0;

  get currentSrc(): string {
    return this.src;
  }
  get currentTime(): number {
    return this.#time;
  }
  set currentTime(time: number) {
    this.#time = time;
    this.ended = false;
  }
  async play(): Promise<void> {
    this.paused = false;
  }
  pause(): void {
    this.paused = true;
  }
  load(): void {}
  removeAttribute(): void {
    this.src = '';
  }
  pass(seconds: number): void {
    if (this.paused || this.ended) return;
    this.#time = Math.min(this.duration, this.#time + seconds * this.playbackRate);
    this.ended = this.#time === this.duration;
  }
}

const sceneAt = (time: number): number =>
  Math.max(
    0,
    film.findLastIndex(({ from }) => from <= time),
  );

class Canvas {
  #drawn = 0;
  readonly #pixels: number;
  constructor(width: number, height: number) {
    this.#pixels = width * height;
  }
  getContext() {
    return {
      fillRect() {},
      drawImage: (player: Player) => {
        this.#drawn = sceneAt(player.currentTime - (player.paused ? 0 : lag));
      },
      getImageData: () => ({ data: pixels(this.#pixels, this.#drawn) }),
    };
  }
}

const drawn = new Map<string, Uint8ClampedArray>();
/** Not of one colour, and like no other scene; its number is in the first of them. */
function pixels(count: number, scene: number): Uint8ClampedArray<ArrayBuffer> {
  const key = `${count} ${scene}`;
  const known =
    drawn.get(key) ??
    Uint8ClampedArray.from({ length: count * 4 }, (_, i) =>
      i === 0 ? scene : (scene % 2) * 90 + 60 + (i % 7),
    );
  drawn.set(key, known);
  return new Uint8ClampedArray(known);
}

let second: Player[] = [];
let asked = 0;
let opened: Ahead[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2, HAVE_ENOUGH_DATA: 4 });
  vi.stubGlobal('document', {
    createElementNS: () => {
      const player = new Player();
      second.push(player);
      return player;
    },
  });
  film = [{ from: 0, explicit: false }];
  duration = 30;
  lag = 0;
  verdictMs = VERDICT_MS;
  second = [];
  asked = 0;
  return () => {
    for (const ahead of opened) ahead.forget();
    opened = [];
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

const asking = {
  askNext(subject: Moving) {
    asked++;
    subject.phase = 'out';
    const { last } = subject;
    setTimeout(() => {
      if (subject.phase !== 'out' || subject.last !== last) return;
      subject.phase = 'done';
      const cover = film[last?.rgba[0] ?? 0]?.explicit === true;
      const verdict = cover ? ({ cover, reason: 'explicit' } as const) : ({ cover } as const);
      subject.answered({ id: subject.id, verdict, mosaic: null });
    }, verdictMs);
  },
  abandon(subject: Moving) {
    subject.phase = 'waiting';
  },
};
const page = {
  asking,
  viewport: { of: () => ({ priority: PRIORITY.onScreen }) },
  port: { clones: true },
} as unknown as Page;

function open() {
  const player = new Player();
  player.src = ADDRESS;
  const video = player as unknown as HTMLVideoElement;
  let changes = 0;
  const ahead = new Ahead(page, video, () => {
    changes++;
  });
  opened.push(ahead);
  /** Lets both play, and calls `each` after every frame. */
  const pass = (ms: number, each: () => void = () => undefined): void => {
    for (let passed = 0; passed < ms; passed += FRAME_MS) {
      player.pass(FRAME_MS / 1000);
      for (const other of second) other.pass(FRAME_MS / 1000);
      vi.advanceTimersByTime(FRAME_MS);
      ahead.follow(video, true, false);
      each();
    }
  };
  return { player, video, ahead, pass, changes: () => changes };
}

test('what turns explicit is covered before it is shown, wherever the cut is', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 8, noNaN: true }),
      fc.double({ min: 0.5, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 0.1, noNaN: true }),
      (cut, length, late) => {
        film = [
          { from: 0, explicit: false },
          { from: cut, explicit: true },
          { from: cut + length, explicit: false },
        ];
        lag = late;
        const { player, video, ahead, pass } = open();
        void player.play();
        pass((cut + length + 3) * 1000, () => {
          const { currentTime } = player;
          const isCovered = ahead.verdict(video)?.cover === true;
          if (currentTime >= cut && currentTime <= cut + length) expect(isCovered).toBe(true);
          // Nor is much of an ordinary scene hidden with it.
          if (currentTime < cut - 1 || currentTime > cut + length + 1)
            expect(isCovered).toBe(false);
        });
        ahead.forget();
        second = [];
      },
    ),
    { numRuns: 25 },
  );
});

test('it is told in time of what is to be covered, and of the end of it', () => {
  film = [
    { from: 0, explicit: false },
    { from: 4, explicit: true },
    { from: 6, explicit: false },
  ];
  const { player, video, ahead, pass, changes } = open();
  void player.play();
  const told: { at: number; covered: boolean }[] = [];
  let before = 0;
  pass(9000, () => {
    if (changes() === before) return;
    before = changes();
    told.push({ at: player.currentTime, covered: ahead.verdict(video) !== null });
  });
  const covers = told.find(({ covered }) => covered);
  expect(covers?.at).toBeLessThan(4);
  expect(told.findLast(({ at }) => at > 6)?.covered).toBe(false);
});

test('what plays waits until enough is known, and goes on without where that takes too long', () => {
  const { player, video, ahead, pass } = open();
  void player.play();
  pass(FRAME_MS);
  expect(ahead.isAwaited(video)).toBe(true);
  pass(VERDICT_MS + (ENOUGH * 1000) / 2);
  expect(ahead.isAwaited(video)).toBe(false);

  const slow = open();
  void slow.player.play();
  slow.pass(FRAME_MS);
  for (const other of second) other.readyState = 0;
  slow.pass(PATIENCE_MS - 100);
  expect(slow.ahead.isAwaited(slow.video)).toBe(true);
  slow.pass(200);
  expect(slow.ahead.isAwaited(slow.video)).toBe(false);
});

test('two seconds ahead it rests, and goes on when less is known', () => {
  const { player, pass } = open();
  void player.play();
  pass(3000);
  expect(Math.max(...second.map(({ currentTime }) => currentTime))).toBeLessThan(6);
  pass(10_000);
  expect(second).toHaveLength(1);
  expect(second[0]?.currentTime).toBeGreaterThan(13.2);
  // A still scene is looked at twice a second of the film, and no more.
  expect(asked).toBeLessThan(35);
});

test('of what stands still only what is there already is looked at, and then nothing runs', () => {
  const still = open();
  still.player.readyState = 2;
  still.pass(1000);
  expect(second).toEqual([]);
  still.player.readyState = 4;
  still.pass(2000);
  expect(second).toHaveLength(1);
  expect(second[0]?.paused).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('after a step it begins anew there', () => {
  film = [
    { from: 0, explicit: false },
    { from: 21, explicit: true },
  ];
  const { player, video, ahead, pass } = open();
  void player.play();
  pass(2000);
  player.currentTime = 20;
  ahead.sought(video);
  expect(ahead.isAwaited(video)).toBe(true);
  pass(1500, () => {
    if (player.currentTime >= 21) expect(ahead.verdict(video)?.cover).toBe(true);
  });
  expect(player.currentTime).toBeGreaterThan(21 + MARGIN);
});

test('a loop is known after some turns, however short it is and slow the engine', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.25, max: 1.5, noNaN: true }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      fc.boolean(),
      fc.integer({ min: 20, max: 400 }),
      (length, at, turns, takes) => {
        duration = length;
        verdictMs = takes;
        film = [{ from: 0, explicit: false }];
        if (turns) film = [...film, { from: at * length, explicit: true }];
        for (const before of opened) before.forget();
        second = [];
        const { player, video, ahead, pass } = open();
        player.duration = length;
        void player.play();
        const loop = (): void => {
          if (!player.ended) return;
          player.currentTime = 0;
          ahead.sought(video);
        };
        pass(8000, loop);
        pass(1500, () => {
          loop();
          const { currentTime } = player;
          const isExplicit = turns && currentTime >= at * length && currentTime < length - 0.01;
          if (isExplicit) expect(ahead.verdict(video)?.cover).toBe(true);
          if (!turns) expect(ahead.verdict(video)).toBeNull();
          expect(ahead.isAwaited(video)).toBe(false);
        });
        if (!turns) expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});

test('what comes in its last moments is waited for, too, where nothing is known of them', () => {
  duration = 0.8;
  film = [
    { from: 0, explicit: false },
    { from: 0.4, explicit: true },
  ];
  const { player, video, ahead, pass } = open();
  void player.play();
  pass(FRAME_MS);
  for (const other of second) other.readyState = 0;
  pass(700);
  expect(player.currentTime).toBeGreaterThan(0.7);
  expect(ahead.isAwaited(video)).toBe(true);
});

test('pressed, one that stood still waits anew, and only where it must', () => {
  const { player, video, ahead, pass } = open();
  player.readyState = 4;
  pass(10);
  for (const other of second) other.readyState = 0;
  pass(PATIENCE_MS + 100);
  expect(ahead.isAwaited(video)).toBe(false);
  void player.play();
  ahead.begins(video);
  expect(ahead.isAwaited(video)).toBe(true);
  for (const other of second) other.readyState = 4;
  pass(VERDICT_MS + ENOUGH * 1000);
  player.pause();
  pass(500);
  void player.play();
  ahead.begins(video);
  expect(ahead.isAwaited(video)).toBe(false);
});

test('a short film that was seen to its end needs no second player any more', () => {
  duration = 2;
  const { player, video, ahead, pass } = open();
  void player.play();
  pass(1500);
  expect(second[0]?.src).toBe('');
  player.currentTime = 0;
  ahead.sought(video);
  pass(500);
  expect(second).toHaveLength(1);
  expect(ahead.isAwaited(video)).toBe(false);
});

test.each([
  ['a stream', (player: Player) => Object.assign(player, { srcObject: {} })],
  ['what was decrypted', (player: Player) => Object.assign(player, { mediaKeys: {} })],
  [
    'what a script feeds',
    (player: Player) => Object.assign(player, { src: 'blob:https://films.test/1' }),
  ],
  [
    'a server that gives no parts',
    (player: Player) => Object.assign(player, { seekable: { length: 1, end: () => 0 } }),
  ],
])('there is no second player for %s', (_, make) => {
  const { player, video, ahead, pass } = open();
  make(player);
  void player.play();
  pass(500);
  expect(second).toEqual([]);
  expect(ahead.isAwaited(video)).toBe(false);
});

test('one that does not play is given up, and nothing waits for it', () => {
  const { player, video, ahead, pass, changes } = open();
  void player.play();
  pass(FRAME_MS);
  for (const other of second) other.error = {};
  const before = changes();
  pass(100);
  expect(changes()).toBeGreaterThan(before);
  expect(ahead.isAwaited(video)).toBe(false);
  pass(500);
  expect(second).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('once nobody sees it, nothing runs, and its source is let go', () => {
  const { player, video, ahead, pass } = open();
  void player.play();
  pass(1000);
  ahead.follow(video, false, false);
  vi.advanceTimersByTime(VERDICT_MS);
  expect(vi.getTimerCount()).toBe(0);
  expect(second[0]?.src).toBe('');
  expect(second[0]?.paused).toBe(true);
});
