import { describe, expect, it } from 'vitest';
import { NO_PAUSES, pauseFrom, withPause } from './pause.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { modeFor, standingOf } from './standing.ts';

const NOW = 1e12;
const paused = withPause(NO_PAUSES, 'a.test', pauseFrom(NOW, 5));
const sites = { 'a.test': 'stricter', 'off.test': 'off' } as const;
const settings = { ...DEFAULT_SETTINGS, sites };

describe('how a site stands', () => {
  it('by its rule', () => expect(standingOf(settings, NO_PAUSES, 'a.test', NOW)).toBe('stricter'));
  it('paused while a pause runs', () => {
    expect(standingOf(settings, paused, 'a.test', NOW)).toBe('paused');
    expect(standingOf(settings, paused, 'b.test', NOW)).toBe('on');
  });
  it('as before when the pause is over', () => {
    expect(standingOf(settings, paused, 'a.test', NOW + 300_000)).toBe('stricter');
  });
  it('off rather than paused', () => {
    const all = withPause(NO_PAUSES, null, pauseFrom(NOW, 5));
    expect(standingOf(settings, all, 'off.test', NOW)).toBe('off');
    expect(standingOf({ ...settings, enabled: false }, all, 'a.test', NOW)).toBe('off');
  });
});

it('judging takes a paused site for one that is off', () => {
  expect(modeFor('paused')).toBe('off');
  for (const mode of ['off', 'on', 'stricter'] as const) expect(modeFor(mode)).toBe(mode);
});
