import { readFileSync } from 'node:fs';
import type { Pattern } from './draw/pattern.ts';

/** What `demo/search.ts` found: every bundled model calls each of them explicit. */
export const patterns: readonly Pattern[] = JSON.parse(
  readFileSync(new URL('patterns.json', import.meta.url), 'utf8'),
);
