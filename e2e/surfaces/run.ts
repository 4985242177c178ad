import { parseArgs } from 'node:util';
import { build } from '../../tools/build.ts';
import { BUILT_DEV, BUILT_FIREFOX_DEV } from '../../tools/paths.ts';
import { SEED } from '../pictures.ts';
import { isFine } from './judge.ts';
import { notInFirefox } from './not-in-firefox.ts';
import { keep, seenIn } from './record.ts';
import { ROWS } from './rows.ts';
import { runTable } from './run-table.ts';
import { inText, sumOf } from './table.ts';

/*
 * npm run surfaces [-- --browser firefox] [--only TEXT]… [--rest] [--within SECONDS] [--not-built]:
 * the table of every way a page can show a picture. `--only`: the rows whose id, group or title holds
 * one of the texts; `--rest`: those not seen there yet; `--within`: after so many seconds, what was
 * seen until then. Whatever was seen takes its place in docs/surfaces.md; `npm run format` aligns its
 * tables.
 */

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    only: { type: 'string', multiple: true },
    rest: { type: 'boolean', default: false },
    within: { type: 'string' },
    'not-built': { type: 'boolean', default: false },
  },
});
const { browser } = values;
if (browser !== 'chromium' && browser !== 'firefox') throw new Error(`no browser ${browser}`);
const seen = await seenIn(browser);
const rows = ROWS.filter(
  ({ id, group, title }) =>
    !values.only || values.only.some((text) => `${id} ${group}: ${title}`.includes(text)),
)
  .filter((row) => browser === 'chromium' || notInFirefox(row) === null)
  .filter(({ id }) => !values.rest || !seen.has(id));
if (rows.length === 0) throw new Error(`no row has ${values.only} in its id or title`);

const out = { chromium: BUILT_DEV, firefox: BUILT_FIREFOX_DEV }[browser];
const target = browser === 'chromium' ? 'chrome' : 'firefox';
const built = values['not-built'] ? out : await build({ target, dev: true, out });
const signal = values.within ? AbortSignal.timeout(Number(values.within) * 1000) : undefined;
const results = await runTable({
  browser,
  rows,
  built,
  seed: SEED,
  progress: console.error,
  ...(signal ? { signal } : {}),
});
console.log(`${inText(results)}\n\n${sumOf(results)}`);
const open = results.filter((result) => !isFine(result)).map(({ row }) => row.id);
if (open.length > 0) console.log(`\nnot right: ${open.join(' ')}`);
if (results.length > 0) await keep(browser, results);
process.exitCode = open.length === 0 && results.length === rows.length ? 0 : 1;
