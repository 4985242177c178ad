import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isRunning,
  NO_PAUSES,
  nextEnd,
  type Pauses,
  pauseFrom,
  pausesAt,
  pausesWeaken,
  prunePauses,
  readPauses,
  withPause,
} from './pause.ts';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const five = pauseFrom(NOW, 5);
const hour = pauseFrom(NOW, 60);
const open = pauseFrom(NOW, 'session');

describe('a pause', () => {
  it('runs from its beginning to its end', () => {
    expect(isRunning(five, NOW)).toBe(true);
    expect(isRunning(five, NOW + 5 * MINUTE - 1)).toBe(true);
    expect(isRunning(five, NOW + 5 * MINUTE)).toBe(false);
  });
  it('without an end runs on', () => expect(isRunning(open, NOW + 1e12)).toBe(true));
  it('is over when the clock was set back behind its beginning', () => {
    expect(isRunning(five, NOW - 1)).toBe(false);
    expect(isRunning(open, NOW - 1)).toBe(false);
  });
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 24 * 60 + 1])(
    'of %d minutes is refused',
    (m) => {
      expect(() => pauseFrom(NOW, m)).toThrow(RangeError);
    },
  );
});

describe('pauses', () => {
  const pauses = withPause(NO_PAUSES, 'example.org', five);
  it('of a site hold on its subdomains, and nowhere else', () => {
    expect(pausesAt(pauses, 'www.example.org', NOW).here).toEqual(five);
    expect(pausesAt(pauses, 'example.com', NOW)).toEqual({ everywhere: null, here: null });
    expect(pausesAt(pauses, null, NOW)).toEqual({ everywhere: null, here: null });
  });
  it('everywhere hold on pages of no site too', () => {
    expect(pausesAt(withPause(NO_PAUSES, null, five), null, NOW).everywhere).toEqual(five);
  });
  it('that ended fall away', () => {
    expect(prunePauses(withPause(pauses, null, hour), NOW + 6 * MINUTE)).toEqual({
      everywhere: hour,
      sites: {},
    });
  });
  it('of a parent end when a site is resumed', () => {
    const resumed = withPause(pauses, 'www.example.org', null);
    expect(pausesAt(resumed, 'www.example.org', NOW).here).toBeNull();
  });
  it('tell when the first of them ends', () => {
    expect(nextEnd(withPause(pauses, null, hour), NOW)).toBe(five.until);
    expect(nextEnd(withPause(NO_PAUSES, null, open), NOW)).toBeNull();
    expect(nextEnd(pauses, NOW + 6 * MINUTE)).toBeNull();
  });
  it('for a host named like a property of Object are none', () => {
    expect(pausesAt(pauses, 'constructor', NOW).here).toBeNull();
  });
});

describe('the direction that weakens', () => {
  const weak = (from: Pauses, to: Pauses) => pausesWeaken(from, to, NOW);
  const one = withPause(NO_PAUSES, 'a.test', five);
  it.each<[string, Pauses, Pauses, boolean]>([
    ['pausing a site', NO_PAUSES, one, true],
    ['pausing everywhere', NO_PAUSES, withPause(NO_PAUSES, null, five), true],
    ['pausing longer', one, withPause(one, 'a.test', hour), true],
    [
      'pausing without an end',
      withPause(NO_PAUSES, null, hour),
      withPause(NO_PAUSES, null, open),
      true,
    ],
    ['pausing a site besides', one, withPause(one, 'b.test', five), true],
    ['resuming', one, NO_PAUSES, false],
    ['pausing shorter', withPause(NO_PAUSES, null, hour), withPause(NO_PAUSES, null, five), false],
    [
      'a site under a longer pause of all',
      withPause(NO_PAUSES, null, hour),
      withPause(withPause(NO_PAUSES, null, hour), 'a.test', five),
      false,
    ],
    [
      'a pause that is over already',
      NO_PAUSES,
      withPause(NO_PAUSES, null, { from: NOW - 2, until: NOW - 1 }),
      false,
    ],
  ])('%s', (_what, from, to, weaker) => {
    expect(weak(from, to)).toBe(weaker);
    expect(weak(from, from)).toBe(false);
  });
});

describe('what was stored', () => {
  it('comes back', () => {
    const pauses = withPause(withPause(NO_PAUSES, 'a.test', five), null, open);
    expect(readPauses(JSON.parse(JSON.stringify(pauses)))).toEqual(pauses);
  });
  it('pauses nothing where it is damaged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (junk) => {
        const read = readPauses({ everywhere: junk, sites: { 'a.test': junk } });
        const { everywhere, here } = pausesAt(read, 'a.test', NOW);
        for (const pause of [everywhere, here]) {
          if (pause) expect(Number.isFinite(pause.from)).toBe(true);
        }
        return true;
      }),
    );
    for (const junk of [undefined, null, 7, [], { sites: 3 }, { everywhere: { from: 0 } }]) {
      expect(readPauses(junk)).toEqual(NO_PAUSES);
    }
  });
});
