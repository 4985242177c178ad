import type { Look } from './eyes.ts';
import { explicitShots, ordinaryShots, random, type Shot } from './pictures.ts';
import type { Site } from './site.ts';

export interface Mixed {
  html: string;
  shots: Record<string, Shot>;
  expected: Record<string, Look>;
  explicit: string[];
  ordinary: string[];
}

/** Good pictures of both kinds, shuffled, each with an address of its own. */
export async function mixedOn(site: Site, ordinary: number, explicit: number): Promise<Mixed> {
  const shots = random.shuffle([
    ...(await ordinaryShots(ordinary)),
    ...(await explicitShots(explicit)),
  ]);
  const named = shots.map((shot, i) => ({
    id: `good-${i}`,
    shot,
    url: site.url(site.picture(shot.bytes)),
  }));
  const urls = (wanted: boolean) =>
    named.filter(({ shot }) => shot.explicit === wanted).map(({ url }) => url);
  return {
    html: named.map(({ id, url }) => `<img id="${id}" src="${url}">`).join(''),
    shots: Object.fromEntries(named.map(({ id, shot }) => [id, shot])),
    expected: Object.fromEntries(
      named.map(({ id, shot }) => [id, shot.explicit ? 'masked' : 'shown']),
    ),
    explicit: urls(true),
    ordinary: urls(false),
  };
}
