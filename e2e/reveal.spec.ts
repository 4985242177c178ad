import type { Page } from 'playwright';
import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { labelsOf, pressLabel, readyLabel } from './labels.ts';
import { explicitShots } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * A page that wants a covered picture revealed has the person press our label without meaning to.
 * Every press here is a real one, as the mouse or the keyboard makes it. In each test the press is
 * refused, which the label says, so that it was heard; and when the trick is over, a press reveals.
 */

const STYLE = `<style>html, body { height: 100% } img { position: absolute; left: 0; top: 0 }
#play { position: absolute; left: 600px; top: 400px; width: 200px; height: 60px }</style>`;

async function openScene(page: Page, site: Site) {
  const [bad] = await explicitShots(1);
  if (!bad) throw new Error('no picture');
  const src = site.url(site.picture(bad.bytes));
  const body = `<img id="bad" src="${src}"><button id="play">Play</button>`;
  await page.goto(site.page(pageOf(body, STYLE)));
  const shots = { bad };
  await expectLooks(page, shots, { bad: 'masked' });
  return { shots, src };
}

const textOf = async (page: Page): Promise<string> => (await labelsOf(page))[0]?.text ?? '';

async function refused(page: Page, how: 'again' | 'elsewhere'): Promise<void> {
  const says = { again: /Press again/, elsewhere: /Right-click to show/ }[how];
  await expect.poll(() => textOf(page)).toMatch(says);
}

/** Afterwards, with the page's trick undone, a person reveals the picture. */
async function expectStillWorks(page: Page, shots: Awaited<ReturnType<typeof openScene>>['shots']) {
  expect((await looks(page, shots)).bad).not.toBe('shown');
  await page.evaluate(() => (globalThis as unknown as { undo?(): void }).undo?.());
  await page.mouse.move(900, 700);
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
}

/** Hides, dims or shrinks the label, and leaves it so; runs in the page. */
const HIDING: Record<string, () => void> = {
  'lays something over it that lets clicks through': () => {
    const over = document.createElement('div');
    over.style.cssText = `position:absolute;inset:0;z-index:2147483647;background:#fff;
      pointer-events:none`;
    over.textContent = 'Click here to play';
    document.documentElement.append(over);
    Object.assign(globalThis, { undo: () => over.remove() });
  },
  'lays something over it in the top layer': () => {
    const over = document.createElement('div');
    over.popover = 'manual';
    over.style.cssText = 'inset:0;width:auto;height:auto;pointer-events:none;background:#fff';
    document.body.append(over);
    over.showPopover();
    Object.assign(globalThis, { undo: () => over.remove() });
  },
  'draws over it without an element': () => {
    const style = document.createElement('style');
    style.textContent = `html::after { content: "Play"; position: absolute; inset: 0;
      z-index: 2147483647; background: #fff; pointer-events: none }`;
    document.head.append(style);
    Object.assign(globalThis, { undo: () => style.remove() });
  },
  ...Object.fromEntries(
    Object.entries({
      'makes the document transparent': 'opacity:.01',
      'filters the document': 'filter:brightness(0)',
      'blends the document': 'mix-blend-mode:screen',
      'clips the document through it': 'clip-path:inset(0 0 0 30px)',
      'masks the document': 'mask:linear-gradient(transparent,transparent)',
      'shrinks the document': 'transform:scale(.4);transform-origin:0 0',
      'zooms the document out': 'zoom:.3',
    }).map(([name, style]) => [
      name,
      new Function(`document.documentElement.style.cssText = '${style}';
        globalThis.undo = () => document.documentElement.removeAttribute('style');`) as () => void,
    ]),
  ),
};

for (const [name, hide] of Object.entries(HIDING)) {
  test(`a page that ${name}`, async ({ page, site }) => {
    const { shots } = await openScene(page, site);
    await readyLabel(page);
    await page.evaluate(`(${hide.toString()})()`);
    const at = (await labelsOf(page))[0]?.at;
    if (!at) throw new Error('the label is nowhere');
    await page.mouse.move(at.x, at.y, { steps: 3 });
    await readyLabel(page, false);
    await page.mouse.click(at.x, at.y);
    await refused(page, 'elsewhere');
    await expectStillWorks(page, shots);
  });
}

/**
 * Brings the label to the pointer in the moment of the press; runs in the page. `before` sets the
 * trap, `spring` is called when the pointer rests at (700, 430), over the page's own button.
 */
const MOVING: Record<string, { before?: () => void; spring: () => void }> = {
  'moves the picture under the pointer': {
    spring: () => {
      const bad = document.getElementById('bad');
      if (bad) bad.style.cssText = 'left:660px;top:412px';
    },
  },
  'scrolls the label under the pointer': {
    before: () => {
      document.body.style.height = '9000px';
      const bad = document.getElementById('bad');
      if (bad) bad.style.cssText = 'left:660px;top:1412px';
      document.getElementById('play')?.remove();
    },
    spring: () => scrollTo({ top: 1000, behavior: 'instant' }),
  },
  'moves the document under the pointer': {
    spring: () => {
      document.documentElement.style.transform = 'translate(660px, 412px)';
    },
  },
  'moves the document away, and back in time': {
    before: () => {
      const bad = document.getElementById('bad');
      if (bad) bad.style.cssText = 'left:660px;top:412px';
    },
    spring: () => {
      document.documentElement.style.transform = '';
    },
  },
  'takes away what lay over the label': {
    before: () => {
      const bad = document.getElementById('bad');
      if (bad) bad.style.cssText = 'left:660px;top:412px';
    },
    spring: () => document.getElementById('over')?.remove(),
  },
};

for (const [name, { before, spring }] of Object.entries(MOVING)) {
  test(`a page that ${name}`, async ({ page, site }) => {
    const { shots } = await openScene(page, site);
    if (before) {
      await page.evaluate(before);
      await page.mouse.move(20, 800);
      if (name.includes('scrolls')) await expect.poll(() => textOf(page)).toMatch(/Show/);
      else await readyLabel(page);
    }
    if (name.includes('away')) {
      await page.evaluate(() => {
        document.documentElement.style.transform = 'translate(-500px, 0)';
      });
    }
    if (name.includes('lay over')) {
      await page.evaluate(() => {
        const over = document.createElement('div');
        over.id = 'over';
        over.style.cssText = 'position:absolute;inset:0;z-index:2147483647;background:#fff';
        document.documentElement.append(over);
      });
      await readyLabel(page, false);
    }
    await page.mouse.move(695, 425, { steps: 5 });
    await page.mouse.move(700, 430);
    // Long enough in the new place, the label may be pressed: that is no longer this attack.
    await page.evaluate(`(${spring.toString()})()`);
    await page.mouse.click(700, 430);
    await refused(page, 'again');
    expect((await looks(page, shots)).bad).not.toBe('shown');
    await pressLabel(page);
    await expect.poll(async () => (await labelsOf(page))[0]?.text).toMatch(/Cover again/);
  });
}

test('a page that hides our host away: it comes back, and has to be seen again', async ({
  page,
  site,
}) => {
  const { shots } = await openScene(page, site);
  const { x, y } = await readyLabel(page);
  await page.mouse.move(x, y, { steps: 3 });
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    host.style.cssText = 'opacity:0!important;transform:translate(9px)!important';
    const wrap = document.createElement('div');
    wrap.style.opacity = '0';
    document.body.append(wrap);
    wrap.append(host);
  });
  await page.mouse.click(x, y);
  expect((await looks(page, shots)).bad).toBe('masked');
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
});

test('a page that has the person click and click', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  await page.mouse.move(700, 430);
  await page.evaluate(() => {
    const bad = document.getElementById('bad');
    if (bad) bad.style.cssText = 'left:660px;top:412px';
  });
  // In the page's own time, for more than a second: each click comes before the wait is over.
  const start = performance.now();
  let clicks = 0;
  while (performance.now() - start < 1500) {
    await page.mouse.click(700, 430);
    clicks++;
  }
  expect(clicks).toBeGreaterThan(5);
  await refused(page, 'again');
  expect((await looks(page, shots)).bad).not.toBe('revealed');
});

test('a page that flashes something over the label between two looks of the browser', async ({
  page,
  site,
}) => {
  const { shots } = await openScene(page, site);
  const { x, y } = await readyLabel(page);
  await page.mouse.move(x, y, { steps: 3 });
  await page.evaluate(() => {
    const over = document.createElement('div');
    over.style.cssText = `position:absolute;inset:0;z-index:2147483647;background:#fff;
      pointer-events:none`;
    let n = 0;
    let on = true;
    const frame = () => {
      if (n++ % 6 === 0) over.remove();
      else document.documentElement.append(over);
      if (on) requestAnimationFrame(frame);
    };
    frame();
    Object.assign(globalThis, {
      undo: () => {
        on = false;
        requestAnimationFrame(() => over.remove());
      },
    });
  });
  await readyLabel(page, false);
  await page.mouse.move(x + 2, y);
  await page.mouse.click(x + 2, y);
  await expect.poll(() => textOf(page)).toMatch(/Press again|Right-click/);
  await expectStillWorks(page, shots);
});

test('Enter in the moment the focus comes does nothing, later it reveals', async ({
  page,
  site,
}) => {
  const { shots } = await openScene(page, site);
  await readyLabel(page);
  await page.focus('#play');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await refused(page, 'again');
  expect((await looks(page, shots)).bad).toBe('masked');
  await readyLabel(page);
  await page.keyboard.press('Enter');
  await expectLooks(page, shots, { bad: 'revealed' });
});

test('a key held down since before is no press', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  await readyLabel(page);
  await page.focus('#play');
  await page.keyboard.down('Enter');
  await page.keyboard.press('Tab');
  await readyLabel(page);
  for (let i = 0; i < 5; i++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect((await looks(page, shots)).bad).not.toBe('revealed');
  await page.keyboard.press('Enter');
  await expectLooks(page, shots, { bad: 'revealed' });
});

test('a press that began elsewhere is none', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  const { x, y } = await readyLabel(page);
  await page.mouse.move(700, 430);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  expect((await looks(page, shots)).bad).toBe('masked');
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
});

test('the page hears nothing of a press, and loses no focus by it', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  await page.focus('#play');
  await page.evaluate(() => {
    const heard: string[] = [];
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'blur']) {
      for (const target of [window, document, document.documentElement]) {
        target.addEventListener(type, (event) => heard.push(event.type), true);
      }
    }
    Object.assign(globalThis, { heard });
  });
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
  const told = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(await told()).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('play');
  // The listeners do hear what is the page's.
  await page.mouse.click(700, 430);
  expect(await told()).toContain('click');
});

for (const [kind, host] of [
  ['its own', undefined],
  ['another', 'elsewhere.test'],
] as const) {
  test(`in a frame of ${kind} site a label ${host ? 'only tells of the menu' : 'reveals'}`, async ({
    page,
    site,
  }) => {
    const [bad] = await explicitShots(1);
    if (!bad) throw new Error('no picture');
    const inner = site.page(pageOf(`<img src="${site.url(site.picture(bad.bytes), host)}">`), host);
    const css = '<style>iframe { position: absolute; left: 40px; top: 60px; border: 0 }</style>';
    await page.goto(site.page(pageOf(`<iframe src="${inner}" width="400" height="400">`, css)));
    const frame = page.frames()[1];
    if (!frame) throw new Error('no frame');
    await frame.waitForFunction(() => document.images[0]?.hasAttribute('data-figleaf'));
    // Where the label stands: 6 px in, and a few more to be on it (src/content/overlay.css.ts).
    const shown = () => frame.evaluate(() => document.images[0]?.firstChild !== null);
    const press = async () => {
      await page.mouse.move(40 + 80, 60 + 200);
      await page.mouse.move(40 + 30, 60 + 17, { steps: 4 });
      await page.mouse.click(40 + 30, 60 + 17);
    };
    if (host) {
      await expect.poll(async () => (await labelsOf(frame))[0]?.at).not.toBe(null);
      await press();
      await expect
        .poll(async () => (await labelsOf(frame))[0]?.text)
        .toMatch(/Right-click to show/);
      expect(await shown()).toBe(false);
    } else {
      await expect.poll(async () => (await labelsOf(page))[0]?.ready).toBe(true);
      await press();
      await expect.poll(shown).toBe(true);
    }
  });
}
