import path from 'node:path';
import { cmd } from 'web-ext';
import { build } from './build.ts';
import { lintExtension } from './lint-extension.ts';
import { BUILT, BUILT_FIREFOX, ROOT } from './paths.ts';

/** npm run package: builds, checks, and writes the zip that each store takes. */
for (const [target, folder] of [
  ['chrome', BUILT],
  ['firefox', BUILT_FIREFOX],
] as const) {
  await build({ target, out: folder });
  await lintExtension(folder);
  const { extensionPath } = await cmd.build(
    {
      sourceDir: folder,
      artifactsDir: path.join(ROOT, 'web-ext-artifacts'),
      overwriteDest: true,
      filename: `figleaf-${target}-{version}.zip`,
    },
    { showReadyMessage: false },
  );
  console.log(path.relative(ROOT, extensionPath));
}
