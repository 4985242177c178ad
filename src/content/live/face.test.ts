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
    fc.property(states, fc.boolean(), (state, had) => faceOf(state, true, had) === 'poster'),
  );
});

test('where there was a frame, nothing that happens makes it nothing to see', () => {
  fc.assert(fc.property(states, (state) => faceOf(state, false, true) !== 'nothing'));
});

test('frames are what shows as soon as there is one', () => {
  fc.assert(
    fc.property(states, fc.boolean(), (state, had) => {
      const frame = state.readyState >= DATA && state.videoWidth > 0;
      expect(faceOf(state, false, had) === 'frames').toBe(frame);
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
  ['of which the size is known', { readyState: METADATA, videoWidth: 320 }, 'soon'],
] as const)('a video %s', (_, change, face) => {
  expect(faceOf({ ...idle, ...change }, false, false)).toBe(face);
});
