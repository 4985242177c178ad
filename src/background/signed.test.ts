import { beforeEach, expect, test, vi } from 'vitest';

const { onChanged } = vi.hoisted(() => ({ onChanged: { addListener: vi.fn() } }));
vi.mock('webextension-polyfill', () => ({ default: { storage: { onChanged } } }));

/** A worker of ours as it starts: what it signs, and how often it hears of changes. */
async function worker() {
  vi.resetModules();
  const { listenForOthers, signed } = await import('./signed.ts');
  const heard = vi.fn(async () => undefined);
  listenForOthers('local', 'settings', heard);
  return { signed, heard };
}
/** As the browser tells every worker, the one that wrote it too. */
const store = (key: string, newValue: unknown, area = 'local') => {
  for (const [listener] of onChanged.addListener.mock.calls)
    listener({ [key]: { newValue } }, area);
};

beforeEach(() => onChanged.addListener.mockReset());

test('each worker hears of what the other wrote, and not of what it wrote itself', async () => {
  const [ordinary, hidden] = [await worker(), await worker()];
  store('settings', ordinary.signed({ version: 1 }));
  expect([ordinary.heard, hidden.heard].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  store('settings', hidden.signed({ version: 1 }));
  expect([ordinary.heard, hidden.heard].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test.each([undefined, null, {}, { by: 7 }])(
  'what nobody signed was written by another: %j',
  async (value) => {
    const { heard } = await worker();
    store('settings', value);
    expect(heard).toHaveBeenCalledTimes(1);
  },
);

test('what lies elsewhere, or under another name, is not heard of', async () => {
  const { heard } = await worker();
  store('backup', {});
  store('settings', {}, 'session');
  expect(heard).not.toHaveBeenCalled();
});
