import { describe, expect, it } from 'vitest';
import {
  attributesIn,
  isHeldEverywhere,
  pseudoIn,
  shifts,
  shiftsSilently,
  unnest,
} from './selectors.ts';

describe('selectors of a page', () => {
  it.each([
    ['.a::before', 'before'],
    ['.a:after', 'after'],
    ['.a::before::marker', 'before'],
    ['.a::file-selector-button:hover', 'file-selector-button'],
    ['.a::before-like', null],
    ['.before', null],
  ])('%s speaks of %s', (selector, part) => {
    expect(pseudoIn(selector)).toBe(part);
  });

  it.each([
    ['[data-x]', ['data-x']],
    ['a[ data-On = "[no]" i] > b[x|lang|="de"]', ['data-on', 'lang']],
    ['.a:not([aria-expanded="true"]):has([*|role])', ['aria-expanded', 'role']],
    ['.a[x\\:y]', ['x:y']],
    ['.a', []],
  ])('%s asks for %j', (selector, names) => {
    expect(attributesIn(selector)).toEqual(expect.arrayContaining(names));
    if (names.length === 0) expect(attributesIn(selector)).toEqual([]);
  });

  it.each([
    ['.a:hover > b', true],
    ['.a::before, .b::file-selector-button:hover', true],
    ['.a::first-letter', false],
    ['.a::before::marker', false],
    ['.a, input::-webkit-slider-thumb', false],
    [':is(.a)::part(b)', false],
    ['::slotted(b)', false],
  ])('%s is held before anything was found: %s', (selector, held) => {
    expect(isHeldEverywhere(selector)).toBe(held);
  });

  it('puts the rule around it into a nested one', () => {
    expect(unnest('& .b, &.c', '.a, i')).toBe(':is(.a, i) .b, :is(.a, i).c');
    expect(unnest('.b', null)).toBe('.b');
  });
});

it('what can come to be for another element with nobody telling is known', () => {
  const told = ['.a', 'a:hover', '.a .b', '.first-child', '[data-x="checked"]', 'a:target'];
  for (const selector of told) expect([selector, shifts(selector)]).toEqual([selector, false]);
  const places = ['a:empty', 'a:first-child', 'a:nth-child(2n)', 'a:has(b)', 'a + b', 'a ~ b'];
  for (const selector of places) {
    expect([selector, shifts(selector), shiftsSilently(selector)]).toEqual([selector, true, false]);
  }
  for (const selector of ['a:checked', ':open > a', 'a:user-invalid', 'a:disabled']) {
    expect([selector, shifts(selector), shiftsSilently(selector)]).toEqual([selector, true, true]);
  }
});
