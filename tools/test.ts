import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { beside } from './beside.ts';
import { PLACES } from './browser-places.ts';
import { build } from './build.ts';
import { ensureBrowser } from './install-browser.ts';
import { lintExtension } from './lint-extension.ts';
import { BUILT, BUILT_FIREFOX, ROOT } from './paths.ts';
import { checked, fromPlaywright, fromVitest, inWords, sum, type Tally } from './tally.ts';

/*
 * npm test: everything that must hold, on a machine that has nothing but Node. The last line is
 * `N passed, N failed`; a step without tests of its own (build, lint, types) counts as one failure
 * when it fails.
 *
 * What needs no browser goes on beside the end-to-end tests, which wait a third of their time, and
 * gives way to them wherever both want a core. It is printed as a whole when it has ended.
 */

const RUNNER_LIMIT_MS = 45 * 60_000;

const unitReport = path.join(ROOT, 'test-results', 'unit.json');
const e2eReport = path.join(ROOT, 'test-results', 'e2e.json');

/** Biome colours even what goes to a file. */
const plain = process.stdout.isTTY ? [] : ['--colors=off'];

const NONE: Tally = { passed: 0, failed: 0, skipped: 0 };

const step = async (name: string, work: () => unknown): Promise<Tally> => {
  console.log(`\n── ${name}`);
  try {
    await work();
    return NONE;
  } catch (error) {
    console.error(`${name} failed:`, error instanceof Error ? error.message : error);
    return { ...NONE, failed: 1 };
  }
};

/** How a step runs its programs: in sight, or beside what is. */
type Run = (program: string, ...args: string[]) => Promise<number | null>;

const first = [
  await step('browsers', () => {
    // The end-to-end tests find the same ones again, without another search.
    for (const kind of ['chromium', 'firefox'] as const) {
      const browser = ensureBrowser(kind);
      console.log(browser.path);
      process.env[PLACES[kind].variable] = browser.path;
    }
  }),
  await step('build', async () => {
    await build({ out: BUILT });
    await build({ target: 'firefox', out: BUILT_FIREFOX });
  }),
  await step('lint and format', () =>
    mustRun(run, '@biomejs/biome/bin/biome', 'ci', ...plain, '.'),
  ),
  await step('web-ext lint', async () => {
    await lintExtension(BUILT);
    await lintExtension(BUILT_FIREFOX);
  }),
];
const atOnce = await Promise.all([
  runner(run, 'end-to-end tests', e2eReport, fromPlaywright, ['@playwright/test/cli.js', 'test']),
  withoutBrowsers(),
]);
const total = sum([...first, ...atOnce.flat()]);
console.log(`\n${inWords(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function withoutBrowsers(): Promise<Tally[]> {
  return [
    await step('types', () => mustRun(runBeside, 'typescript/bin/tsc', '--noEmit')),
    await runner(runBeside, 'unit tests', unitReport, fromVitest, [
      'vitest/vitest.mjs',
      'run',
      // Beside others all takes longer.
      '--testTimeout=300000',
      '--hookTimeout=300000',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ]),
  ];
}

async function runner(
  by: Run,
  name: string,
  report: string,
  read: (report: unknown) => Tally,
  [program = '', ...args]: readonly string[],
): Promise<Tally> {
  console.log(`\n── ${name}`);
  await rm(report, { force: true });
  const exitCode = await by(program, ...args);
  if (!existsSync(report)) {
    console.error(`${name}: no report was written`);
    return { ...NONE, failed: 1 };
  }
  const tally = checked(read(JSON.parse(await readFile(report, 'utf8'))), exitCode);
  if (tally.passed === 0) console.error(`${name}: no test passed`);
  return tally;
}

async function mustRun(by: Run, program: string, ...args: string[]): Promise<void> {
  const exitCode = await by(program, ...args);
  if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}`);
}

/** @returns the exit code; null when the time limit ended it */
async function run(program: string, ...args: string[]): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', program), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    timeout: RUNNER_LIMIT_MS,
  });
  const [exitCode]: (number | null)[] = await once(child, 'exit');
  return exitCode ?? null;
}

/** As `run`, and printed when it has ended. */
async function runBeside(program: string, ...args: string[]): Promise<number | null> {
  const { exitCode, out, errors } = await beside(
    [path.join(ROOT, 'node_modules', program), ...args],
    { cwd: ROOT, timeout: RUNNER_LIMIT_MS },
  );
  process.stdout.write(`\n── ${path.basename(program)}, beside what is above\n${out}`);
  process.stderr.write(errors);
  return exitCode;
}
