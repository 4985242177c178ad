import { expect, test } from 'vitest';
import { notices, packageFolder } from './notices.ts';
import { ROOT } from './paths.ts';

test.each([
  ['node_modules/valibot/dist/index.mjs', 'node_modules/valibot'],
  ['node_modules/@scope/name/lib/a.js', 'node_modules/@scope/name'],
  ['node_modules/outer/node_modules/inner/a.js', 'node_modules/outer/node_modules/inner'],
  ['node_modules\\preact\\dist\\preact.mjs', 'node_modules/preact'],
  ['src/content/content.ts', null],
])('%s belongs to %s', (file, folder) => {
  expect(packageFolder(file)).toBe(folder);
});

test('names each package once, with its licence, in one order', async () => {
  const files = [
    'node_modules/webextension-polyfill/dist/browser-polyfill.js',
    'node_modules/onnxruntime-web/dist/ort.mjs',
    'node_modules/onnxruntime-web/dist/ort-wasm.wasm',
    'src/shared/policy.ts',
  ];
  const text = await notices(files, ROOT);
  expect(text).toBe(await notices(files.toReversed(), ROOT));
  expect(text.match(/^\S+ \d\S* \(.*\)$/gm)).toEqual([
    expect.stringMatching(/^onnxruntime-web \S+ \(MIT\)$/),
    expect.stringMatching(/^webextension-polyfill \S+ \(MPL-2.0\)$/),
  ]);
  expect(text).toContain('Copyright (c) Microsoft Corporation');
  expect(text).toContain('Mozilla Public License Version 2.0');
  expect(text).toContain('Source: https://github.com/mozilla/webextension-polyfill');
});

test('refuses a package that does not say its licence', async () => {
  await expect(notices(['node_modules/nothing-here/a.js'], ROOT)).rejects.toThrow();
});
