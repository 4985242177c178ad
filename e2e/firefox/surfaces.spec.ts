import { SEED } from '../pictures.ts';
import { isRight, type Result } from '../surfaces/judge.ts';
import { ROWS } from '../surfaces/rows.ts';
import { runTable } from '../surfaces/run-table.ts';
import { expect, test as firefoxTest } from './harness.ts';

/* Out of the table of `npm run surfaces -- --browser firefox`: what goes another way there. */

const REPRESENTATIVES = [
  'img-late',
  'moving-gif',
  'moving-webp',
  'background-has',
  'background-waapi',
  'before-content',
  'svg-image',
  'canvas-2d-late',
  'shadow-closed-img',
  'frame-data',
];
const rows = ROWS.filter(({ id }) => REPRESENTATIVES.includes(id));

const test = firefoxTest.extend<object, { results: ReadonlyMap<string, Result> }>({
  results: [
    async ({ built }, use) => {
      const results = await runTable({ browser: 'firefox', rows, built, seed: SEED });
      await use(new Map(results.map((result) => [result.row.id, result])));
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

for (const { id, group, title } of rows) {
  test(`${group}: ${title}`, ({ results }) => {
    const result = results.get(id);
    if (!result) throw new Error(`${id} is not in the table`);
    expect(isRight(result), result.notes.join('; ')).toBe(true);
  });
}

test('each representative is in the table', () => {
  expect(rows).toHaveLength(REPRESENTATIVES.length);
});
