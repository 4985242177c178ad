import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/* What each room may use of others, as docs/architecture.md has it. Tests may use what they like. */

const ROOMS = [
  'shared',
  'content/page-world',
  'content',
  'inference',
  'background',
  'popup',
  'options',
  'ui',
] as const;
type Room = (typeof ROOMS)[number];

/** Of others; paths beneath `src`. */
const MAY_USE: Readonly<Record<Room, readonly string[]>> = {
  shared: [],
  'content/page-world': [],
  content: ['shared', 'content/page-world'],
  inference: ['shared'],
  background: ['shared'],
  popup: ['shared', 'ui'],
  options: ['shared', 'ui', 'content/masks'],
  ui: ['shared'],
};
/** Where the engine lives in the background's document. */
const FOR_FIREFOX = /^background\/.*\.firefox\.ts$/;
/** Packages that one file alone brings in. */
const BROUGHT_BY: Readonly<Record<string, RegExp>> = {
  'onnxruntime-web': /^inference\/engine\.ts$/,
  'webextension-polyfill': /^(?!shared\/(?!(?:ask|answer)\.ts$))/,
};
const IMPORT = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'/gm;

const within = (file: string, room: string): boolean => file.startsWith(`${room}/`);
const roomOf = (file: string): Room | undefined => ROOMS.find((room) => within(file, room));

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => roomOf(file) && /(?<!\.test)\.tsx?$/.test(file) && !file.includes('/test-'));

/** @returns what the file must not import */
function strange(file: string): string[] {
  const room = roomOf(file);
  if (!room) return [];
  const may = [room, ...MAY_USE[room], ...(FOR_FIREFOX.test(file) ? ['inference'] : [])];
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return [...text.matchAll(IMPORT)]
    .map(([, from = '', alone = '']) => from || alone)
    .filter((from) => {
      if (from.startsWith('.')) {
        const to = path.posix.join(path.posix.dirname(file), from);
        return !to.startsWith('..') && !may.some((each) => within(to, each));
      }
      const bringer = Object.entries(BROUGHT_BY).find(([name]) => from.startsWith(name));
      return bringer !== undefined && !bringer[1].test(file);
    });
}

test.each(ROOMS)('%s uses no other room than it may', (room) => {
  const own = files.filter((file) => roomOf(file) === room);
  expect(own.length).toBeGreaterThan(1);
  const found = own.flatMap((file) => strange(file).map((from) => `${file}: ${from}`));
  expect(found).toEqual([]);
});
