import { expect, expectLooks, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { explicitShots, onePair, ordinaryShots } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';
import { WORKER_HOST } from './under-worker.ts';

/*
 * Every kind of document that holds an <img>, in frames of its size on one page: each once with an
 * explicit picture, which is never painted, and once with an ordinary one, which is shown.
 */

const XHTML = 'http://www.w3.org/1999/xhtml';
const IMG = (src: string) => `<body style="margin:0;font-size:0"><img src="${src}"></body>`;
const FULL = (src: string) => `<!doctype html><html>${IMG(src)}</html>`;

type Served = (src: string) => { type: string; body: string; headers?: Record<string, string> };

const html = (body: string, headers: Record<string, string> = {}) => ({
  type: 'text/html',
  body,
  headers,
});

/** Documents that a server sends. */
const SERVED: Record<string, Served> = {
  plain: (src) => html(FULL(src)),
  quirks: (src) => html(IMG(src)),
  'right to left': (src) => html(FULL(src).replace('<html', '<html dir="rtl"')),
  xhtml: (src) => ({
    type: 'application/xhtml+xml',
    body: `<html xmlns="${XHTML}"><body style="margin:0"><img src="${src}" alt=""/></body></html>`,
  }),
  svg: (src) => ({
    type: 'image/svg+xml',
    body: `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320"><foreignObject
 width="320" height="320"><img xmlns="${XHTML}" src="${src}" alt=""/></foreignObject></svg>`,
  }),
  'the strictest policy': (src) =>
    html(`<!doctype html><body marginwidth="0" marginheight="0"><img src="${src}">`, {
      'content-security-policy':
        "default-src 'none'; img-src *; require-trusted-types-for 'script'; trusted-types 'none'",
    }),
  sandboxed: (src) => html(FULL(src), { 'content-security-policy': 'sandbox' }),
  'declarative, bit by bit': (src) =>
    html(`<body style="margin:0"><div>BIT<template shadowrootmode="closed">BIT<style>
 img { border: 0 }</style>BIT<img src="${src}">BIT</template></div>`),
};

/** Frames that a script fills; in the page. */
const FILLED: Record<string, (frame: HTMLIFrameElement, src: string, markup: string) => unknown> = {
  srcdoc: (frame, _, markup) => {
    frame.srcdoc = markup;
  },
  'sandboxed srcdoc': (frame, _, markup) => {
    frame.setAttribute('sandbox', '');
    frame.srcdoc = markup;
  },
  'about:blank': (frame, src) => {
    const { contentDocument: inner } = frame;
    if (!inner) return;
    inner.body.style.margin = '0';
    inner.body.append(Object.assign(inner.createElement('img'), { src }));
  },
  'document.write': (frame, _, markup) => {
    frame.contentDocument?.write(markup);
    frame.contentDocument?.close();
  },
  'javascript:': (frame, _, markup) => {
    frame.src = `javascript:${JSON.stringify(markup)}`;
  },
  'blob:': (frame, _, markup) => {
    frame.src = URL.createObjectURL(new Blob([markup], { type: 'text/html' }));
  },
  'data:': (frame, _, markup) => {
    frame.src = `data:text/html,${encodeURIComponent(markup)}`;
  },
  'a picture': (frame, src) => {
    frame.src = src;
  },
  'nested srcdoc': (frame, _, markup) => {
    frame.srcdoc = `<body style="margin:0"><iframe width="320" height="320" style="border:0"
      srcdoc="${markup.replaceAll('"', '&quot;')}"></iframe>`;
  },
  'a picture from another document': (frame, src) => {
    const { contentDocument: inner } = frame;
    if (!inner) return;
    inner.body.style.margin = '0';
    const img = Object.assign(new Image(), { src });
    frame.before(img);
    requestAnimationFrame(() => requestAnimationFrame(() => inner.body.append(img)));
  },
};

function serve(site: Site, served: ReturnType<Served>, host?: string): string {
  const path = site.add((_, response) => {
    response.writeHead(200, { 'content-type': served.type, ...served.headers });
    const bits = served.body.split('BIT');
    const next = () => {
      const bit = bits.shift();
      if (bit === undefined) response.end();
      else response.write(bit, () => setTimeout(next, bits.length > 0 ? 50 : 0));
    };
    next();
  });
  return site.url(path, host);
}

test.use({ room: GALLERY_ROOM });

test('pictures in documents of every kind', async ({ figleaf, page, site }) => {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const rows: { id: string; shot: typeof bad; url: string; src: string }[] = [];
  for (const shot of [bad, plain]) {
    const kind = shot.explicit ? 'bad' : 'plain';
    for (const [name, make] of Object.entries(SERVED)) {
      for (const host of ['pictures.test', 'elsewhere.test']) {
        const url = site.url(site.picture(shot.bytes));
        rows.push({
          id: `${name} on ${host}/${kind}`,
          shot,
          url,
          src: serve(site, make(url), host),
        });
      }
    }
    for (const name of Object.keys(FILLED)) {
      rows.push({ id: `${name}/${kind}`, shot, url: site.url(site.picture(shot.bytes)), src: '' });
    }
  }
  const code = Object.entries(FILLED).map(([name, fill]) => `${JSON.stringify(name)}: ${fill}`);
  const frames = rows.map(({ id, src }) => `<iframe id="${id}" ${src && `src="${src}"`}></iframe>`);
  const style = '<style>iframe { border: 0; width: 320px; height: 320px }</style>';
  const fills = rows.filter(({ src }) => src === '').map(({ id, url }) => [id, url, FULL(url)]);
  const script = `<script>{
    const fill = {${code.join()}};
    for (const [id, src, markup] of ${JSON.stringify(fills).replaceAll('</', '<\\/')})
      fill[id.slice(0, id.lastIndexOf('/'))](document.getElementById(id), src, markup);
    globalThis.inRoots = [...document.querySelectorAll('iframe')];
  }</script>`;
  const trace = await paintTrace(figleaf.browser);
  await page.goto(site.page(pageOf(frames.join('') + script, style)));
  const shots = Object.fromEntries(rows.map(({ id, shot }) => [id, shot]));
  const expected = Object.fromEntries(
    rows.map(({ id, shot }) => {
      // Nothing of HTML is rendered right under an SVG's root, so there is no label.
      const covered = id.startsWith('svg') ? 'blank' : 'masked';
      return [id, shot.explicit ? covered : 'shown'] as const;
    }),
  );
  await expectLooks(page, shots, expected);
  const painted = await trace.stop();
  const urls = (explicit: boolean) =>
    rows.filter(({ shot }) => shot.explicit === explicit).map(({ url }) => url);
  expect(seenOf(painted, urls(true))).toEqual([]);
  expect(seenOf(painted, urls(false))).toEqual(urls(false));
});

test('a file of XML without a style is shown as the browser shows it', async ({
  figleaf: _,
  page,
  site,
}) => {
  await page.goto(
    site.url(site.picture(Buffer.from('<feed><entry>one</entry></feed>'), 'text/xml')),
  );
  await expect(page.locator('#webkit-xml-viewer-source-xml')).toBeAttached();
});

test('a picture opened as a document', async ({ figleaf, page, site }) => {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const urls = [bad, plain].map(({ bytes }) => site.url(site.picture(bytes)));
  const trace = await paintTrace(figleaf.browser);
  for (const [shot, look] of [
    [bad, 'masked'],
    [plain, 'shown'],
  ] as const) {
    const url = urls[shot === bad ? 0 : 1] ?? '';
    await page.goto(url);
    await expectLooks(page, { [url]: shot }, { [url]: look });
  }
  expect(seenOf(await trace.stop(), urls)).toEqual([urls[1]]);
});

/** Windows that a page makes and fills itself, before there is a page in them. */
const WINDOWS: Record<string, (markup: string) => unknown> = {
  'a window': (markup) => {
    const opened = open('');
    if (opened) opened.document.body.innerHTML = markup;
  },
  'a picture-in-picture of a document': async (markup) => {
    const { documentPictureInPicture: ours } = globalThis as unknown as {
      documentPictureInPicture: { requestWindow(init: object): Promise<Window> };
    };
    const opened = await ours.requestWindow({ width: 700, height: 400 });
    opened.document.body.innerHTML = markup;
  },
};

for (const [name, fill] of Object.entries(WINDOWS)) {
  test(`${name} filled by the page that opened it`, async ({ figleaf, page, site }) => {
    const { usual, pattern } = await onePair();
    // Only there is a page without a certificate trusted with the last of them.
    const at = (path: string) => new URL(path, site.page('', WORKER_HOST)).href;
    const urls = { bad: at(site.picture(pattern.bytes)), good: at(site.picture(usual.bytes)) };
    const markup = Object.entries(urls).map(([id, url]) => `<img id="${id}" src="${url}">`);
    const code = `(${fill})(${JSON.stringify(markup.join(''))})`;
    await page.goto(site.page(pageOf('<p>Here</p>'), WORKER_HOST));
    const trace = await paintTrace(figleaf.browser);
    const opened = page.context().waitForEvent('page');
    await page.evaluate(code);
    const window = await opened;
    await window.setViewportSize({ width: 700, height: 400 });
    await expectLooks(window, { bad: pattern, good: usual }, { bad: 'masked', good: 'shown' });
    expect(seenOf(await trace.stop(), Object.values(urls))).toEqual([urls.good]);
  });
}

/** Of a second, after which our script comes into an empty document that holds nothing. */
const SOME_FRAMES = 40;

test('an empty document is hidden though a page fills it only where nobody looks', async ({
  figleaf: _,
  page,
  site,
}) => {
  const { usual } = await onePair();
  await page.goto(site.page(pageOf('<div style="width: 1px">a</div>')));
  const hiddenAfter = await page.evaluate(
    async ([src, most]) => {
      const frame = document.createElement('iframe');
      frame.src = 'about:blank#a';
      const box = document.querySelector('div') as HTMLElement;
      let show = (_: boolean): void => undefined;
      let frames = 0;
      // It is gone again before the first who looks in the next frame: this was there before the <iframe>.
      const hidden = new Promise<number | null>((resolve) => {
        const again = () => {
          show(false);
          if (getComputedStyle(frame).visibility === 'hidden') resolve(frames);
          else if (frames === most) resolve(null);
          else requestAnimationFrame(again);
          box.style.width = `${10 + ((box.offsetWidth + 1) % 2)}px`;
        };
        again();
      });
      document.body.append(frame);
      const view = frame.contentWindow as Window & typeof globalThis;
      const picture = new view.Image();
      picture.src = src;
      await picture.decode();
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(`html { background: url(${src}) }`);
      show = (is) => {
        view.document.adoptedStyleSheets = is ? [sheet] : [];
        if (is) frames += 1;
      };
      // After all else that is done in a frame before it is painted.
      new ResizeObserver(() => show(true)).observe(box);
      return hidden;
    },
    [site.picture(usual.bytes), SOME_FRAMES] as const,
  );
  expect(hiddenAfter).not.toBeNull();
});
