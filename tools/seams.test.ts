import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;

/** Names that a source exports as values. */
const exported = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)]
    .map(([, name]) => name ?? '')
    .sort();

const seams = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.chrome.ts'))
  .map((file) => `src/${file}`);

test('there are seams', () => expect(seams.length).toBeGreaterThan(2));

test.each(seams)('%s has a twin for Firefox that gives the same', (file) => {
  const chrome = exported(ROOT + file);
  expect(chrome.length).toBeGreaterThan(0);
  expect(exported(ROOT + file.replace(/\.chrome\.ts$/, '.firefox.ts'))).toEqual(chrome);
});
