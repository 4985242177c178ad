import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../tools/build.ts';
import { expectLooks, Figleaf, TEST_SETTINGS, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * Browsers before structured-clone messaging: the manifest key that asks for it is taken out, and
 * bytes must go as base64. The browser then sends JSON, where a typed array arrives as an object.
 */
test('bytes reach the engine where messages are JSON', async ({ site }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-json-'));
  await build({ dev: true, out: folder });
  const manifestPath = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
  const { message_serialization, ...older } = manifest;
  test.expect(message_serialization).toBe('structured_clone');
  await writeFile(manifestPath, JSON.stringify(older));
  const figleaf = await Figleaf.launch(folder);
  try {
    await figleaf.set({ ...TEST_SETTINGS, maskStyle: 'pixelate' });
    await figleaf.ready();
    const { usual, pattern } = await onePair();
    const page = await figleaf.newPage();
    await page.goto(
      site.page(
        `<img id=usual src="${site.picture(usual.bytes)}"><img id=pattern src="${site.picture(pattern.bytes)}">`,
      ),
    );
    // Pixelated from a mosaic that came back as base64: neither the picture nor one flat colour.
    await expectLooks(page, { usual, pattern }, { usual: 'shown', pattern: 'other' });
    await figleaf.set({ maskStyle: 'solid' });
    await expectLooks(page, { usual, pattern }, { usual: 'shown', pattern: 'masked' });
    test.expect((await figleaf.facts()).failed).toBe(0);
  } finally {
    await figleaf.close();
    await rm(folder, { recursive: true });
  }
});
