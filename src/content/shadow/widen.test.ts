import { expect, test } from 'vitest';
import { widened } from './widen.ts';

test.each([
  ['img:empty', 'img:empty, ::slotted(img:empty), :host(img:empty)'],
  [
    'a, img[x="1,2 3"]:not([y], [z])',
    'a, ::slotted(a), :host(a), ' +
      'img[x="1,2 3"]:not([y], [z]), ::slotted(img[x="1,2 3"]:not([y], [z])), ' +
      ':host(img[x="1,2 3"]:not([y], [z]))',
  ],
  ['b::before', 'b::before, ::slotted(b)::before, :host(b)::before'],
  ['::before', '::before'],
  ['picture > img', 'picture > img'],
  ['a b', 'a b'],
  [
    ':where(:root:not([x])) :not([y])::before, :where(:root:not([x])) img',
    ':not([y])::before, ::slotted(:not([y]))::before, :host(:not([y]))::before, ' +
      'img, ::slotted(img), :host(img)',
  ],
  [':where(a b)', ':where(a b), ::slotted(:where(a b)), :host(:where(a b))'],
])('%s', (selector, expected) => {
  expect(widened(selector)).toBe(expected);
});
