import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('../shared/ask.ts', () => ({ ask: async () => ({ rule: 1 }) }));
// As in Firefox, where one engine serves all windows.
vi.mock('./traces.chrome.ts', () => import('./traces.firefox.ts'));
const { fetchPicture } = await import('./fetch-picture.ts');

const URL_OF_IT = 'https://pictures.a.example/p';
const TOP = 'https://a.example/';

/** A site that refuses every way, and how it was asked. */
const asked = vi.fn(async (_url: string, _init: RequestInit) => new Response('', { status: 403 }));
const ways = () => asked.mock.calls.map(([, { cache, credentials }]) => [cache, credentials]);

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal('fetch', asked);
});

describe('a picture that the engine asks for itself', () => {
  it('comes from the cache if it can, and with cookies only in the end', async () => {
    await expect(fetchPicture(URL_OF_IT, TOP, { top: TOP, isPrivate: false })).rejects.toThrow();
    expect(ways()).toEqual([
      ['force-cache', 'omit'],
      ['no-cache', 'omit'],
      ['no-cache', 'include'],
    ]);
  });

  it('leaves no trace of a private window: past the cache, and never with cookies', async () => {
    await expect(fetchPicture(URL_OF_IT, TOP, { top: TOP, isPrivate: true })).rejects.toThrow();
    expect(ways()).toEqual([
      ['no-store', 'omit'],
      ['no-store', 'omit'],
    ]);
  });

  it('is not one of many in one answer, however the answer begins', async () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff);
    const headers = { 'content-type': 'Multipart/x-mixed-replace; boundary=part' };
    asked.mockResolvedValueOnce(new Response(jpeg, { headers }));
    const picture = fetchPicture(URL_OF_IT, TOP, { top: TOP, isPrivate: false });
    await expect(picture).rejects.toThrow('many pictures in one answer');
    expect(asked).toHaveBeenCalledOnce();
  });
});

describe('the engine of private windows alone', () => {
  it('leaves no traces elsewhere', async () => {
    const { leavesTraces } =
      await vi.importActual<typeof import('./traces.chrome.ts')>('./traces.chrome.ts');
    expect(leavesTraces(true)).toBe(false);
  });
});
