import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { allCards } from '../models/cards.ts';
import { tinyModel } from '../models/synthetic/tiny.ts';
import type { ModelCard } from '../src/shared/card.ts';
import { KNOWN_CARDS } from '../src/shared/known-cards.ts';
import { expect, expectLooks, type Figleaf, pageOf, test as plainTest } from './harness.ts';
import { mixedOn } from './mixed.ts';
import { by, cutOnce, halfway, plainly } from './model-server.ts';
import { file, openOptions, settingsOf } from './our-pages.ts';
import { syntheticDetector } from './test-detectors.ts';

/*
 * Models come and go in the real options page, from a server on this machine that does whatever a
 * server can do. What they look like to a person, and what is then in the private file system.
 */

const DETECTOR = syntheticDetector();
const NAME = 'Colours';

interface Offered {
  url?: string;
  change?: Partial<ModelCard>;
}

const test = plainTest.extend<{ offer: (...offered: Offered[]) => Promise<void> }>({
  /** Has the extension know more models, as if their cards came with it. */
  offer: async ({ built }, use) => {
    const at = path.join(built, KNOWN_CARDS);
    const whole = await readFile(at);
    await use(async (...offered) => {
      const cards = offered.map(({ url = null, change = {} }) => ({
        ...DETECTOR.card,
        name: NAME,
        licence: { spdx: 'MIT', holder: 'Figleaf' },
        source: { repository: 'figleaf/test', url },
        ...(url === null && { unknown: 'It is nowhere.' }),
        ...change,
      }));
      await writeFile(at, JSON.stringify([...JSON.parse(whole.toString()), ...cards]));
    });
    await writeFile(at, whole);
  },
});

const models = (options: Page) => options.getByRole('region', { name: 'Models' });
const press = (options: Page, name: string) =>
  models(options).getByRole('button', { name, exact: true }).click();
const says = (options: Page, words: string | RegExp) =>
  expect(models(options).locator('.notice, .installing').filter({ hasText: words })).toBeVisible();

/** Every file of the private file system that has to do with models. */
const stored = (figleaf: Figleaf): Promise<string[]> =>
  figleaf.ui.evaluate(async () => {
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, name: string): Promise<void> => {
      for await (const [key, entry] of folder.entries()) {
        if (entry.kind === 'file') files.push(`${name}${key}`);
        else await walk(entry as FileSystemDirectoryHandle, `${name}${key}/`);
      }
    };
    const root = await navigator.storage.getDirectory();
    // Not made here: on a full disk that would fail, and nothing may have made it before.
    for await (const [key, entry] of root.entries()) {
      if (key === 'models') await walk(entry as FileSystemDirectoryHandle, '');
    }
    return files.sort();
  });

const INSTALLED = ['colours/card.json', 'colours/model.onnx'];

/** Its message is there, and nothing else has changed. */
async function expectRefused(figleaf: Figleaf, options: Page, words: string | RegExp) {
  await says(options, words);
  await says(options, 'Nothing has changed.');
  expect(await stored(figleaf)).toEqual([]);
  expect((await settingsOf(figleaf)).detector).toBe('none');
}

test('loads one, with its bytes counted, and uses it only when told to', async ({
  figleaf,
  site,
  offer,
}) => {
  const { bytes } = DETECTOR;
  const { url, goOn } = halfway(site, bytes);
  await offer({ url });
  const options = await openOptions(figleaf);
  // Nothing is asked of the network before the person says so.
  expect(site.hits(url)).toBe(0);
  await press(options, `Install ${NAME}`);
  const bar = models(options).getByRole('progressbar', { name: `Progress of ${NAME}` });
  await expect(bar).toHaveJSProperty('max', bytes.length);
  await expect(bar).toHaveJSProperty('value', bytes.length >> 1);
  await expect(models(options).locator('.installing-bytes')).toHaveText(
    /^\d+(\.\d)? [kM]?B.* of \d+(\.\d)? [kM]?B/,
  );
  expect(await stored(figleaf)).not.toContain(INSTALLED[0]);
  goOn();
  await says(options, `${NAME} is installed.`);
  expect(await stored(figleaf)).toEqual(INSTALLED);
  expect((await settingsOf(figleaf)).detector).toBe('none');
  await press(options, `Use ${NAME}`);
  await expect.poll(async () => (await settingsOf(figleaf)).detector).toBe('colours');
  await expect(models(options).getByRole('radio', { name: NAME })).toBeChecked();
});

test('removing the one in use falls back to none', async ({ figleaf }) => {
  await figleaf.installDetector(DETECTOR.card, DETECTOR.bytes);
  const options = await openOptions(figleaf);
  await press(options, 'Remove colours');
  const question = options.getByRole('dialog', { name: 'Remove colours?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await stored(figleaf)).toEqual(INSTALLED);
  await press(options, 'Remove colours');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(options.getByRole('status').filter({ hasText: 'Removed the model' })).toBeVisible();
  // The button that was pressed is gone.
  await expect(options.getByRole('region', { name: 'Models' })).toBeFocused();
  expect(await stored(figleaf)).toEqual([]);
  expect((await settingsOf(figleaf)).detector).toBe('none');
  await expect(models(options).getByRole('radio', { name: 'None' })).toBeChecked();
});

test('a licence that asks for it is accepted first', async ({ figleaf, site, offer }) => {
  const url = plainly(site, DETECTOR.bytes);
  const licence = { spdx: 'AGPL-3.0', holder: 'Somebody', accept: true };
  await offer({ url, change: { licence } });
  const options = await openOptions(figleaf);
  await press(options, `Install ${NAME}`);
  const question = options.getByRole('dialog', { name: `The licence of ${NAME}` });
  await expect(question).toContainText('It belongs to Somebody and comes under AGPL-3.0.');
  await options.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(site.hits(url)).toBe(0);
  await press(options, `Install ${NAME}`);
  await question.getByRole('button', { name: 'Accept and install' }).click();
  await says(options, `${NAME} is installed.`);
});

test('cancelled, nothing is left, and it can be begun anew', async ({ figleaf, site, offer }) => {
  const { url, half, goOn } = halfway(site, DETECTOR.bytes);
  await offer({ url });
  const options = await openOptions(figleaf);
  await press(options, `Install ${NAME}`);
  const bar = models(options).getByRole('progressbar');
  await expect(bar).toHaveJSProperty('value', half);
  await press(options, 'Cancel');
  await expect(bar).toBeHidden();
  await expect.poll(() => stored(figleaf)).toEqual([]);
  goOn();
  await press(options, `Install ${NAME}`);
  await expect(bar).toHaveJSProperty('value', half);
  goOn();
  await says(options, `${NAME} is installed.`);
});

test('a connection that is cut goes on where it was, if the server can', async ({
  figleaf,
  site,
  offer,
}) => {
  const { url, ranges, half, cut } = cutOnce(site, DETECTOR.bytes, '"one"');
  await offer({ url });
  const options = await openOptions(figleaf);
  await press(options, `Install ${NAME}`);
  await expect(models(options).getByRole('progressbar')).toHaveJSProperty('value', half);
  cut();
  await says(options, /The connection broke after .* of .*Nothing has changed/);
  await press(options, 'Continue');
  await says(options, `${NAME} is installed.`);
  expect(ranges).toEqual([`bytes=${half}-`]);
  expect(await stored(figleaf)).toEqual(INSTALLED);
});

test('and begins anew, if the server cannot', async ({ figleaf, site, offer }) => {
  const { url, ranges, half, cut } = cutOnce(site, DETECTOR.bytes, null);
  await offer({ url });
  const options = await openOptions(figleaf);
  await press(options, `Install ${NAME}`);
  await expect(models(options).getByRole('progressbar')).toHaveJSProperty('value', half);
  cut();
  await says(options, 'The connection broke after');
  await press(options, 'Try again');
  await says(options, `${NAME} is installed.`);
  expect(ranges).toEqual([]);
});

test('what is left of a window that was closed on the way is cleared away', async ({
  figleaf,
  site,
  offer,
}) => {
  const { url, half } = halfway(site, DETECTOR.bytes);
  await offer({ url });
  const first = await openOptions(figleaf);
  await press(first, `Install ${NAME}`);
  await expect(models(first).getByRole('progressbar')).toHaveJSProperty('value', half);
  await first.close();
  const second = await openOptions(figleaf);
  await expect(models(second).getByRole('button', { name: `Install ${NAME}` })).toBeEnabled();
  await expect.poll(() => stored(figleaf)).toEqual([]);
});

test('whatever a server does, it is said, and changes nothing', async ({
  figleaf,
  site,
  offer,
}) => {
  const { bytes } = DETECTOR;
  const changed = Uint8Array.from(bytes, (byte, i) => (i === 1000 ? byte ^ 1 : byte));
  const gone = plainly(site, bytes).replace(/:\d+/, ':9');
  const cases: [string, string, string | RegExp][] = [
    [
      '404',
      by(site, (_, response) => response.writeHead(404).end('no')),
      'answered with error 404',
    ],
    ['no server', gone, 'Its server did not answer.'],
    ['the wrong bytes', plainly(site, changed), 'its SHA-256 differs'],
    [
      'another file',
      plainly(site, Buffer.from('<!doctype html>')),
      'The file breaks off: it has 15 byte',
    ],
    [
      'more than there is',
      plainly(site, Buffer.concat([bytes, bytes])),
      'larger than it should be',
    ],
    [
      'an end without a length, too soon',
      by(site, (_, response) => {
        response.writeHead(200, { connection: 'close', 'transfer-encoding': 'identity' });
        response.end(bytes.subarray(0, 1000));
      }),
      'The file breaks off',
    ],
    [
      'a redirect to what is not secure',
      by(site, (_, response) => {
        response.writeHead(302, { location: site.url(site.picture(Buffer.from(bytes))) }).end();
      }),
      'one that is not secure',
    ],
    ['a redirect to itself', redirectToItself(site), 'Its server did not answer.'],
  ];
  const named = (i: number) => `Model ${i + 1}`;
  await offer(
    ...cases.map(([, url], i) => ({ url, change: { id: `model-${i}`, name: named(i) } })),
  );
  const options = await openOptions(figleaf);
  for (const [i, [name, , words]] of cases.entries()) {
    await test.step(name, async () => {
      await press(options, `Install ${named(i)}`);
      await says(options, `${named(i)} was not installed.`);
      await expectRefused(figleaf, options, words);
    });
  }
});

test('slow, without a length and after a redirect, it is still installed', async ({
  figleaf,
  site,
  offer,
}) => {
  const { bytes } = DETECTOR;
  const slow = by(site, async (_, response) => {
    response.writeHead(200, { connection: 'close' });
    for (let i = 0; i < 10; i++) {
      response.write(bytes.subarray((bytes.length * i) / 10, (bytes.length * (i + 1)) / 10));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    response.end();
  });
  const moved = by(site, (_, response) => response.writeHead(302, { location: slow }).end());
  // Of a card that does not know the size either.
  await offer({ url: moved, change: { bytes: null, unknown: 'The size.' } as Partial<ModelCard> });
  const options = await openOptions(figleaf);
  await press(options, `Install ${NAME}`);
  await says(options, /so far/);
  await expect(models(options).getByRole('progressbar')).not.toHaveAttribute('value');
  await says(options, `${NAME} is installed.`);
  expect(await stored(figleaf)).toEqual(INSTALLED);
});

test('a full disk', async ({ figleaf, site, offer }) => {
  await offer({ url: plainly(site, DETECTOR.bytes) });
  const options = await openOptions(figleaf);
  const session = await options.context().newCDPSession(options);
  const origin = `chrome-extension://${figleaf.id}`;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  try {
    await press(options, `Install ${NAME}`);
    await expectRefused(figleaf, options, 'The disk, or the room the browser gives, is full.');
  } finally {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
  }
  await press(options, 'Try again');
  await says(options, `${NAME} is installed.`);
});

test('two windows at once: the second is told, and nothing is mixed up', async ({
  figleaf,
  site,
  offer,
}) => {
  const { url, half, goOn } = halfway(site, DETECTOR.bytes);
  await offer({ url });
  const first = await openOptions(figleaf);
  const second = await openOptions(figleaf);
  await press(first, `Install ${NAME}`);
  await expect(models(first).getByRole('progressbar')).toHaveJSProperty('value', half);
  await press(second, `Install ${NAME}`);
  await says(second, 'Another window is adding or removing a model.');
  expect(site.hits(url)).toBe(1);
  goOn();
  await says(first, `${NAME} is installed.`);
  await expect(models(second).getByRole('button', { name: `Remove ${NAME}` })).toBeVisible();
  await press(second, 'Try again');
  await says(second, 'A model of this name is installed already.');
  expect(await stored(figleaf)).toEqual(INSTALLED);
  expect(site.hits(url)).toBe(1);
});

test.describe('from a file', () => {
  const choose = (options: Page, ...files: ReturnType<typeof file>[]) =>
    models(options).getByLabel('Add a model from a file').setInputFiles(files);
  const onnx = (name: string, bytes: Uint8Array) => file(name, bytes, 'application/octet-stream');
  const marqo = cardOf('marqo-nsfw-384');

  test('one that is known by its hash', async ({ figleaf, offer }) => {
    await offer({});
    const options = await openOptions(figleaf);
    await choose(options, onnx('whatever.onnx', DETECTOR.bytes));
    await says(options, `${NAME} is installed.`);
    expect(await stored(figleaf)).toEqual(INSTALLED);
  });

  test('one whose hash nobody states, when the person says which it is', async ({ figleaf }) => {
    const options = await openOptions(figleaf);
    await choose(options, onnx('model.onnx', tinyModel(marqo)));
    await models(options).getByRole('combobox', { name: 'It is' }).selectOption(marqo.name);
    await press(options, 'Install');
    await says(options, `${marqo.name} is installed.`);
    await press(options, `Use ${marqo.name}`);
    await expect.poll(async () => (await settingsOf(figleaf)).model).toBe(marqo.id);
    await expect.poll(async () => (await figleaf.facts()).model?.id).toBe(marqo.id);
  });

  test('one that was chosen and missed looks at what is open as soon as it is there', async ({
    figleaf,
    page,
    site,
  }) => {
    await figleaf.set({ model: marqo.id });
    const { html, shots } = await mixedOn(site, 1, 1);
    await page.goto(site.page(pageOf(html)));
    const masked = Object.fromEntries(Object.keys(shots).map((id) => [id, 'masked' as const]));
    await expectLooks(page, shots, masked);
    const { state, judged } = await figleaf.facts();
    expect(state).toEqual({ is: 'failed', why: 'model-missing' });
    const options = await openOptions(figleaf);
    await choose(options, onnx('model.onnx', tinyModel(marqo)));
    await models(options).getByRole('combobox', { name: 'It is' }).selectOption(marqo.name);
    await press(options, 'Install');
    await says(options, `${marqo.name} is installed.`);
    await expect
      .poll(() => figleaf.facts())
      .toMatchObject({
        state: { is: 'ready' },
        model: { id: marqo.id },
        judged: judged + 2,
      });
  });

  test('what cannot be used is said, and changes nothing', async ({ figleaf }) => {
    const bytes = Uint8Array.from(tinyModel(marqo));
    const own = (change: object = {}) =>
      file(
        'card.json',
        Buffer.from(JSON.stringify({ ...marqo, id: 'mine', name: 'Mine', ...change })),
      );
    /** A model of one node, or one tensor. */
    const tiny = (...inner: number[]) => Uint8Array.of(0x3a, inner.length, ...inner);
    const sha256 = createHash('sha256').update('another').digest('hex');
    const cases: [string, ReturnType<typeof file>[], string | RegExp][] = [
      ['a picture', [file('cat.jpg', bytes)], 'There is no .onnx file among those'],
      [
        'a known one, broken off',
        [onnx('320n.onnx', bytes)],
        /The file breaks off: it has .* 12.2 MB/,
      ],
      [
        'a card that is none',
        [onnx('m.onnx', bytes), file('card.json', Buffer.from('{}'))],
        'The card cannot be used',
      ],
      [
        'a card with a known id',
        [onnx('m.onnx', bytes), own({ id: 'fast' })],
        '“fast”, belongs to',
      ],
      ['text', [onnx('m.onnx', Buffer.from('Dear all')), own()], 'is no ONNX model'],
      ['a hash that differs', [onnx('m.onnx', bytes), own({ sha256 })], 'its SHA-256 differs'],
      [
        'operators of others',
        [onnx('m.onnx', tiny(0x0a, 4, 0x3a, 2, 0x78, 0x79)), own()],
        'operators that the engine does not have, of “xy”',
      ],
      ['data elsewhere', [onnx('m.onnx', tiny(0x2a, 2, 0x70, 1)), own()], 'lie in other files'],
      [
        'other inputs than its card has',
        [onnx('m.onnx', bytes), own({ input: { ...marqo.input, name: 'somewhere' } })],
        'does not work as its card says',
      ],
      [
        'other outputs than its card has',
        [
          onnx('m.onnx', bytes),
          own({ labels: [...marqo.labels, { name: 'third', category: 'none' }] }),
        ],
        'does not work as its card says',
      ],
    ];
    const options = await openOptions(figleaf);
    for (const [name, files, words] of cases) {
      await test.step(name, async () => {
        await choose(options, ...files);
        await expectRefused(figleaf, options, words);
      });
    }
    await choose(options, onnx('m.onnx', bytes), own());
    await says(options, 'Mine is installed.');
    expect(await stored(figleaf)).toEqual(['mine/card.json', 'mine/model.onnx']);
  });
});

const redirectToItself = (site: Parameters<typeof by>[0]): string => {
  const url: string = by(site, (_, response) => response.writeHead(302, { location: url }).end());
  return url;
};

function cardOf(id: string): ModelCard {
  const found = allCards().find(({ card }) => card.id === id);
  if (!found) throw new Error(`no card ${id}`);
  return found.card;
}
