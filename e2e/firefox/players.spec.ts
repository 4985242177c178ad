import { decode } from '../../demo/draw/encode.ts';
import { pageOf } from '../harness.ts';
import { expect, test } from './harness.ts';

/*
 * The players of Firefox have their icons as backgrounds, in trees of the browser's own that the rules
 * of the user's origin reach.
 */

/** The bar of buttons at the foot of a player of this size, and the button in its middle. */
const PLAYER = { width: 320, height: 180 };
const PLACES = {
  'the large button': { x: 140, y: 70, width: 40, height: 40 },
  play: { x: 0, y: 145, width: 40, height: 35 },
  mute: { x: 190, y: 145, width: 40, height: 35 },
  'full screen': { x: 276, y: 145, width: 40, height: 35 },
};

test('the buttons of a player have their icons', async ({ tab, site }) => {
  await tab.goto(
    site.page(
      pageOf(
        `<video controls style="position: absolute; left: 0; top: 0; width: ${PLAYER.width}px; height: ${PLAYER.height}px"></video>`,
      ),
    ),
  );
  /** Icons are light on a dark ground. */
  const light = async (): Promise<Record<string, boolean>> => {
    const seen: Record<string, boolean> = {};
    for (const [name, box] of Object.entries(PLACES)) {
      const { rgb } = await decode(await tab.shoot(box));
      const count = rgb.reduce((sum, value) => sum + (value > 200 ? 1 : 0), 0) / 3;
      seen[name] = count > 20 && count < (box.width * box.height) / 2;
    }
    return seen;
  };
  await expect
    .poll(light)
    .toEqual(Object.fromEntries(Object.keys(PLACES).map((name) => [name, true])));
});
