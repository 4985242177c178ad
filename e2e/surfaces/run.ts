import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../tools/build.ts';
import { BUILT_DEV, ROOT } from '../../tools/paths.ts';
import { SEED } from '../pictures.ts';
import { isRight, type Result } from './judge.ts';
import { PREFACE } from './preface.ts';
import { ROWS } from './rows.ts';
import { runTable } from './run-table.ts';
import { inMarkdown, inText, sumOf } from './table.ts';

/*
 * npm run surfaces [-- --only TEXT] [--not-built]: the table of every way a page can show a picture.
 * With all rows it also writes docs/surfaces.md; with `--only` it shows the rows whose id or title
 * holds the text.
 */

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    'not-built': { type: 'boolean', default: false },
  },
});
const rows = ROWS.filter(
  ({ id, title }) =>
    !values.only || values.only.some((text) => id.includes(text) || title.includes(text)),
);
if (rows.length === 0) throw new Error(`no row has ${values.only} in its id or title`);

const built = values['not-built'] ? BUILT_DEV : await build({ dev: true, out: BUILT_DEV });
const results = await runTable({ rows, built, seed: SEED, progress: console.error });
console.log(`${inText(results)}\n\n${sumOf(results)}`);
if (rows.length === ROWS.length) {
  const text = `${PREFACE}\n${sumOf(results)}\n\n${inMarkdown(results)}`;
  await writeFile(path.join(ROOT, 'docs', 'surfaces.md'), text);
}

/** An excused row may fail in all but one thing: it stays covered. */
const isFine = (result: Result): boolean =>
  result.row.excuse === undefined ? isRight(result) : result.covered && result.control;
process.exitCode = results.every(isFine) ? 0 : 1;
