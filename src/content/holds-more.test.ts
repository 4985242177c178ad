import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_OF_A_SPECK } from '../shared/specks.ts';

const weights = new Map<string, number>();
const isFirefox = { now: false };
vi.mock('./reports.ts', () => ({ weightOf: (url: string) => weights.get(url) ?? null }));
vi.mock('./browser.chrome.ts', () => ({
  get MAY_BE_REPLACED() {
    return isFirefox.now;
  },
}));

vi.stubGlobal('self', { origin: 'https://own.test' });
const { mayHoldMore, noteHeavy } = await import('./holds-more.ts');

beforeEach(() => {
  weights.clear();
  isFirefox.now = false;
});

const ofBytes = (count: number): string =>
  `data:image/gif;base64,${Buffer.alloc(count).toString('base64')}`;

describe('what may hold more than its size says', () => {
  it('is a long address that holds it', () => {
    expect(mayHoldMore(ofBytes(MOST_OF_A_SPECK - 60))).toBe(false);
    expect(mayHoldMore(ofBytes(MOST_OF_A_SPECK + 60))).toBe(true);
  });

  it('is whatever a page holds in memory', () => {
    expect(mayHoldMore('blob:https://own.test/1')).toBe(true);
  });

  it('is a long file, of whatever site', () => {
    for (const site of ['own', 'other']) {
      const url = `https://${site}.test/1`;
      weights.set(url, MOST_OF_A_SPECK);
      expect(mayHoldMore(url)).toBe(false);
      weights.set(url, MOST_OF_A_SPECK + 1);
      expect(mayHoldMore(url)).toBe(true);
    }
  });

  it('is, where nobody told how long it is, any of the own site, which can be read without a request', () => {
    expect(mayHoldMore('https://own.test/2')).toBe(true);
  });

  it('is none of another site until the background tells that it is long', () => {
    expect(mayHoldMore('https://other.test/2#part')).toBe(false);
    noteHeavy('https://other.test/2');
    expect(mayHoldMore('https://other.test/2#part')).toBe(true);
  });

  it('is none that was judged on its way', () => {
    isFirefox.now = true;
    weights.set('https://own.test/3', 1e6);
    expect(mayHoldMore('https://own.test/3')).toBe(false);
    expect(mayHoldMore(ofBytes(1e4))).toBe(true);
  });
});
