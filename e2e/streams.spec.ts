import type { ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { ALL_ELEMENTS, appendImage, ELEMENT_STYLE, elementsOf, NO_PLUGINS } from './elements.ts';
import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { onePair, ordinaryShots, type Shot } from './pictures.ts';
import type { Site } from './site.ts';
import { underWorker, WORKER_HOST } from './under-worker.ts';

/*
 * One picture after another under one address (`multipart/x-mixed-replace`). The browser tells of the
 * first one only, so what is said of that must let none of the others be seen.
 */

const TYPE = 'multipart/x-mixed-replace; boundary=part';
const END = Buffer.from('--part--\r\n');

/** A picture is shown once what comes next begins. */
const part = (bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--part\r\ncontent-type: image/jpeg\r\ncontent-length: ${bytes.length}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);

/** What is shown once more begins the one that nothing follows. */
const parts = (bytes: Buffer): Buffer => Buffer.concat([part(bytes), part(bytes)]);

/** A host takes six connections only, of which what is read once more takes one as well. */
const FEW = ALL_ELEMENTS.slice(0, 4);

const pageWith = (names: readonly string[], urlOf: (name: string) => string, more = ''): string =>
  pageOf(elementsOf(names, urlOf) + more, ELEMENT_STYLE);

/** Pages with one stream to an element. */
interface Scene {
  readonly names: readonly string[];
  readonly url: string;
  /** All of them go on to the explicit picture. */
  goOn(): Promise<void>;
}

type Maker = (page: Page, site: Site, pair: { usual: Shot; pattern: Shot }) => Promise<Scene>;

/** An answer that is an ordinary picture to whoever takes it for one. */
const disguised = ({ usual, pattern }: { usual: Shot; pattern: Shot }): Buffer =>
  Buffer.concat([usual.bytes, Buffer.from('\r\n'), parts(pattern.bytes), END]);

/** The browser takes what stands before the first boundary for headers, up to an empty line: one picture in ten has one. */
async function pairWithoutEmptyLine(): Promise<{ usual: Shot; pattern: Shot }> {
  const { pattern } = await onePair();
  const usual = (await ordinaryShots(12)).find(
    ({ bytes }) => !/\n\r?\n/.test(bytes.toString('latin1')),
  );
  if (!usual) throw new Error('every picture has an empty line in it');
  return { usual, pattern };
}

const FROM: Record<string, Maker> = {
  async 'the network'(_, site, { usual, pattern }) {
    const going = new Set<ServerResponse>();
    const stream = site.add((_request, response) => {
      response.writeHead(200, { 'content-type': TYPE });
      response.write(parts(usual.bytes));
      going.add(response);
    });
    return {
      names: FEW,
      url: site.page(pageWith(FEW, (name) => `${stream}?${name}`)),
      goOn: async () => {
        for (const response of going) response.write(parts(pattern.bytes));
      },
    };
  },
  async 'another site'(_, site, pair) {
    const answer = site.picture(disguised(pair), TYPE);
    return {
      names: ALL_ELEMENTS,
      url: site.page(
        pageWith(ALL_ELEMENTS, (name) => site.url(`${answer}?${name}`, 'elsewhere.test')),
      ),
      goOn: async () => {},
    };
  },
  async 'a worker of the page'(page, site, { usual, pattern }) {
    const [first, then] = [usual, pattern].map(({ bytes }) =>
      site.picture(parts(bytes), 'application/octet-stream'),
    );
    await underWorker(
      page,
      site,
      `(request) => {
        if (!request.url.includes('stream')) return;
        const { readable, writable } = new TransformStream();
        const writer = writable.getWriter();
        const write = async (url) => {
          const answer = await fetch(url);
          await writer.write(new Uint8Array(await answer.arrayBuffer()));
        };
        new BroadcastChannel('on').addEventListener('message', () => write('${then}'));
        void write('${first}');
        return new Response(readable, { headers: { 'content-type': '${TYPE}' } });
      }`,
    );
    return {
      names: NO_PLUGINS,
      url: site.page(
        pageWith(NO_PLUGINS, (name) => `/stream?${name}`),
        WORKER_HOST,
      ),
      goOn: () => page.evaluate(() => new BroadcastChannel('on').postMessage(null)),
    };
  },
  async 'its own script'(_, site, pair) {
    const bytes = site.picture(disguised(pair), 'application/octet-stream');
    const script = `<script type="module">
      const bytes = await (await fetch('${bytes}')).arrayBuffer();
      const blob = new Blob([bytes], { type: '${TYPE}' });
      document.body.innerHTML = document.body.innerHTML.replaceAll('blob', () => URL.createObjectURL(blob));
    </script>`;
    return {
      names: ALL_ELEMENTS,
      url: site.page(pageWith(ALL_ELEMENTS, () => 'blob', script)),
      goOn: async () => {},
    };
  },
};

for (const [from, make] of Object.entries(FROM)) {
  test(`what comes from ${from} as one picture after another is not shown`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { usual, pattern } = await pairWithoutEmptyLine();
    const { names, url, goOn } = await make(page, site, { usual, pattern });
    const each = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value]));
    const host = new URL(url).hostname;

    // Without us, each comes to show the explicit picture.
    await figleaf.ask('background', 'site.set', { host, mode: 'off' });
    await page.goto(url, { waitUntil: 'commit' });
    await expect(async () => {
      await goOn();
      expect(await looks(page, each(pattern))).toEqual(each('shown'));
    }).toPass({ timeout: 40_000 });

    await figleaf.ask('background', 'site.set', { host, mode: 'on' });
    await page.goto(url, { waitUntil: 'commit' });
    // By the time that others have had their verdicts, so would they.
    const plain = site.url(site.picture(usual.bytes), 'plain.test');
    const seen: string[] = [];
    for (const turn of ['before', 'after', 'later']) {
      await appendImage(page, turn, `${plain}?${turn}`);
      await expectLooks(page, { [turn]: usual }, { [turn]: 'shown' });
      for (const [what, shots] of Object.entries({ usual: each(usual), pattern: each(pattern) })) {
        for (const [name, look] of Object.entries(await looks(page, shots))) {
          if (look === 'shown') seen.push(`${name} shows the ${what}`);
        }
      }
      await goOn();
    }
    // A background whose own load nobody told of may show, for good, a copy of the one that was judged.
    expect(seen.filter((what) => what !== 'background shows the usual')).toEqual([]);
    await expectLooks(page, { img: pattern }, { img: 'masked' });
  });
}
