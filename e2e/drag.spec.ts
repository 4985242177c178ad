import { coveredOnes } from './covered.ts';
import { expect, pageOf, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * What hangs at the pointer while a picture is dragged is made of its file, whatever lies over the element.
 * No screenshot shows it; so what is covered must not begin to be dragged.
 */

test('what is covered cannot be dragged, what is shown can', async ({ page, site }) => {
  const { usual, pattern } = await onePair();
  const [plain, explicit] = [site.picture(usual.bytes), site.picture(pattern.bytes)];
  await page.goto(
    site.page(
      pageOf(
        `<img id="usual" src="${plain}"><img id="pattern" src="${explicit}"><input type="image" id="button" src="${explicit}?b">
        <img id="insists" src="${explicit}?c" style="-webkit-user-drag: element !important" draggable="true">`,
        "<script>window.dragged = []; addEventListener('dragstart', ({ target }) => window.dragged.push(target.id))</script>",
      ),
    ),
  );
  await expect
    .poll(() => coveredOnes(page))
    .toEqual({ usual: false, pattern: true, insists: true });
  await page.waitForFunction(() => document.getElementById('button')?.dataset.figleaf);
  for (const id of ['usual', 'pattern', 'button', 'insists']) {
    const box = await page.locator(`#${id}`).boundingBox();
    if (!box) throw new Error(`no ${id}`);
    await page.mouse.move(box.x + 100, box.y + 160);
    await page.mouse.down();
    await page.mouse.move(box.x + 160, box.y + 200, { steps: 6 });
    await page.mouse.up();
  }
  expect(await page.evaluate(() => Reflect.get(window, 'dragged'))).toEqual(['usual']);
});
