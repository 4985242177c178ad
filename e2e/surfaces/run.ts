import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../tools/build.ts';
import { BUILT_DEV, ROOT } from '../../tools/paths.ts';
import { SEED } from '../pictures.ts';
import { isFine } from './judge.ts';
import { PREFACE } from './preface.ts';
import { ROWS } from './rows.ts';
import { runTable } from './run-table.ts';
import { inMarkdown, inText, sumOf } from './table.ts';

/*
 * npm run surfaces [-- --only TEXT] [--within SECONDS] [--not-built]: the table of every way a page can show a picture.
 * With all rows it also writes docs/surfaces.md; with `--only` it shows the rows whose id, group or title
 * holds the text; after so many seconds, what was seen until then.
 */

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    within: { type: 'string' },
    'not-built': { type: 'boolean', default: false },
  },
});
const rows = ROWS.filter(
  ({ id, group, title }) =>
    !values.only || values.only.some((text) => `${id} ${group}: ${title}`.includes(text)),
);
if (rows.length === 0) throw new Error(`no row has ${values.only} in its id or title`);

const built = values['not-built'] ? BUILT_DEV : await build({ dev: true, out: BUILT_DEV });
const signal = values.within ? AbortSignal.timeout(Number(values.within) * 1000) : undefined;
const results = await runTable({
  rows,
  built,
  seed: SEED,
  progress: console.error,
  ...(signal ? { signal } : {}),
});
console.log(`${inText(results)}\n\n${sumOf(results)}`);
const open = results.filter((result) => !isFine(result)).map(({ row }) => row.id);
if (open.length > 0) console.log(`\nnot right: ${open.join(' ')}`);
if (results.length === ROWS.length) {
  const text = `${PREFACE}\n${sumOf(results)}\n\n${inMarkdown(results)}`;
  await writeFile(path.join(ROOT, 'docs', 'surfaces.md'), text);
}
process.exitCode = open.length === 0 && results.length === rows.length ? 0 : 1;
