import { expect, test, vi } from 'vitest';
import { bundledCards } from '../../models/cards.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { MOST_BYTES } from '../shared/wire.ts';
import { tryPicture } from './try-picture.ts';
import { WorkerGone } from './worker-host.ts';
import type { WorkFailed, WorkTried } from './worker-protocol.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const [bundled] = bundledCards();
if (!bundled) throw new Error('no card');
const { card } = bundled;
const map = { width: 1, height: 1, logits: [1, 2, 3, 4, 5] };

/** A classifier that answers this, or dies of it. */
const answering = (result: WorkTried | WorkFailed | Error) => ({
  classifier: {
    try: vi.fn(async () => {
      if (result instanceof Error) throw result;
      return { card, result };
    }),
  },
  locator: { look: vi.fn() },
  detector: { isChosen: false, look: vi.fn() },
});

const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.4, score: 0.9 };

/** A GIF's header alone, which states 16 by 16 pixels. */
const gif = Uint8Array.from(
  [...'GIF89a'].map((letter) => letter.charCodeAt(0)).concat(16, 0, 16, 0),
);
const failed = { id: 0, why: 'no such picture' };

test('scores by category, the tiles, the map and the model’s own labels', async () => {
  const tiles = [
    [0.1, 0.2, 0.3, 0.4, 0],
    [0, 0, 0, 0.9, 0.1],
  ];
  const tried = await tryPicture(answering({ tiles, map }), gif, DEFAULT_SETTINGS);
  expect(tried).toMatchObject({
    is: 'judged',
    model: { id: card.id, name: card.name, labels: card.labels },
    tiles,
    map,
    boxes: null,
    scores: { byCategory: { explicit: 0.9, drawn: 0.2, suggestive: 0.1 } },
  });
});

test('the boxes of a detector, where there is one', async () => {
  const lookers = answering({ tiles: [[0, 0, 1, 0, 0]], map: null });
  const boxes = [{ ...box, category: 'nudity', unsafe: true, by: 'detector' } as const];
  lookers.detector.isChosen = true;
  lookers.detector.look.mockResolvedValue({ model: '', answers: [{ boxes, mosaic: null }], ms: 1 });
  expect(await tryPicture(lookers, gif, DEFAULT_SETTINGS)).toMatchObject({ is: 'judged', boxes });
  lookers.detector.look.mockResolvedValue({ model: '', answers: [failed], ms: 1 });
  expect(await tryPicture(lookers, gif, DEFAULT_SETTINGS)).toMatchObject({
    is: 'judged',
    boxes: null,
  });
});

test('bytes may come as base64', async () => {
  const lookers = answering({ tiles: [[0, 0, 1, 0, 0]], map: null });
  await tryPicture(lookers, { base64: Buffer.from(gif).toString('base64') }, DEFAULT_SETTINGS);
  expect(lookers.classifier.try).toHaveBeenCalledWith({ as: 'bytes', bytes: gif, moves: true });
});

test('what cannot be decoded is no picture, or a damaged one where it began as one', async () => {
  expect(await tryPicture(answering(failed), new Uint8Array([1, 2, 3]), DEFAULT_SETTINGS)).toEqual({
    is: 'refused',
    why: 'not-a-picture',
  });
  expect(await tryPicture(answering(failed), gif, DEFAULT_SETTINGS)).toEqual({
    is: 'refused',
    why: 'damaged',
  });
});

test('what is too large is not decoded', async () => {
  const lookers = answering({ tiles: [[0, 0, 1, 0, 0]], map: null });
  const vast = gif.slice();
  vast.fill(0xff, 6);
  for (const bytes of [vast, new Uint8Array(MOST_BYTES + 1)]) {
    expect(await tryPicture(lookers, bytes, DEFAULT_SETTINGS)).toEqual({
      is: 'refused',
      why: 'too-large',
    });
  }
  expect(lookers.classifier.try).not.toHaveBeenCalled();
});

test('a failure of the engine is not laid to the picture', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  const tried = await tryPicture(answering(new WorkerGone('crashed')), gif, DEFAULT_SETTINGS);
  expect(tried).toEqual({ is: 'refused', why: 'engine' });
});

test('without a detector the parts that the classifier sees, where parts are wanted', async () => {
  const lookers = answering({ tiles: [[0, 0, 1, 0, 0]], map: null });
  const boxes = [{ ...box, category: 'explicit', unsafe: true, by: 'map' } as const];
  lookers.locator.look.mockResolvedValue({ model: '', answers: [{ boxes, mosaic: null }], ms: 1 });
  const parts = { ...DEFAULT_SETTINGS, masked: 'boxes' } as const;
  expect(await tryPicture(lookers, gif, parts)).toMatchObject({ is: 'judged', boxes });
  expect(await tryPicture(lookers, gif, DEFAULT_SETTINGS)).toMatchObject({ boxes: null });
});
