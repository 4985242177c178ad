import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from './build.ts';
import { lintExtension } from './lint-extension.ts';
import { ARTIFACTS, BUILT, BUILT_FIREFOX, ROOT } from './paths.ts';
import { filesOf, zip } from './zip.ts';

/** npm run package: builds, checks, and writes the zip that each store takes, with its SHA-256. */
const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
await mkdir(ARTIFACTS, { recursive: true });
for (const [target, folder] of [
  ['chrome', BUILT],
  ['firefox', BUILT_FIREFOX],
] as const) {
  await build({ target, out: folder });
  await lintExtension(folder);
  const bytes = zip(await filesOf(folder));
  const file = path.join(ARTIFACTS, `figleaf-${target}-${version}.zip`);
  await writeFile(file, bytes);
  console.log(`${createHash('sha256').update(bytes).digest('hex')}  ${path.relative(ROOT, file)}`);
}
