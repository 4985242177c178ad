import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { SETTING_KEYS } from './settings.ts';

/** docs/settings.md is held to the settings there are and to the tests there are. */

const root = path.resolve(import.meta.dirname, '../..');
const table = readFileSync(path.join(root, 'docs/settings.md'), 'utf8');
const rows = [...table.matchAll(/^\| `(\w+)` +\|.*$/gm)].map(([line, key]) => ({ key, line }));
const links = [...table.matchAll(/\[`([\w-]+)`: (.+?)\]\(\.\.\/(e2e\/[\w-]+\.spec\.ts)\)/g)].map(
  ([, spec, title, file]) => ({ spec, title: title ?? '', file: file ?? '' }),
);

test('every setting has one row, in the order of the schema', () => {
  expect(rows.map(({ key }) => key)).toEqual(SETTING_KEYS);
});

test.each(rows)('$key names a test in a real page', ({ line }) => {
  expect(line).toMatch(/\[`[\w-]+`: .+\]\(\.\.\/e2e\/[\w-]+\.spec\.ts\)\s*\|$/);
});

describe('the tests named', () => {
  it('are more than there are settings', () => {
    expect(links.length).toBeGreaterThan(SETTING_KEYS.length);
  });

  it.each(links)('$spec: $title', ({ spec, title, file }) => {
    expect(file).toBe(`e2e/${spec}.spec.ts`);
    expect(readFileSync(path.join(root, file), 'utf8')).toContain(`test('${title}'`);
  });
});
