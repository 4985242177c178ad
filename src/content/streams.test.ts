import { beforeEach, expect, it, vi } from 'vitest';

/** Loads that were reported and not yet taken, and what each waits to be told by. */
let reported: { name: string; responseEnd: number }[] = [];
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
let streams: typeof import('./streams.ts');
let watching: { stop(): void };

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('PerformanceObserver', Observer);
  reported = [];
  told.mockClear();
  streams = await import('./streams.ts');
  watching = streams.watchStreams(told);
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
  expect(streams.isStream('https://a.example/stream#part')).toBe(true);
  expect(streams.isStream('https://a.example/picture')).toBe(false);
});

it('waits for nobody to be told: what is asked about was reported before', async () => {
  reported = [{ name: 'https://a.example/stream', responseEnd: 0 }];
  expect(streams.isStream('https://a.example/stream')).toBe(true);
  expect(told).not.toHaveBeenCalled();
  await null;
  expect(told.mock.calls).toEqual([['https://a.example/stream']]);
});

it('also hears of what had loaded before it came', () => {
  expect(observed).toHaveBeenCalledWith({ type: 'resource', buffered: true });
});

it('takes the word of who read the address', async () => {
  streams.noteStream('blob:https://a.example/1');
  expect(streams.isStream('blob:https://a.example/1')).toBe(true);
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
