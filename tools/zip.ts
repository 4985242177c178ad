import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';

export interface Entry {
  /** With / between its parts. */
  name: string;
  bytes: Uint8Array;
}

/** The first that a ZIP file can tell; archivers note when each file was written, and nobody asks. */
const WRITTEN = new Date(1980, 0, 1);

/**
 * @param level 0–9, how hard to pack; 0 takes no time
 * @returns a ZIP file, the same for the same entries in any order, on any machine
 */
export function zip(entries: readonly Entry[], level: 0 | 9 = 9): Uint8Array {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(({ name, bytes }) => [name, bytes])), {
    level,
    mtime: WRITTEN,
  });
}

/** @returns all files of a folder, as a ZIP file names them */
export async function filesOf(folder: string): Promise<Entry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder, file).split(path.sep).join('/');
        return { name, bytes: await readFile(file) };
      }),
  );
}
