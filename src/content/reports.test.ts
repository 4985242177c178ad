import { beforeEach, expect, it, vi } from 'vitest';

/** Loads that were reported and not yet taken, and what each waits to be told by. */
let reported: {
  name: string;
  responseEnd: number;
  initiatorType?: string;
  decodedBodySize?: number;
}[] = [];
let hear: (list: { getEntries(): typeof reported }) => void = () => undefined;
const observed = vi.fn();

class Observer {
  constructor(heard: typeof hear) {
    hear = heard;
  }
  observe = observed;
  disconnect = () => {
    hear = () => undefined;
  };
  takeRecords = () => reported.splice(0);
}

/** The browser gives what it has reported to who observes it. */
const deliver = () => hear({ getEntries: () => reported.splice(0) });

const told = vi.fn();
const again = vi.fn();
const heard = vi.fn();
let reports: typeof import('./reports.ts');
let watching: { stop(): void };

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('PerformanceObserver', Observer);
  reported = [];
  told.mockClear();
  again.mockClear();
  heard.mockClear();
  reports = await import('./reports.ts');
  watching = reports.watchReports({ streams: told, again, loaded: heard });
});

it('knows by a load without an end, and tells of it once', async () => {
  reported = [
    { name: 'https://a.example/stream', responseEnd: 0 },
    { name: 'https://a.example/picture', responseEnd: 12.5 },
    { name: 'https://a.example/stream', responseEnd: 0 },
  ];
  deliver();
  await null;
  expect(told.mock.calls).toEqual([['https://a.example/stream']]);
  expect(reports.isStream('https://a.example/stream#part')).toBe(true);
  expect(reports.isStream('https://a.example/picture')).toBe(false);
});

it('waits for nobody to be told: what is asked about was reported before', async () => {
  reported = [{ name: 'https://a.example/stream', responseEnd: 0 }];
  expect(reports.isStream('https://a.example/stream')).toBe(true);
  expect(told).not.toHaveBeenCalled();
  await null;
  expect(told.mock.calls).toEqual([['https://a.example/stream']]);
});

it('also hears of what had loaded before it came', () => {
  expect(observed).toHaveBeenCalledWith({ type: 'resource', buffered: true });
});

it('takes the word of who read the address', async () => {
  reports.noteStream('blob:https://a.example/1');
  expect(reports.isStream('blob:https://a.example/1')).toBe(true);
  await null;
  expect(told).toHaveBeenCalledOnce();
});

it('says nothing any more once it is stopped', async () => {
  watching.stop();
  reported = [{ name: 'https://a.example/stream', responseEnd: 0 }];
  deliver();
  await null;
  expect(told).not.toHaveBeenCalled();
});

/** Of a picture that came over the network, unless it says otherwise. */
const loaded = (name: string, how: object = {}) => ({
  name,
  responseEnd: 9,
  initiatorType: 'img',
  workerStart: 0,
  transferSize: 5300,
  encodedBodySize: 5000,
  ...how,
});
const A = 'https://a.example/a';

it('counts what an address was answered with, and tells of each but the first', async () => {
  reported = [loaded(A), loaded('https://a.example/b')];
  expect(reports.reportsOf(A)).toBe(1);
  reported = [loaded(`${A}#x`, { initiatorType: 'css' })];
  expect(reports.reportsOf(`${A}#y`)).toBe(2);
  await null;
  expect(again.mock.calls).toEqual([[A]]);
});

it.each([
  ['for a script', { initiatorType: 'fetch' }, 1],
  ['out of the cache', { transferSize: 0 }, 1],
  ['as what the cache has', { transferSize: 300 }, 1],
  ['by a worker of the page', { workerStart: 3, transferSize: 0 }, 2],
  ['by another site, which lets nobody know', { transferSize: 0, encodedBodySize: 0 }, 2],
])('of what came %s it takes account as it may show something else', (_, how, count) => {
  reported = [loaded(A), loaded(A, how)];
  expect(reports.reportsOf(A)).toBe(count);
});

it('knows of what was reported at all, however it came', () => {
  reported = [loaded(A, { initiatorType: 'fetch' })];
  expect(reports.isReported(A)).toBe(false);
  reported = [loaded(A, { transferSize: 0 })];
  expect(reports.isReported(`${A}#x`)).toBe(true);
  expect(reports.reportsOf(A)).toBe(0);
});

it('tells of each load that shows something, from wherever it came', async () => {
  reported = [
    { name: 'https://a.example/icons#a', initiatorType: 'other', responseEnd: 1 },
    { name: 'https://a.example/read', initiatorType: 'fetch', responseEnd: 1 },
  ];
  deliver();
  await null;
  expect(heard.mock.calls).toEqual([['https://a.example/icons']]);
});

it('knows how long the longest file of an address was, where the page may know', () => {
  const url = 'https://a.example/icon';
  const came = (decodedBodySize: number, initiatorType = 'img') => ({
    name: url,
    responseEnd: 1,
    initiatorType,
    decodedBodySize,
  });
  expect(reports.weightOf(url)).toBe(null);
  reported = [came(0)];
  expect(reports.weightOf(url)).toBe(null);
  reported = [came(300), came(900), came(5000, 'fetch'), came(40)];
  expect(reports.weightOf(`${url}#part`)).toBe(900);
});
