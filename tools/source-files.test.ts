import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { INSTRUCTIONS, sourceFiles } from './source-files.ts';

test('the archive of sources holds what the packages are made from', async () => {
  const files = new Set(await sourceFiles());
  const { content_scripts, icons } = JSON.parse(
    readFileSync(path.join(ROOT, 'manifest.json'), 'utf8'),
  );
  const entries = [
    ...content_scripts.flatMap(({ js }: { js: string[] }) => js),
    'background/background.js',
    'inference/worker.js',
  ].map((file: string) => `src/${file.replace(/\.js$/, '.ts')}`);
  for (const file of [
    ...entries,
    ...Object.values<string>(icons),
    '_locales/en/messages.json',
    '.npmrc',
    'LICENSE',
    'manifest.json',
    'models/bundled.ts',
    'models/convert/onnx.proto',
    'models/mobilenet-v2/card.json',
    'models/nsfwjs-package.ts',
    'package-lock.json',
    'package.json',
    'src/background/network-filter.firefox.ts',
    'src/content/cover.user.css',
    'src/popup/popup.html',
    'tools/build.ts',
    'tools/manifest.ts',
    'tools/package.ts',
    'tsconfig.json',
    INSTRUCTIONS,
  ]) {
    expect(files, file).toContain(file);
  }
});

test('and nothing else', async () => {
  const strange =
    /node_modules|^(dist|e2e|bench|demo|\.cache|\.git)\/|\.test\.|\.onnx$|^docs\/(?!build-from-source)|^tools\/(start|test|dev|launch)/;
  expect((await sourceFiles()).filter((file) => strange.test(file))).toEqual([]);
});
