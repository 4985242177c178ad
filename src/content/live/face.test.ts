import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faceOf, type VideoState } from './face.ts';

const [NOTHING, METADATA, DATA] = [0, 1, 2];
const [EMPTY, IDLE, LOADING, NO_SOURCE] = [0, 1, 2, 3];

const idle: VideoState = {
  readyState: NOTHING,
  networkState: IDLE,
  videoWidth: 0,
  paused: true,
  seeking: false,
  error: null,
  preload: 'metadata',
  autoplay: false,
};
const states: fc.Arbitrary<VideoState> = fc.record({
  readyState: fc.integer({ min: 0, max: 4 }),
  networkState: fc.integer({ min: 0, max: 3 }),
  videoWidth: fc.constantFrom(0, 320),
  paused: fc.boolean(),
  seeking: fc.boolean(),
  error: fc.constantFrom(null, {}),
  preload: fc.constantFrom('none', 'metadata', 'auto', ''),
  autoplay: fc.boolean(),
});

test('a poster is what shows while it does, whatever has loaded behind it', () => {
  fc.assert(
    fc.property(
      states,
      fc.boolean(),
      fc.boolean(),
      (state, had, failed) => faceOf(state, true, had, failed) === 'poster',
    ),
  );
});

test('where there was a frame, nothing that happens makes it nothing to see', () => {
  fc.assert(
    fc.property(
      states,
      fc.boolean(),
      (state, failed) => faceOf(state, false, true, failed) !== 'nothing',
    ),
  );
});

test('frames are what shows as soon as there is one', () => {
  fc.assert(
    fc.property(states, fc.boolean(), fc.boolean(), (state, had, failed) => {
      const frame = state.readyState >= DATA && state.videoWidth > 0;
      expect(faceOf(state, false, had, failed) === 'frames').toBe(frame);
    }),
  );
});

test.each([
  ['without any source', { networkState: EMPTY }, 'nothing'],
  ['that waits for a press', { preload: 'none' }, 'nothing'],
  ['that waits for none', { preload: 'none', autoplay: true }, 'soon'],
  ['that has come whole and was not read yet', {}, 'soon'],
  ['that loads', { networkState: LOADING }, 'soon'],
  ['that was told to play', { paused: false }, 'soon'],
  ['that seeks', { seeking: true }, 'soon'],
  ['that has only sound', { readyState: DATA, networkState: LOADING, paused: false }, 'nothing'],
  ['whose source is being chosen', { networkState: NO_SOURCE }, 'soon'],
  ['whose source failed', { networkState: NO_SOURCE, error: {} }, 'nothing'],
  ['that was to play and whose source failed', { paused: false, error: {} }, 'nothing'],
  ['of which the size is known', { readyState: METADATA, videoWidth: 320 }, 'soon'],
] as const)('a video %s', (_, change, face) => {
  expect(faceOf({ ...idle, ...change }, false, false, false)).toBe(face);
});

test.each([
  ['at once', {}],
  ['though it was told to play', { paused: false }],
])('one that has tried all its sources in vain shows nothing, %s', (_, change) => {
  const state = { ...idle, networkState: NO_SOURCE, ...change };
  expect(faceOf(state, false, false, true)).toBe('nothing');
});
