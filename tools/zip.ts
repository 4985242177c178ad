import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/*
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, as little of it as the stores need.
 * Here because the same files must give the same bytes: archivers note when each file was written.
 */

export interface Entry {
  /** With / between its parts. */
  name: string;
  bytes: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
/** The first day a ZIP file can tell: 1 January 1980. */
const TIME = 0;
const DATE = 0x21;

/** @returns a ZIP file, the same for the same entries in any order */
export function zip(entries: readonly Entry[]): Buffer {
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of sorted) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const title = Buffer.from(name);
    const facts = Buffer.concat([
      shorts(VERSION, UTF8_NAMES, DEFLATE, TIME, DATE),
      longs(crc32(bytes), packed.length, bytes.length),
      shorts(title.length, 0),
    ]);
    const file = Buffer.concat([longs(LOCAL), facts, title, packed]);
    // No comment, on the first disk, no attributes.
    const rest = [shorts(0, 0, 0), longs(0, at)];
    directory.push(Buffer.concat([longs(CENTRAL), shorts(VERSION), facts, ...rest, title]));
    parts.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const count = sorted.length;
  return Buffer.concat([
    ...parts,
    listed,
    longs(END),
    shorts(0, 0, count, count),
    longs(listed.length, at),
    shorts(0),
  ]);
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

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, i * 2);
  return bytes;
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, i * 4);
  return bytes;
}
