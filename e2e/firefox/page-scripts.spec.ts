import { copyIntoFrame } from '../copy-into-frame.ts';
import { pageOf } from '../harness.ts';
import { onePair } from '../pictures.ts';
import { expect, test } from './harness.ts';

test('a copy of a page in a frame out of sight has its backgrounds at once', async ({
  tab,
  site,
}) => {
  const { usual } = await onePair();
  const background = `background: url(${site.picture(usual.bytes)})`;
  await tab.goto(
    site.page(
      pageOf('<div></div>', `<style>div { width: 320px; height: 320px; ${background} }</style>`),
    ),
  );
  await expect
    .poll(() => tab.evaluate(() => document.querySelectorAll('div[data-figleaf-css]').length))
    .toBe(1);
  const waited: number[] = [];
  for (let i = 0; i < 5; i++) waited.push(await tab.evaluate(copyIntoFrame));
  // Whatever else the machine does, one of them was not kept waiting for others, or for a frame of its own.
  expect(Math.min(...waited), `${waited}`).toBeLessThan(6);
});

test('what has a judged background moves as its page says while it is read again', async ({
  tab,
  site,
}) => {
  const { usual } = await onePair();
  await tab.goto(
    site.page(
      pageOf(
        `<div id="alone"></div><div id="among-all"></div><div id="beside-colours"></div>
        <div id="beside-pictures"></div><div id="beside-places"></div>`,
        `<style>div { width: 320px; height: 320px; background: url(${site.picture(usual.bytes)}) }
        div { transition: opacity 100ms } #among-all { transition-property: all }
        #beside-colours { transition-property: background-color, border-color, opacity }
        #beside-pictures { transition-property: background, mask-image, opacity }
        #beside-places { transition: opacity 100ms, background-position 100ms }
        div.next { opacity: .5 }</style>`,
      ),
    ),
  );
  await expect
    .poll(() => tab.evaluate(() => document.querySelectorAll('div[data-figleaf-css]').length))
    .toBe(5);
  const ends = await tab.evaluate(async () => {
    const told: Record<string, number> = {};
    for (const div of document.querySelectorAll('div')) {
      div.addEventListener('transitionend', () => {
        told[div.id] = (told[div.id] ?? 0) + 1;
      });
    }
    const frame = () => new Promise(requestAnimationFrame);
    const divs = [...document.querySelectorAll('div')];
    // A class may bring another background: each time it is read what there is.
    for (let i = 0; i < 4; i++) {
      for (const div of divs) div.classList.toggle('next');
      await frame();
      await frame();
      while (divs.some((div) => div.getAnimations().length > 0)) await frame();
    }
    return told;
  });
  expect(ends).toEqual({
    alone: 4,
    'among-all': 4,
    'beside-colours': 4,
    'beside-pictures': 4,
    'beside-places': 4,
  });
});

/** What the browser's own window can do, and no page. */
interface Inside {
  gBrowser: { selectedBrowser: { focus(): void } };
  goDoCommand(command: string): void;
  Cc: Record<string, { createInstance(wanted: unknown): Transferable }>;
  Ci: Record<string, unknown>;
  Services: {
    clipboard: { kGlobalClipboard: number; getData(to: Transferable, of: number): void };
  };
}
interface Transferable {
  init(context: null): void;
  addDataFlavor(type: string): void;
  getTransferData(
    type: string,
    to: { value?: { QueryInterface(as: unknown): { data: string } } },
  ): void;
}

test('what is copied has nothing of ours in it', async ({ figleaf, tab, site }) => {
  const { usual } = await onePair();
  const src = site.picture(usual.bytes);
  await tab.goto(site.page(pageOf(`<p id="text">one <img src="${src}">two <b>three</b></p>`)));
  const isShown = () =>
    tab.evaluate(() => getComputedStyle(document.images[0] as Element).visibility === 'visible');
  await expect.poll(isShown).toBe(true);
  await tab.evaluate(() => {
    getSelection()?.selectAllChildren(document.getElementById('text') as Element);
  });
  const window = await figleaf.firefox.chrome();
  const copied = (type: string) =>
    window.evaluate((wanted) => {
      const { gBrowser, goDoCommand, Cc, Ci, Services } = globalThis as unknown as Inside;
      gBrowser.selectedBrowser.focus();
      goDoCommand('cmd_copy');
      const transferable = Cc['@mozilla.org/widget/transferable;1']?.createInstance(
        Ci.nsITransferable,
      );
      const found: Parameters<Transferable['getTransferData']>[1] = {};
      transferable?.init(null);
      transferable?.addDataFlavor(wanted);
      try {
        if (transferable) {
          Services.clipboard.getData(transferable, Services.clipboard.kGlobalClipboard);
        }
        transferable?.getTransferData(wanted, found);
      } catch {
        // Nothing was copied yet.
        return null;
      }
      return found.value?.QueryInterface(Ci.nsISupportsString).data ?? null;
    }, type);
  await expect.poll(() => copied('text/plain')).toBe('one two three');
  const html = `one <img src="${new URL(src, site.url('/')).href}">two <b>three</b>`;
  await expect.poll(() => copied('text/html')).toBe(html);
  await expect.poll(isShown).toBe(true);
});
