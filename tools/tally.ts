import * as v from 'valibot';

/** How many tests ended how. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const vitestSchema = v.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: v.array(
    v.object({
      status: v.string(),
      assertionResults: v.array(v.object({ status: v.string() })),
    }),
  ),
});

const playwrightSchema = v.object({
  stats: v.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: v.array(v.unknown()),
});

/**
 * @param report what vitest's json reporter wrote, parsed
 * @throws Error when it is of another shape
 */
export function fromVitest(report: unknown): Tally {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = v.parse(
    vitestSchema,
    report,
  );
  // A file that could not be imported or set up has no failed test, and must count all the same.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken,
    skipped: numPendingTests + numTodoTests,
  };
}

/**
 * @param report what Playwright's json reporter wrote, parsed
 * @throws Error when it is of another shape
 */
export function fromPlaywright(report: unknown): Tally {
  const { stats, errors } = v.parse(playwrightSchema, report);
  return {
    passed: stats.expected,
    // A test that passes only the second time is not a test that passes.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * Mistrusts a runner that ended badly without naming a failure, and one that ran nothing: each
 * counts as one failure.
 */
export function checked(tally: Tally, exitCode: number | null): Tally {
  const silent = exitCode !== 0 && tally.failed === 0;
  const empty = tally.passed + tally.failed === 0;
  return silent || empty ? { ...tally, failed: tally.failed + 1 } : tally;
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((all, { passed }) => all + passed, 0),
  failed: tallies.reduce((all, { failed }) => all + failed, 0),
  skipped: tallies.reduce((all, { skipped }) => all + skipped, 0),
});

/** `12 passed, 0 failed`, and `, 1 skipped` where there are any. */
export const inWords = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
