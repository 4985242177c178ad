import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ensureBrowser } from '../tools/install-browser.ts';
import { launchPlain, launchWithExtension } from '../tools/launch.ts';

/** An extension that does nothing but exist: what is under test is the launching. */
async function tinyExtension(worker = ''): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-launch-'));
  const manifest = {
    manifest_version: 3,
    name: 'tiny',
    version: '1',
    background: { service_worker: 'worker.js' },
  };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'worker.js'), worker);
  return folder;
}

// Chromium takes both ways, so the one that branded Chrome needs can be tried without it.
for (const branded of [false, true]) {
  test(`an extension is loaded ${branded ? 'through the debugging pipe' : 'by flag'}`, async () => {
    const folder = await tinyExtension();
    const browser = { ...ensureBrowser('chromium'), branded };
    const { context, extensionId, close } = await launchWithExtension(folder, {
      browser,
      headless: true,
    });
    try {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/manifest.json`);
      expect(await page.textContent('body')).toContain('"name":"tiny"');
    } finally {
      await close();
      await rm(folder, { recursive: true });
    }
  });
}

test('the network is closed but for this machine', async () => {
  const { context, close } = await launchPlain({ headless: true });
  try {
    const page = await context.newPage();
    await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  } finally {
    await close();
  }
});
