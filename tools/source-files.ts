import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { ROOT } from './paths.ts';

/** What a reviewer reads first, at the archive's top. */
export const INSTRUCTIONS = 'docs/build-from-source.md';

/** Besides code: what npm, the compiler, the converter and the build read by name. */
const FILES = [
  '.npmrc',
  'LICENSE',
  'manifest.json',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  INSTRUCTIONS,
];
const FOLDERS = ['_locales', 'icons', 'models', 'src'];
/** Of the models what is not code: that is followed from where it is used. */
const NOT_READ = /^models\/(?!convert\/|[^/]+\/card\.json$)|(^|\/)\.[^/]*$/;
const TESTS = /\.test\.tsx?$|^src\/shared\/test-/;
/** All that `npm run package` runs begins here. */
const START = 'tools/package.ts';

/** @returns the files from which `npm run package` makes the packages, and no others */
export async function sourceFiles(): Promise<string[]> {
  const read = (await Promise.all(FOLDERS.map(filesIn))).flat();
  const wanted = read.filter((file) => !NOT_READ.test(file) && !TESTS.test(file));
  return [...new Set([...FILES, ...wanted, ...(await codeFrom(START))])].sort();
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => inParts(path.relative(ROOT, path.join(entry.parentPath, entry.name))));
}

const inParts = (file: string): string => file.split(path.sep).join('/');

/** @returns the file and all of ours that it imports, and these in turn */
async function codeFrom(file: string): Promise<string[]> {
  const { metafile } = await esbuild({
    absWorkingDir: ROOT,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return Object.keys(metafile.inputs).map(inParts);
}
