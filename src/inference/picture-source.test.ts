import { expect, it, vi } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';

const bytes = new Uint8Array(await encode(ordinary(1, 4).draw(64)));
const asked = vi.hoisted(() => vi.fn());
vi.mock('./fetch-picture.ts', () => ({ fetchPicture: asked }));
const { pictureFrom } = await import('./picture-source.ts');

it('asks once for the same picture at a time, but apart for private windows', async () => {
  asked.mockImplementation(async () => bytes);
  const source = { by: 'url', url: 'https://b.example/p', referrer: '' } as const;
  const open = { top: 'https://a.example/', isPrivate: false };
  const hidden = { ...open, isPrivate: true };
  const viewers = [open, hidden, open, hidden];
  await Promise.all(viewers.map((viewer) => pictureFrom(source, 64, 64, viewer)));
  expect(asked.mock.calls.map(([, , viewer]) => viewer)).toEqual([open, hidden]);
});
