import { readFile } from 'node:fs/promises';
import { expect, test as figleafTest } from './harness.ts';
import { SEED } from './pictures.ts';
import { ELSEWHERE } from './surfaces/elsewhere.ts';
import { isFine, type Result } from './surfaces/judge.ts';
import { KNOWN_OPEN } from './surfaces/known-open.ts';
import { ROWS } from './surfaces/rows.ts';
import { runTable } from './surfaces/run-table.ts';

/*
 * The table of `npm run surfaces`, a test for each row. What is known to fail must fail: whoever
 * mends it takes it off the list.
 */

const TABLE_WITHIN_MS = 600_000;

const test = figleafTest.extend<object, { results: ReadonlyMap<string, Result> }>({
  results: [
    async ({ built }, use) => {
      const results = await runTable({ rows: ROWS, built, seed: SEED });
      await use(new Map(results.map((result) => [result.row.id, result])));
    },
    { scope: 'worker', timeout: TABLE_WITHIN_MS },
  ],
});

for (const { id, group, title } of ROWS) {
  test(`${group}: ${title}`, ({ results }) => {
    const result = results.get(id);
    if (!result) throw new Error(`${id} is not in the table`);
    expect(result.control, result.notes.join('; ')).toBe(true);
    if (KNOWN_OPEN.has(id)) {
      expect(isFine(result), `${id} is right now: take it off the list of what is open`).toBe(
        false,
      );
    } else expect(isFine(result), result.notes.join('; ')).toBe(true);
  });
}

test('what is known to be open is in the table', () => {
  const ids = new Set(ROWS.map(({ id }) => id));
  expect([...KNOWN_OPEN].filter((id) => !ids.has(id))).toEqual([]);
});

test('what other tests try is still there', async () => {
  for (const { file, words } of ELSEWHERE) {
    expect(await readFile(new URL(file, import.meta.url), 'utf8'), file).toContain(words);
  }
});
