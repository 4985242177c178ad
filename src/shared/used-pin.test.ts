import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFixed, usedRuleFor } from './used-pin.ts';

it.each(['https://a.test/b.png', '/b.png', '//a.test/b.png', 'data:image/png;base64,AA=='])(
  '%s is the same everywhere',
  (written) => {
    expect(isFixed(written)).toBe(true);
    expect(usedRuleFor({ used: written, shown: true })).toContain(`[href="${written}"]`);
  },
);

it.each(['b.png', '../b.png', '#b', '', ' /b.png', 'blob:https://a.test/b', 7, null])(
  '%s is none',
  (written) => expect(usedRuleFor({ used: written as string, shown: true })).toBeNull(),
);

it('lets no address out of its string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (rest, shown) => {
      const rule = usedRuleFor({ used: `/${rest}`, shown });
      expect(rule).not.toMatch(/[\n\r\f\0]/);
      // Nothing but the frame is left once the strings are gone.
      expect(rule?.replace(/"(\\[\s\S]|[^"\\])*"/g, '')).toBe(
        '@container figleaf-file (not style(--figleaf: 0)) or style(--figleaf: 0)' +
          '{image:is([href=],:not([href])[*|href=]):not(:root *)' +
          `{visibility:${shown ? 'inherit' : 'hidden'}!important}}`,
      );
    }),
  );
});
