import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Timeline } from './timeline.ts';

const seconds = fc.double({ min: 0, max: 36_000, noNaN: true });

test('only what was seen clear, and last seen so, counts as clear', () => {
  fc.assert(
    fc.property(seconds, fc.array(fc.boolean(), { minLength: 1 }), (at, seen) => {
      const timeline = new Timeline();
      expect(timeline.wasClear(at)).toBe(false);
      for (const clear of seen) timeline.note(at, clear);
      expect(timeline.wasClear(at)).toBe(seen.at(-1));
      timeline.forget();
      expect(timeline.wasClear(at)).toBe(false);
    }),
  );
});

test('it says nothing of what lies a second away', () => {
  fc.assert(
    fc.property(seconds, (at) => {
      const timeline = new Timeline();
      timeline.note(at, true);
      expect(timeline.wasClear(at + 1)).toBe(false);
    }),
  );
});
