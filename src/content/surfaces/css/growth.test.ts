import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Growth } from './growth.ts';

let page: EventTarget & { hidden: boolean };
const turn = (hidden: boolean): void => {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks once a second while the page can be seen, and never while it cannot', () => {
  const check = vi.fn();
  const growth = new Growth(check);
  vi.advanceTimersByTime(3_000);
  expect(check).toHaveBeenCalledTimes(3);
  turn(true);
  expect(vi.getTimerCount()).toBe(0);
  turn(false);
  expect(check).toHaveBeenCalledTimes(4);
  turn(false);
  vi.advanceTimersByTime(1_000);
  expect(check).toHaveBeenCalledTimes(6);
  growth.stop();
  turn(false);
  expect([check.mock.calls.length, vi.getTimerCount()]).toEqual([6, 0]);
});

test('a page that opens in the background is not asked until it is seen', () => {
  page.hidden = true;
  const check = vi.fn();
  const growth = new Growth(check);
  expect(vi.getTimerCount()).toBe(0);
  turn(false);
  expect([check.mock.calls.length, vi.getTimerCount()]).toEqual([1, 1]);
  growth.stop();
});
