import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFixed, MOST_TURNS, usedRuleFor } from './used-pin.ts';

it.each(['https://a.test/b.png', '/b.png', '//a.test/b.png', 'data:image/png;base64,AA=='])(
  '%s is the same everywhere',
  (written) => {
    expect(isFixed(written)).toBe(true);
    expect(usedRuleFor({ used: written, shown: true, turn: 1 })).toContain(`[href="${written}"]`);
  },
);

it.each(['b.png', '../b.png', '#b', '', ' /b.png', 'blob:https://a.test/b', 7, null])(
  '%s is none',
  (written) => expect(usedRuleFor({ used: written as string, shown: true, turn: 1 })).toBeNull(),
);

it.each([0, -1, 1.5, MOST_TURNS + 1, Number.NaN, '1}', null])('%s is no turn', (turn) => {
  expect(usedRuleFor({ used: '/b.png', shown: true, turn: turn as number })).toBeNull();
});

it('lets no address out of its string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (rest, shown) => {
      const rule = usedRuleFor({ used: `/${rest}`, shown, turn: 7 });
      expect(rule).not.toMatch(/[\n\r\f\0]/);
      // Nothing but the frame is left once the strings are gone.
      expect(rule?.replace(/"(\\[\s\S]|[^"\\])*"/g, '')).toBe(
        'use:is([href]:not([href^=]),:not([href])[*|href],[data-figleaf^=]){orphans:7!important}' +
          '@container figleaf-file (not style(--figleaf: 0)) or style(--figleaf: 0)' +
          '{image:is([href=],:not([href])[*|href=]):not(:root *)' +
          `{visibility:${shown ? 'inherit' : 'hidden'}!important}}`,
      );
    }),
  );
});
