import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LabelAsked } from '../shared/messages.ts';

const { asked, ask, embedding } = vi.hoisted(() => ({
  asked: [] as LabelAsked[],
  ask: vi.fn<(name: string, body: LabelAsked) => Promise<boolean | null>>(),
  embedding: vi.fn<() => { x: number; y: number } | null>(),
}));
vi.mock('../shared/ask.ts', () => ({ ask }));
vi.mock('./embedding.ts', () => ({ embedding }));

const { Sight } = await import('./sight.firefox.ts');

type Entries = { target: object; intersectionRatio: number }[];
let tellWithin: (entries: Entries) => void = () => undefined;
let answers: (boolean | null)[] = [];
let changed = 0;
let aimed = true;

/** A button, as far as it is asked here. */
const control = () =>
  ({
    textContent: 'Reveal',
    style: { background: '', color: '' },
    hasAttribute: () => false,
    matches: (selector: string) => selector.includes(':hover') && aimed,
    getBoundingClientRect: () => ({ x: 6, y: 7, width: 150, height: 23 }),
  }) as unknown as HTMLButtonElement;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  [answers, changed, aimed] = [[], 0, true];
  embedding.mockReturnValue({ x: 100, y: 200 });
  ask.mockImplementation(async (_, body) => {
    asked.push(body);
    return answers.length > 0 ? (answers.shift() ?? null) : true;
  });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: typeof tellWithin) {
        tellWithin = tell;
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call, 16));
  vi.stubGlobal('window', { top: { scrollX: 1000, scrollY: 2000 } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched(ratio = 1) {
  const sight = new Sight(() => changed++);
  const button = control();
  sight.watch(button);
  tellWithin([{ target: button, intersectionRatio: ratio }]);
  return { sight, button };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('knows nothing of a label before anybody looked, and never is it sight', () => {
  const { sight, button } = watched();
  expect(sight.of(button)).toBeNull();
  expect(sight.of(control())).toBe(false);
});

it('is in sight from the second look on: the first has nothing to go by', async () => {
  answers = [null, true];
  const { sight, button } = watched();
  sight.look(button);
  await pass(20);
  expect(asked).toHaveLength(1);
  expect(sight.of(button)).toBeNull();
  await pass(200);
  expect(sight.of(button)).toBe(true);
  expect(changed).toBe(1);
});

it('asks of its place in the whole page, in the colours it has then, others each time', async () => {
  const { sight, button } = watched();
  sight.look(button);
  await pass(1000);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked[0]?.place).toEqual({ x: 1106, y: 2207, width: 150, height: 23 });
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  for (let i = 1; i < asked.length; i++) {
    expect(asked[i]?.colours.back).not.toEqual(asked[i - 1]?.colours.back);
  }
  expect(button.style.background).toMatch(/^rgb/);
});

it('is not in sight as soon as one look says so, and starts anew after that', async () => {
  const { sight, button } = watched();
  sight.look(button);
  await pass(1000);
  expect(sight.of(button)).toBe(true);
  const before = changed;
  answers = [false];
  await pass(160);
  expect(changed).toBeGreaterThan(before);
});

it('is not in sight where nobody could look', async () => {
  ask.mockRejectedValue(new Error('nobody answered'));
  const { sight, button } = watched();
  sight.look(button);
  await pass(300);
  expect(sight.of(button)).toBe(false);
});

it('is not in sight, and not looked at, where a part of it is cut off or its place unknown', async () => {
  const cut = watched(0.9);
  cut.sight.look(cut.button);
  embedding.mockReturnValue(null);
  const framed = watched();
  framed.sight.look(framed.button);
  await pass(300);
  expect(cut.sight.of(cut.button)).toBe(false);
  expect(framed.sight.of(framed.button)).toBe(false);
  expect(asked).toEqual([]);
});

it('what was in sight is no more once looks are late', async () => {
  const { sight, button } = watched();
  sight.look(button);
  await pass(1000);
  ask.mockReturnValue(new Promise(() => undefined));
  await pass(700);
  expect(sight.of(button)).toBeNull();
});

it('looks only at what is aimed at, and gives its own colours back after that', async () => {
  const { sight, button } = watched();
  aimed = false;
  sight.look(button);
  await pass(500);
  expect(asked).toEqual([]);
  aimed = true;
  sight.look(button);
  await pass(500);
  aimed = false;
  await pass(500);
  const { length } = asked;
  await pass(500);
  expect(asked).toHaveLength(length);
  expect(button.style.background).toBe('');
  expect(sight.of(button)).toBeNull();
});

it('looks at what was pressed though nothing hovers, and not for ever', async () => {
  const { sight, button } = watched();
  aimed = false;
  sight.look(button, true);
  await pass(1000);
  expect(sight.of(button)).toBe(true);
  await pass(10_000);
  const { length } = asked;
  await pass(2000);
  expect(asked).toHaveLength(length);
});

it('looks no more at what is not watched', async () => {
  const { sight, button } = watched();
  sight.look(button);
  await pass(300);
  sight.unwatch(button);
  await pass(300);
  const { length } = asked;
  await pass(1000);
  expect(asked).toHaveLength(length);
  expect(button.style.color).toBe('');
  expect(sight.of(button)).toBe(false);
});
