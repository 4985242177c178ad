import { setTimeout as pause } from 'node:timers/promises';
import { both } from '../cells.ts';
import { type Hands, rowsOf } from '../row.ts';

const PAGE = '<!doctype html><html><head><link rel="icon" href="data:,">';
const STYLE =
  '<style>body { margin: 0 } .cell { position: absolute; width: 160px; height: 160px }</style>';

/** JPEGs stand in a PDF as they are; this part of one is found in no other. */
const sampleOf = (bytes: Buffer): Buffer => bytes.subarray(-600, -100);

const WITHIN_MS = 5_000;

/** Once something in the page has come true, whatever page that is by then. */
async function until({ run }: Hands, expression: string): Promise<void> {
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    try {
      if ((await run(expression)) === true) return;
    } catch (error) {
      // The page that was asked is gone: the next one is asked.
      console.debug(`asked again: ${error}`);
    }
    if (Date.now() > end) throw new Error(`never came true: ${expression}`);
    await pause(50);
  }
}

/** Pages that come otherwise than by an address, and leave for elsewhere. */
export const navigationRows = rowsOf('Coming and going', [
  {
    id: 'page-parser-written',
    title: 'document.write() while the page loads',
    show: (it) =>
      `<script>document.write(${JSON.stringify(both(it)).replaceAll('</', '<\\/')})</script>`,
  },
  {
    id: 'page-reloaded',
    title: 'a page loaded again, from the cache',
    place: 'own',
    show: both,
    act: async ({ run, goto }) => goto(String(await run('location.href'))),
  },
  {
    id: 'page-returned',
    title: 'a page restored from the back-forward cache',
    place: 'own',
    show: both,
    sheet: (cells) => ({
      html: `${PAGE}${STYLE}<script>addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; })</script></head><body>${cells}</body></html>`,
    }),
    act: async (hands, its) => {
      await hands.goto(its[0]?.part(`${PAGE}</head><body>elsewhere</body></html>`) ?? '');
      await hands.run('history.back()');
      await until(hands, "document.querySelector('.cell') !== null");
    },
    premise: 'window.restored === true',
  },
  {
    id: 'page-returned-filled',
    title: 'put into a page when it is restored from the back-forward cache',
    place: 'own',
    show: ({ id, dataUrl }) => `<div id="${id}" data-src="${dataUrl()}"></div>`,
    criterion: 'frames',
    sheet: (cells) => ({
      html: `${PAGE}${STYLE}<script>addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; for (const at of persisted ? document.querySelectorAll('[data-src]') : []) at.innerHTML = '<img src="' + at.dataset.src + '">'; })</script></head><body>${cells}</body></html>`,
    }),
    act: async (hands, its) => {
      await hands.goto(its[0]?.part(`${PAGE}</head><body>elsewhere</body></html>`) ?? '');
      await hands.run('history.back()');
      await until(hands, "document.querySelector('.cell') !== null");
    },
    premise: 'window.restored === true',
  },
  {
    id: 'print-pdf',
    title: 'printed, an <img>',
    place: 'each',
    show: ({ url }) => `<img src="${url}">`,
    look: async ({ pdf }, { bytes }) => Number(Buffer.from(await pdf()).includes(sampleOf(bytes))),
    criterion: 'frames',
  },
  {
    id: 'print-pdf-background',
    title: 'printed, a background',
    place: 'each',
    show: ({ url }) =>
      `<div class="box" style="print-color-adjust: exact; background: url(${url})"></div>`,
    look: async ({ pdf }, { bytes }) => Number(Buffer.from(await pdf()).includes(sampleOf(bytes))),
    criterion: 'frames',
  },
  {
    id: 'canvas-picture-in-picture',
    title: 'a canvas in picture-in-picture',
    place: 'each',
    show: (it) =>
      `<video id="${it.id}" width="160" height="160" autoplay muted></video><button style="font-size: 16px" onclick="(function again(left) { document.getElementById('${it.id}').requestPictureInPicture().catch(() => left > 0 && setTimeout(again, 100, left - 1)) })(20)">go</button>`,
    act: async (hands, [it]) => {
      await hands.run(
        `(async () => { const img = new Image(); img.src = '${it?.url}'; await img.decode(); const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 160 }); const to = canvas.getContext('2d'); const video = document.querySelector('video'); video.srcObject = canvas.captureStream(); const draw = () => { to.drawImage(img, 0, 0); requestAnimationFrame(draw); }; draw(); await video.play(); })()`,
      );
      await hands.click('button');
    },
    // Asked for again as long as one press allows: what is not judged yet gets none.
    // Its window is the system's own, of which nothing here can take a picture.
    look: async ({ run }) =>
      Number(
        (await run(
          'new Promise((resolve) => { let frames = 0; const look = () => document.pictureInPictureElement ? resolve(true) : ++frames > 180 ? resolve(false) : requestAnimationFrame(look); look(); })',
        )) === true,
      ),
    criterion: 'frames',
  },
]);
