import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '../../shared/policy.ts';
import { Foresight } from './foresight.ts';

const CLEAR: Verdict = { cover: false };
const COVER: Verdict = { cover: true, reason: 'explicit' };

/** In tenths, so that a list of verdicts can stand for the film. */
const TENTHS = 60;
const notes = fc.array(
  fc.record({
    from: fc.nat({ max: TENTHS - 2 }),
    length: fc.integer({ min: 1, max: 20 }),
    verdict: fc.constantFrom(CLEAR, COVER),
  }),
);

function both(all: readonly { from: number; length: number; verdict: Verdict }[]) {
  const foresight = new Foresight();
  const film = new Array<Verdict | null>(TENTHS + 30).fill(null);
  for (const { from, length, verdict } of all) {
    foresight.note(from / 10, (from + length) / 10, verdict);
    film.fill(verdict, from, from + length);
  }
  return { foresight, film };
}

test('what was said last of a moment counts, and of no other moment', () => {
  fc.assert(
    fc.property(notes, fc.nat({ max: TENTHS }), (all, at) => {
      const { foresight, film } = both(all);
      const moment = (at + 0.5) / 10;
      const known = film[at] ?? null;
      expect(foresight.coverIn(moment, moment)).toEqual(known?.cover ? known : null);
      expect(foresight.knownUntil(moment) > moment).toBe(known !== null);
    }),
  );
});

test('it is known until the first moment of which nothing is', () => {
  fc.assert(
    fc.property(notes, fc.nat({ max: TENTHS }), (all, at) => {
      const { foresight, film } = both(all);
      const end = film.indexOf(null, at);
      const moment = (at + 0.5) / 10;
      expect(foresight.knownUntil(moment)).toBeCloseTo(end === at ? moment : end / 10);
    }),
  );
});

test('a cover anywhere in a stretch is found, and one that is to come', () => {
  fc.assert(
    fc.property(notes, fc.nat({ max: TENTHS }), fc.nat({ max: 20 }), (all, at, length) => {
      const { foresight, film } = both(all);
      const [from, to] = [(at + 0.5) / 10, (at + length + 0.5) / 10];
      const covered = film.slice(at, at + length + 1).some((verdict) => verdict?.cover);
      expect(foresight.coverIn(from, to) !== null).toBe(covered);
      expect(foresight.coversFrom(from)).toBe(film.slice(at).some((verdict) => verdict?.cover));
    }),
  );
});

test('nothing is known of another film', () => {
  const foresight = new Foresight();
  foresight.note(0, 5, COVER);
  foresight.forget();
  expect(foresight.knownUntil(1)).toBe(1);
  expect(foresight.coverIn(0, 5)).toBeNull();
});
