import { beforeEach, expect, test, vi } from 'vitest';
import { PRIORITY } from '../../shared/messages.ts';
import type { Page } from '../surfaces/surface.ts';
import { Ahead } from './ahead.ts';
import { GLANCE_MS } from './glances.ts';
import type { Moving } from './moving.ts';
import { canvasOf } from './test-canvas.ts';
import { VideoEntry } from './video-entry.ts';

/* A film of two scenes, frame by frame, and an engine that answers when it is told to. */

const FRAME_MS = 16;
const SIDE = 64;

/** What the film shows now: the value that its pixels are near to. */
let scene = 0;
let frame: (() => void) | null = null;
/** Times at which the engine was asked. */
let asked: number[] = [];
let out: Moving | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'OffscreenCanvas',
    canvasOf(() => scene),
  );
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal('Document', class {});
  vi.stubGlobal('ShadowRoot', class {});
  vi.stubGlobal('document', { hidden: false });
  // The longest wait that chance gives between two looks.
  vi.spyOn(Math, 'random').mockReturnValue(1);
  scene = 100;
  frame = null;
  asked = [];
  out = null;
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  };
});

const asking = {
  askNext(subject: Moving) {
    asked.push(performance.now());
    subject.phase = 'out';
    out = subject;
  },
  abandon(subject: Moving) {
    subject.phase = 'waiting';
  },
};
const page = {
  asking,
  viewport: { of: () => ({ priority: PRIORITY.onScreen, width: SIDE, height: SIDE }) },
  port: { clones: true },
} as unknown as Page;

const videoOf = (more: object = {}): HTMLVideoElement =>
  ({
    src: 'film',
    currentSrc: 'film',
    srcObject: null,
    poster: '',
    readyState: 4,
    videoWidth: SIDE,
    videoHeight: SIDE,
    paused: false,
    ended: false,
    seeking: false,
    currentTime: 0,
    isConnected: true,
    getRootNode: () => null,
    played: { length: 1 },
    requestVideoFrameCallback(call: () => void) {
      frame = call;
    },
    ...more,
  }) as unknown as HTMLVideoElement;

/** @returns one that plays a film which was just found to be clear */
function play(): { pass: (ms: number) => void } {
  const video = videoOf();
  const entry = new VideoEntry(page, video, () => undefined);
  entry.update(video, 'playing');
  answer(false);
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += FRAME_MS) {
      vi.advanceTimersByTime(FRAME_MS);
      const call = frame;
      frame = null;
      call?.();
    }
  };
  return { pass };
}

function answer(cover: boolean): void {
  if (!out) throw new Error('nobody asked');
  out.phase = 'done';
  const verdict = cover ? ({ cover, reason: 'explicit' } as const) : ({ cover } as const);
  out.answered({ id: out.id, verdict, mosaic: null });
  out = null;
}

test('a cut is looked at without waiting for the next turn', () => {
  const { pass } = play();
  expect(asked).toHaveLength(1);
  pass(320);
  expect(asked).toHaveLength(1);
  scene = 200;
  const cutAt = performance.now();
  pass(GLANCE_MS + 2 * FRAME_MS);
  expect(asked).toHaveLength(2);
  expect((asked[1] ?? 0) - cutAt).toBeLessThanOrEqual(GLANCE_MS + FRAME_MS);
});

test('within a scene the next look comes when it is due, and no sooner', () => {
  const { pass } = play();
  for (let moved = 0; moved < 40; moved++) {
    scene = 100 + (moved % 10);
    pass(FRAME_MS);
  }
  expect(asked).toHaveLength(1);
  pass(100);
  expect(asked).toHaveLength(2);
});

test('what is covered gets no glances: nobody sees its cuts', () => {
  const { pass } = play();
  scene = 101;
  pass(720);
  expect(asked).toHaveLength(2);
  answer(true);
  const before = performance.now();
  scene = 200;
  pass(720);
  expect(asked).toHaveLength(3);
  expect((asked[2] ?? 0) - before).toBeGreaterThan(500);
});

test('cut upon cut asks for four looks a second at the most', () => {
  const { pass } = play();
  for (let cut = 0; cut < 40; cut++) {
    scene = cut % 2 === 0 ? 200 : 100;
    pass(80);
    if (out) answer(false);
  }
  expect(asked.length).toBeGreaterThan(6);
  expect(asked.length).toBeLessThanOrEqual(1 + (40 * 80) / 250);
});

test('shown standing still, it is covered when it plays until what comes next is known', () => {
  const isAwaited = vi.spyOn(Ahead.prototype, 'isAwaited').mockReturnValue(true);
  const video = videoOf({ paused: true });
  const entry = new VideoEntry(page, video, () => undefined);
  entry.update(video, 'loadeddata');
  answer(false);
  expect(entry.verdict(video, 'cover')).toEqual({ cover: false });
  entry.isShown = true;
  Object.assign(video, { paused: false });
  entry.update(video, 'play');
  expect(entry.verdict(video, 'cover')).toBeNull();
  isAwaited.mockReturnValue(false);
  expect(entry.verdict(video, 'cover')).toEqual({ cover: false });
  // What goes ahead may fall behind while it plays, and is not waited for then.
  isAwaited.mockReturnValue(true);
  expect(entry.verdict(video, 'cover')).toEqual({ cover: false });
});
