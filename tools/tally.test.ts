import { expect, test } from 'vitest';
import { checked, fromPlaywright, fromVitest, inWords, sum } from './tally.ts';

const vitest = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
};

test('reads both reports', () => {
  expect(fromVitest(vitest)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 };
  expect(fromPlaywright({ stats, errors: [] })).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

test('counts a file that could not be loaded or set up', () => {
  for (const assertionResults of [[], [{ status: 'skipped' }]]) {
    const testResults = [{ status: 'failed', assertionResults }];
    expect(fromVitest({ ...vitest, numFailedTests: 0, testResults }).failed).toBe(1);
  }
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(fromPlaywright({ stats, errors: [{ message: 'no such module' }] }).failed).toBe(1);
});

test.each([
  ['ran nothing', { passed: 0, failed: 0, skipped: 4 }, 0, 1],
  ['ended badly without a failure', { passed: 3, failed: 0, skipped: 0 }, 1, 1],
  ['was killed', { passed: 3, failed: 0, skipped: 0 }, null, 1],
  ['failed a test and said so', { passed: 3, failed: 2, skipped: 0 }, 1, 2],
  ['passed', { passed: 3, failed: 0, skipped: 0 }, 0, 0],
])('a runner that %s', (_, tally, exitCode, failed) => {
  expect(checked(tally, exitCode).failed).toBe(failed);
});

test('refuses a report of another shape', () => {
  expect(() => fromVitest({})).toThrow();
  expect(() => fromPlaywright({ stats: { expected: '3' }, errors: [] })).toThrow();
});

test('sums up in one line', () => {
  const one = { passed: 1, failed: 2, skipped: 0 };
  expect(inWords(sum([one, one]))).toBe('2 passed, 4 failed');
  expect(inWords(sum([one, { ...one, skipped: 3 }]))).toBe('2 passed, 4 failed, 3 skipped');
  expect(inWords(sum([]))).toBe('0 passed, 0 failed');
});
