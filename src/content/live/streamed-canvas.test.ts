import { beforeEach, expect, test, vi } from 'vitest';
import { PRIORITY } from '../../shared/messages.ts';
import type { Page } from '../surfaces/surface.ts';
import { MARGIN } from './ahead.ts';
import type { Moving } from './moving.ts';
import { StreamedCanvas } from './streamed-canvas.ts';
import { canvasOf } from './test-canvas.ts';

/* A canvas of one scene after another, and an engine that answers when it is told to. */

const SIDE = 64;
/** What is on the canvas: the value that its pixels are near to. */
let scene = 0;
let out: Moving | null = null;
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'OffscreenCanvas',
    canvasOf(() => scene),
  );
  scene = 0;
  out = null;
  asked = 0;
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

const page = {
  asking: {
    askNext(subject: Moving) {
      asked++;
      subject.phase = 'out';
      out = subject;
    },
    abandon(subject: Moving) {
      subject.phase = 'waiting';
    },
  },
  viewport: { of: () => ({ priority: PRIORITY.onScreen }) },
  port: { clones: true },
} as unknown as Page;

function open() {
  const canvas = { width: SIDE, height: SIDE } as HTMLCanvasElement;
  const changed = vi.fn();
  const streamed = new StreamedCanvas(page, canvas, {} as HTMLVideoElement, changed);
  const draw = async (shown: number): Promise<void> => {
    scene = shown;
    streamed.drawn();
    await Promise.resolve();
  };
  return { streamed, draw, changed };
}

function answer(cover: boolean): void {
  if (!out) throw new Error('nobody asked');
  const subject = out;
  out = null;
  subject.phase = 'done';
  const verdict = cover ? ({ cover, reason: 'explicit' } as const) : ({ cover } as const);
  subject.answered({ id: subject.id, verdict, mosaic: null });
}

test('nobody knows of another scene until it was judged; of one that goes on, nobody asks again', async () => {
  const { streamed, draw, changed } = open();
  expect(streamed.verdict).toEqual({ cover: false });
  await draw(100);
  expect(streamed.verdict).toBeNull();
  expect(changed).toHaveBeenCalledOnce();
  answer(false);
  expect(streamed.verdict).toEqual({ cover: false });
  for (const noise of [101, 104, 98]) await draw(noise);
  expect(asked).toBe(1);
  await draw(180);
  expect(streamed.verdict).toBeNull();
});

test('a turn is told of in one look, however much is drawn in it', async () => {
  const { streamed, draw } = open();
  scene = 50;
  streamed.drawn();
  await draw(100);
  expect(asked).toBe(1);
});

test('what is to be covered is, until the last of it has arrived', async () => {
  const { streamed, draw, changed } = open();
  await draw(100);
  answer(true);
  expect(streamed.verdict).toMatchObject({ cover: true, reason: 'explicit' });
  vi.advanceTimersByTime(10_000);
  expect(streamed.verdict).toMatchObject({ cover: true });
  await draw(200);
  expect(streamed.verdict).toMatchObject({ cover: true });
  answer(false);
  expect(streamed.verdict).toMatchObject({ cover: true });
  changed.mockClear();
  vi.advanceTimersByTime(MARGIN * 1000 + 1);
  expect(streamed.verdict).toEqual({ cover: false });
  expect(changed).toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a scene that came while another was judged is judged next, and what came back is not', async () => {
  const { streamed, draw } = open();
  await draw(100);
  await draw(200);
  answer(false);
  expect(streamed.verdict).toBeNull();
  answer(true);
  expect(streamed.verdict).toMatchObject({ cover: true });
  streamed.forget();
  asked = 0;
  await draw(100);
  await draw(200);
  await draw(100);
  answer(false);
  expect(streamed.verdict).toEqual({ cover: false });
  expect(asked).toBe(1);
});

test('scene upon scene is shown in the end, and covered again for what is explicit', async () => {
  const { streamed, draw } = open();
  for (let cut = 0; cut < 6; cut++) {
    await draw(cut % 2 === 0 ? 100 : 200);
    await draw(cut % 2 === 0 ? 200 : 100);
    answer(false);
  }
  expect(streamed.verdict).toEqual({ cover: false });
  await draw(100);
  answer(true);
  expect(streamed.verdict).toMatchObject({ cover: true });
});

test('a failure covers nothing by itself, and leaves nothing waiting', async () => {
  const { streamed, draw } = open();
  await draw(100);
  const subject = out as Moving | null;
  if (!subject) throw new Error('nobody asked');
  subject.phase = 'done';
  subject.answered({ id: subject.id, verdict: { cover: true, reason: 'failed' }, mosaic: null });
  expect(streamed.verdict).toEqual({ cover: false });
});
