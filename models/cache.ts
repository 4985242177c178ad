import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const sha256 = (data: Uint8Array | string): string =>
  createHash('sha256').update(data).digest('hex');

/**
 * One digest of many files, by name and content.
 * @param paths files, or folders whose files count, but for tests and folders inside
 * @param extra anything else the result depends on
 */
export function digestFiles(paths: string[], extra: string[]): string {
  const parts = paths.flatMap(listFiles).map((file) => `${file} ${sha256(readFileSync(file))}`);
  return sha256([...parts, ...extra].join('\n'));
}

function listFiles(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(path, entry.name))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

/**
 * Makes a file unless it was already made from the same sources and is still as it was written.
 * @param path of the file; what it was made from is noted beside it
 * @param key digest of everything `make` depends on
 * @returns the file's bytes, and whether they came from the cache
 */
export function makeOnce(
  path: string,
  key: string,
  make: () => Uint8Array,
): { bytes: Uint8Array; cached: boolean } {
  const notePath = `${path}.made`;
  const kept = readIfThere(path);
  if (kept && readIfThere(notePath)?.toString() === note(key, kept)) {
    return { bytes: kept, cached: true };
  }
  const bytes = make();
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, bytes);
  replaceFile(notePath, note(key, bytes));
  return { bytes, cached: false };
}

const note = (key: string, bytes: Uint8Array) => `made from ${key}\nsha256 ${sha256(bytes)}\n`;

/** Whole or not at all: another process may be reading. */
export function replaceFile(path: string, data: Uint8Array | string): void {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, data);
  renameSync(partial, path);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
