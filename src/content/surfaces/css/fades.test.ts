import { expect, test } from 'vitest';
import { timingIn } from './fades.ts';

test.each([
  ['background-image 0.3s', 0.3, 0],
  ['0.3s', 0.3, 0],
  ['all 1s cubic-bezier(0.1, 0.7, 1, 0.1) 0.25s', 1, 0.25],
  ['opacity 5s, background 2s ease-in-out 1s', 2, 1],
  ['all 9s, background-image 1s linear -0.5s', 1, -0.5],
])('%s fades a background', (list, duration, delay) => {
  expect(timingIn(list)).toEqual({ duration, delay });
});

test.each([
  'opacity 0.3s',
  'all 1s, background-image 0s',
  'background-color 1s ease-out',
  'background-image 1s linear -2s',
])('%s fades none', (list) => {
  expect(timingIn(list)).toBeNull();
});
