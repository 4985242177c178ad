import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extensionProcess } from '../../tools/firefox/processes.ts';
import { filesOf, zip } from '../../tools/zip.ts';
import { looks } from '../eyes.ts';
import { expectVerdicts, explicitOf, openGallery } from '../gallery-scene.ts';
import { TEST_SETTINGS } from '../harness.ts';
import { installPacked, killWorkers } from './damage.ts';
import { expect, FirefoxFigleaf, test } from './harness.ts';
import { sampled } from './sampling.ts';

/*
 * What ends under a page that loads: nothing explicit is shown. Where the engine was gone for a
 * moment, what it held then is broken and comes with the next load.
 */

test.describe.configure({ timeout: 180_000 });

const SMALL = { count: 20, explicit: 4 };

test('the background is stopped 20 times', async ({ figleaf, tab }) => {
  const gallery = await openGallery(SMALL);
  const { seen } = await sampled(tab, explicitOf(gallery), async () => {
    const loading = tab.goto(gallery.url, 'none');
    for (let i = 0; i < 20; i++) await figleaf.stopBackground();
    await loading;
    await tab.reload();
    await figleaf.ready();
    await expectVerdicts(figleaf, tab, gallery);
  });
  expect([...seen]).toEqual([]);
  await gallery.close();
});

test('the workers crash', async ({ figleaf, tab }) => {
  const gallery = await openGallery(SMALL);
  const window = await figleaf.firefox.chrome();
  const { restarts } = await figleaf.facts();
  const { seen } = await sampled(tab, explicitOf(gallery), async () => {
    const loading = tab.goto(gallery.url);
    expect(await killWorkers(window)).toBeGreaterThan(0);
    await loading;
    await expectVerdicts(figleaf, tab, gallery);
  });
  expect([...seen]).toEqual([]);
  expect((await figleaf.facts()).restarts).toBeGreaterThan(restarts);
  await gallery.close();
});

test('the process of the extension crashes, and the extension is loaded anew', async ({
  figleaf,
  tab,
  built,
}) => {
  const gallery = await openGallery(SMALL);
  const { seen } = await sampled(tab, explicitOf(gallery), async () => {
    const loading = tab.goto(gallery.url, 'none');
    process.kill(await extensionProcess(await figleaf.firefox.chrome()), 'SIGKILL');
    await loading;
    await tab.reload('none');
    await figleaf.reopenUi();
    await figleaf.ready();
    await expectVerdicts(figleaf, tab, gallery);
  });
  expect([...seen]).toEqual([]);

  // What is open is covered and judged once more; what was replaced on its way stays so meanwhile.
  const { seen: anew } = await sampled(tab, explicitOf(gallery), async () => {
    await figleaf.firefox.install(built);
    await figleaf.reopenUi();
    await figleaf.set(TEST_SETTINGS);
    await figleaf.ready();
    // The journal of verdicts began anew, too.
    await expect
      .poll(async () => {
        const now = await looks(tab, gallery.shots);
        return gallery.explicit.filter((url) => now[url] === 'masked').length;
      })
      .toBe(SMALL.explicit);
  });
  expect([...anew]).toEqual([]);
  await tab.reload();
  await expectVerdicts(figleaf, tab, gallery);
  await gallery.close();
});

test('a new version waits for the next start, and open pages stay covered', async ({ built }) => {
  const gallery = await openGallery(SMALL);
  const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-e2e-'));
  const packed = async (version: string): Promise<string> => {
    const files = (await filesOf(built)).map((file) => {
      if (file.name !== 'manifest.json') return file;
      const manifest = { ...JSON.parse(Buffer.from(file.bytes).toString()), version };
      return { name: file.name, bytes: Buffer.from(JSON.stringify(manifest)) };
    });
    const file = path.join(folder, `${version}.xpi`);
    await writeFile(file, zip(files, 0));
    return file;
  };
  const figleaf = await FirefoxFigleaf.launch(built, {
    prefs: { 'xpinstall.signatures.required': false },
    install: async (firefox) => {
      await installPacked(await firefox.chrome(), await packed('0.0.1'));
    },
  });
  try {
    await figleaf.set(TEST_SETTINGS);
    await figleaf.ready();
    const tab = await figleaf.newPage();
    const window = await figleaf.firefox.chrome();
    const { seen } = await sampled(tab, explicitOf(gallery), async () => {
      await tab.goto(gallery.url);
      await expectVerdicts(figleaf, tab, gallery);
      // Also while the background sleeps, as it does most of the time.
      await figleaf.stopBackground();
      const { became, version } = await installPacked(window, await packed('0.0.2'));
      expect({ became, version }).toEqual({ became: 'postponed', version: '0.0.1' });
      await expectVerdicts(figleaf, tab, gallery);
    });
    expect([...seen]).toEqual([]);
  } finally {
    await figleaf.close();
    await gallery.close();
    await rm(folder, { recursive: true });
  }
});
