import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ARTIFACTS, ROOT } from './paths.ts';
import { INSTRUCTIONS, sourceFiles } from './source-files.ts';
import { zip } from './zip.ts';

/**
 * npm run package:source: the archive of sources that addons.mozilla.org asks for, from which the
 * package is built again byte for byte.
 */
const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
const files = await sourceFiles();
// What is not in the repository is nobody's to review.
execFileSync('git', ['ls-files', '--error-unmatch', '--', ...files], { cwd: ROOT, stdio: 'pipe' });
const entries = await Promise.all(
  files.map(async (file) => ({
    name: file === INSTRUCTIONS ? 'README.md' : file,
    bytes: await readFile(path.join(ROOT, file)),
  })),
);
await mkdir(ARTIFACTS, { recursive: true });
const archive = path.join(ARTIFACTS, `figleaf-source-${version}.zip`);
await writeFile(archive, zip(entries));
console.log(path.relative(ROOT, archive));
