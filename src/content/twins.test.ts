import { beforeEach, expect, it, vi } from 'vitest';

let reports = 0;
let byPage = false;
let inMemory = false;
const noteStream = vi.fn();
vi.mock('./reports.ts', () => ({ reportsOf: () => reports, noteStream }));
vi.mock('./answering-worker.ts', () => ({ isAnsweredByPage: () => byPage }));

/** Loads when it is told to. */
class FakeImage extends EventTarget {
  crossOrigin: string | null = null;
  src = '';
  get complete(): boolean {
    return inMemory;
  }
}
vi.stubGlobal('Image', FakeImage);
const KeptRef = WeakRef;

const URL_OF_IT = 'https://a.example/a';
let twins: typeof import('./twins.ts');
beforeEach(async () => {
  vi.resetModules();
  reports = 1;
  byPage = false;
  inMemory = false;
  noteStream.mockClear();
  twins = await import('./twins.ts');
});

const load = ({ image }: { image: EventTarget }) => image.dispatchEvent(new Event('load'));

it('is one for all who ask for an address in the same way', () => {
  const twin = twins.twinOf(URL_OF_IT, null);
  expect(twin.image.src).toBe(URL_OF_IT);
  expect(twins.twinOf(URL_OF_IT, null)).toBe(twin);
  const other = twins.twinOf(URL_OF_IT, 'anonymous');
  expect(other).not.toBe(twin);
  expect(other.image.crossOrigin).toBe('anonymous');
});

it('is outdated once the address was loaded after it, and then another is made', () => {
  const twin = twins.twinOf(URL_OF_IT, null);
  // Its own load, perhaps.
  reports = 2;
  expect(twin.isOutdated).toBe(false);
  load(twin);
  expect(twin.isOutdated).toBe(false);
  expect(twins.twinOf(URL_OF_IT, null)).toBe(twin);
  reports = 3;
  expect(twin.isOutdated).toBe(true);
  expect(twins.twinOf(URL_OF_IT, null)).not.toBe(twin);
});

it('gives up an address that is another picture time and again', () => {
  for (let i = 0; i < 100; i++) {
    load(twins.twinOf(URL_OF_IT, null));
    reports++;
  }
  expect(noteStream).not.toHaveBeenCalled();
  load(twins.twinOf(URL_OF_IT, null));
  expect(noteStream).toHaveBeenCalledWith(URL_OF_IT);
});

it('says nothing of an address whose twin nobody held any more', () => {
  vi.stubGlobal(
    'WeakRef',
    class {
      deref = () => undefined;
    },
  );
  for (let i = 0; i < 150; i++) load(twins.twinOf(URL_OF_IT, null));
  expect(noteStream).not.toHaveBeenCalled();
  vi.stubGlobal('WeakRef', KeptRef);
});

it('is nobody else’s where the address is the picture itself', () => {
  expect(twins.twinOf('data:,', null)).not.toBe(twins.twinOf('data:,', null));
});

it.each<[string, boolean, boolean, number, boolean]>([
  ['by a worker, after what shows it', true, false, 1, true],
  ['by a worker, for both at once', true, false, 0, false],
  ['by a worker, and kept', true, true, 1, false],
  ['by the network', false, false, 1, false],
])('answered %s, it is alone or not', (_, page, kept, before, alone) => {
  byPage = page;
  inMemory = kept;
  reports = before;
  expect(twins.twinOf(URL_OF_IT, null).isAlone).toBe(alone);
});
