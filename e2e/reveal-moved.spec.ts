import { expect, ROOM, test } from './harness.ts';
import { labelsOf, readyLabel } from './labels.ts';
import { expectStillWorks, openScene, refused } from './reveal-scene.ts';

/* The label comes under the pointer, or into sight, in the moment of the press (reveal-scene.ts). */

/** Where the person is about to press: on the page's own button. */
const TARGET = { x: 700, y: 430 } as const;

interface Trick {
  /** Where the picture is put first, in CSS pixels of the document. */
  at: { x: number; y: number };
  /** Sets the trap once the label is ready there; runs in the page. */
  trap?: () => void;
  /** Runs in the page when the pointer rests on the target. */
  spring: () => void;
}

/** So that the label of a picture put here lies under the target. */
const UNDER = { x: 660, y: 412 };

const TRICKS: Record<string, Trick> = {
  'moves the picture under the pointer': {
    at: { x: 0, y: 0 },
    spring: () => {
      const bad = document.getElementById('bad');
      if (bad) bad.style.cssText = 'left:660px;top:412px';
      // Has our labels follow at once.
      dispatchEvent(new Event('resize'));
    },
  },
  'scrolls the picture under the pointer': {
    at: { x: UNDER.x, y: UNDER.y + 1000 },
    trap: () => {
      document.body.style.height = '9000px';
      document.getElementById('play')?.remove();
    },
    spring: () => scrollTo({ top: 1000, behavior: 'instant' }),
  },
  'moves the document under the pointer': {
    at: { x: 0, y: 0 },
    spring: () => {
      document.documentElement.style.transform = 'translate(660px, 412px)';
    },
  },
  'moves the document away, and back in time': {
    at: UNDER,
    trap: () => {
      document.documentElement.style.transform = 'translate(-500px, 0)';
    },
    spring: () => {
      document.documentElement.style.transform = '';
    },
  },
  'takes away what lay over the label': {
    at: UNDER,
    trap: () => {
      const over = document.createElement('div');
      over.id = 'over';
      over.style.cssText = `position:absolute;inset:0;z-index:2147483647;background:#fff;
        pointer-events:none`;
      document.documentElement.append(over);
    },
    spring: () => document.getElementById('over')?.remove(),
  },
};

const put = ({ x, y }: { x: number; y: number }): string =>
  `document.getElementById('bad').style.cssText = 'left:${x}px;top:${y}px';
   dispatchEvent(new Event('resize'))`;

for (const [name, { at, trap, spring }] of Object.entries(TRICKS)) {
  test(`a page that ${name}`, async ({ page, site }) => {
    const scene = await openScene(page, site);
    await page.evaluate(put(at));
    const place = async () => (await labelsOf(page))[0]?.at ?? null;
    // Off the screen there is no label; everywhere else the page waits for it, to be worth a press.
    if (at.y > ROOM.height) await expect.poll(place).toBeNull();
    else {
      await expect.poll(async () => Math.abs(((await place())?.x ?? 1e9) - at.x)).toBeLessThan(320);
      await readyLabel(page);
    }
    if (trap) await page.evaluate(trap);
    await page.mouse.move(TARGET.x - 5, TARGET.y - 5, { steps: 5 });
    await page.mouse.move(TARGET.x, TARGET.y);
    if (name.includes('lay over')) await readyLabel(page, false);
    await page.evaluate(`new Promise((done) => {
      (${spring.toString()})();
      requestAnimationFrame(() => requestAnimationFrame(done));
    })`);
    await page.mouse.click(TARGET.x, TARGET.y);
    await refused(page, 'again', 'elsewhere');
    await expectStillWorks(page, scene);
  });
}

test('a page that has the person click and click', async ({ page, site }) => {
  const { isSeen } = await openScene(page, site);
  await page.mouse.move(TARGET.x, TARGET.y);
  await page.evaluate(put(UNDER));
  // For three times as long as a label must be seen; each click comes before that wait is over.
  const start = performance.now();
  let clicks = 0;
  while (performance.now() - start < 1500) {
    await page.mouse.click(TARGET.x, TARGET.y);
    clicks++;
  }
  expect(clicks).toBeGreaterThan(5);
  await refused(page, 'again', 'elsewhere');
  expect(await isSeen()).toBe(false);
});

test('a press that began elsewhere is none', async ({ page, site }) => {
  const scene = await openScene(page, site);
  const { x, y } = await readyLabel(page);
  await page.mouse.move(TARGET.x, TARGET.y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await expectStillWorks(page, scene);
});
