import { expect, expectLooks, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { explicitShots, ordinaryShots } from './pictures.ts';
import { ATTACKS, KINDS, type Stage } from './shadow-kinds.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * Each way once with an explicit picture and once with an ordinary one, all on one page: the one is
 * never painted, the other is shown. Without the extension every explicit one is painted.
 */

/** In the page: has each kind play on a stage of its own. */
function play(kinds: Record<string, (stage: Stage) => unknown>, sources: [string, string][]): void {
  const inRoots: HTMLImageElement[] = [];
  Object.assign(globalThis, { inRoots });
  for (const [id, src] of sources) {
    const at = document.createElement('div');
    at.id = `stage-${sources.findIndex(([each]) => each === id)}`;
    at.style.cssText = 'display:inline-block;width:320px;height:320px;overflow:hidden';
    document.body.append(at);
    const known = (img: Element | null | undefined) => {
      if (!(img instanceof HTMLImageElement)) throw new Error(`no image in ${id}`);
      img.id = id;
      inRoots.push(img);
    };
    const picture = () => {
      const img = Object.assign(document.createElement('img'), { src });
      known(img);
      return img;
    };
    kinds[id.slice(0, id.lastIndexOf('/'))]?.({ at, src, picture, known });
  }
}

async function sceneOf(site: Site, kinds: typeof KINDS) {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const names = Object.keys(kinds);
  const rows = names.flatMap((name) => [
    { id: `${name}/bad`, shot: bad, url: site.url(site.picture(bad.bytes)) },
    { id: `${name}/plain`, shot: plain, url: site.url(site.picture(plain.bytes)) },
  ]);
  const code = names.map((name) => `${JSON.stringify(name)}: ${kinds[name]?.toString()}`).join();
  const sources = JSON.stringify(rows.map(({ id, url }) => [id, url]));
  const script = `<script>(${play.toString()})({${code}}, ${sources})</script>`;
  const style = '<style>.parts::part(p) { visibility: visible !important }</style>';
  return {
    address: site.page(pageOf(script, style)),
    shots: Object.fromEntries(rows.map(({ id, shot }) => [id, shot])),
    expected: Object.fromEntries(
      rows.map(({ id, shot }) => [id, shot.explicit ? ('masked' as const) : ('shown' as const)]),
    ),
    bad: rows.filter(({ shot }) => shot.explicit).map(({ url }) => url),
    plain: rows.filter(({ shot }) => !shot.explicit).map(({ url }) => url),
  };
}

test.use({ room: GALLERY_ROOM });

for (const [what, kinds] of Object.entries({ 'every kind of': KINDS, 'fights in': ATTACKS })) {
  test(`${what} shadow roots`, async ({ figleaf, page, site }) => {
    const scene = await sceneOf(site, kinds);
    const trace = await paintTrace(figleaf.browser);
    await page.goto(scene.address);
    await expectLooks(page, scene.shots, scene.expected);
    const painted = await trace.stop();
    expect(seenOf(painted, scene.bad)).toEqual([]);
    expect(seenOf(painted, scene.plain)).toEqual(scene.plain);
  });
}
