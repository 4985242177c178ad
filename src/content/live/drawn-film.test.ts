import { beforeEach, expect, test, vi } from 'vitest';
import type { Page } from '../surfaces/surface.ts';
import { DrawnFilm } from './drawn-film.ts';

/** What goes ahead of the film, as ahead.test.ts has it tested. */
const ahead = vi.hoisted(() => ({
  verdict: vi.fn(() => ({ cover: true, reason: 'explicit' })),
  isAwaited: vi.fn(() => true),
  follow: vi.fn(),
  sought: vi.fn(),
  forget: vi.fn(),
}));
vi.mock('./ahead.ts', () => ({
  Ahead: class {
    verdict = ahead.verdict;
    isAwaited = ahead.isAwaited;
    follow = ahead.follow;
    sought = ahead.sought;
    forget = ahead.forget;
  },
}));

class Film extends EventTarget {
  paused = false;
  ended = false;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  return () => vi.useRealTimers();
});

function open() {
  const film = new Film();
  const video = film as unknown as HTMLVideoElement;
  const drawn = new DrawnFilm({} as Page, video, {} as HTMLCanvasElement, () => undefined);
  drawn.follow(true, false);
  return { film, drawn, followed: () => ahead.follow.mock.lastCall?.[1] };
}

test('it covers for what the film shows next while that is drawn', () => {
  const { film, drawn, followed } = open();
  expect(drawn.verdict).toMatchObject({ cover: true });
  expect(drawn.isAwaited).toBe(true);
  expect(followed()).toBe(true);
  film.paused = true;
  film.dispatchEvent(new Event('pause'));
  expect([drawn.verdict, drawn.isAwaited, followed()]).toEqual([null, false, false]);
});

test('what nobody tells of any more is drawn no more', () => {
  const { film, drawn, followed } = open();
  vi.advanceTimersByTime(1500);
  drawn.told();
  vi.advanceTimersByTime(1500);
  expect(drawn.verdict).not.toBeNull();
  vi.advanceTimersByTime(1000);
  film.dispatchEvent(new Event('timeupdate'));
  expect([drawn.verdict, followed()]).toEqual([null, false]);
});

test('a step sought anew, another source is another film, and in the end nobody listens', () => {
  const { film, drawn } = open();
  film.dispatchEvent(new Event('seeking'));
  expect(ahead.sought).toHaveBeenCalledOnce();
  film.dispatchEvent(new Event('emptied'));
  expect(ahead.forget).toHaveBeenCalledOnce();
  drawn.stop();
  ahead.follow.mockClear();
  film.dispatchEvent(new Event('playing'));
  expect(ahead.follow).not.toHaveBeenCalled();
});
