import path from 'node:path';
import { cmd } from 'web-ext';
import { build } from './build.ts';
import { lintExtension } from './lint-extension.ts';
import { BUILT, ROOT } from './paths.ts';

/** npm run package: builds, checks, and writes the zip that a store takes. */
await build({ out: BUILT });
await lintExtension(BUILT);
const { extensionPath } = await cmd.build(
  {
    sourceDir: BUILT,
    artifactsDir: path.join(ROOT, 'web-ext-artifacts'),
    overwriteDest: true,
    filename: 'figleaf-chrome-{version}.zip',
  },
  { showReadyMessage: false },
);
console.log(path.relative(ROOT, extensionPath));
