import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeValue, ruleFor } from './css-pin.ts';

/** As browsers write an address into a computed value. */
const quoted = (text: string): string =>
  `url("${text.replace(/["\\]/g, '\\$&').replace(/[\n\r\f\0]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}")`;

describe('a value that may stand in a rule', () => {
  it.each([
    'none',
    'linear-gradient(rgba(0, 0, 0, 0.5) 10%, rgb(1, 2, 3))',
    'url("http://a.test/b.png?c=d&e={f};g#h")',
    'image-set(url("http://a.test/b.png") 1dppx type("image/png"))',
    'url("data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>")',
    '100% calc(12.5% + 1px)',
  ])('%s', (value) => expect(isSafeValue(value)).toBe(true));

  it.each([
    '',
    'none;color:red',
    'none}*{color:red',
    'url("a")!important',
    'url("a"',
    'url(a))',
    'url("a\n")',
    'url("a\\")',
    'none/**/',
    '@import "a"',
    '\\75 rl(a)',
    "url('a')",
    7,
    null,
  ])('but not %s', (value) => expect(isSafeValue(value)).toBe(false));

  it('takes whatever address a page has, and none gets out of its string', () => {
    fc.assert(
      fc.property(fc.string(), (address) => {
        const value = quoted(address);
        expect(isSafeValue(value)).toBe(true);
        const rule = ruleFor({ token: 'k1', part: '', values: { 'background-image': value } });
        expect(rule).toBe(`[data-figleaf-css="k1"]{background-image:${value}!important}`);
        // Nothing but the frame is left once the strings are gone.
        expect(rule?.replace(/"(\\[\s\S]|[^"\\])*"/g, '')).toBe(
          '[data-figleaf-css=]{background-image:url()!important}',
        );
      }),
    );
  });

  it('leaves no way out of its declaration', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ur"\\(){};!@/*,#a1 \n') }), (value) => {
        fc.pre(isSafeValue(value));
        // In the place of a string something stays: what stands on its two sides is never one thing.
        expect(value.replace(/"(\\[\s\S]|[^"\\\n])*"/g, ' ')).not.toMatch(/[;{}!@\\"]|\/\*/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a rule', () => {
  const values = { 'background-image': 'none' } as const;

  it('names its part', () => {
    expect(ruleFor({ token: 'kab1', part: 'before', values })).toBe(
      '[data-figleaf-css-before="kab1"]::before{background-image:none!important}',
    );
  });

  it('shows an image that `content` makes of the element, which is held by a view box', () => {
    const content = { content: 'url("https://x.test/")' } as const;
    const rule = (part: '' | 'before') => ruleFor({ token: 'kab1', part, values: content });
    expect(rule('')).toContain('object-view-box:none!important');
    expect(rule('before')).not.toContain('object-view-box');
  });

  it.each([
    { token: 'plain', part: '', values },
    { token: '?', part: '', values },
    { token: 'k"]{}', part: '', values },
    { token: 'k1', part: 'selection', values },
    { token: 'k1', part: '', values: { color: 'red' } },
    { token: 'k1', part: '', values: { 'background-image': 'none}' } },
  ])('is not made of %o', (pin) => {
    expect(ruleFor(pin as Parameters<typeof ruleFor>[0])).toBeNull();
  });
});
