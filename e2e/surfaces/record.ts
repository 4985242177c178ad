import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../tools/paths.ts';
import { HOLDS, type Holds, type Result } from './judge.ts';
import { inMarkdown, type SurfaceRecord } from './markdown.ts';
import { ROWS } from './rows.ts';
import type { BrowserName } from './run-table.ts';

const RECORD = path.join(ROOT, 'docs', 'surfaces.json');
const TABLE = path.join(ROOT, 'docs', 'surfaces.md');

const readRecord = async (): Promise<SurfaceRecord> => JSON.parse(await readFile(RECORD, 'utf8'));

/** @returns the ids of the rows that are in the table already */
export const seenIn = async (browser: BrowserName): Promise<ReadonlySet<string>> =>
  new Set(Object.keys((await readRecord())[browser]?.rows ?? {}));

/** Keeps what a run saw, be it of all rows or of some, and writes the table of all anew. */
export async function keep(browser: BrowserName, results: readonly Result[]): Promise<void> {
  const record = await readRecord();
  const rows: Record<string, readonly Holds[]> = {};
  for (const { id } of ROWS) {
    const result = results.find(({ row }) => row.id === id);
    const held = result ? HOLDS.filter((name) => result[name]) : record[browser]?.rows[id];
    if (held) rows[id] = held;
  }
  record[browser] = { date: new Date().toISOString().slice(0, 10), rows };
  await writeFile(RECORD, `${inLines(record)}\n`);
  await writeFile(TABLE, inMarkdown(record));
}

/** A line for each row, so that a run changes just those it has to. */
const inLines = (record: SurfaceRecord): string =>
  JSON.stringify(record, null, 2).replace(/\[[^\]]*\]/g, (list) =>
    JSON.stringify(JSON.parse(list)).replaceAll(',', ', '),
  );
