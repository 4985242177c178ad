import type { Picture } from './picture.ts';
import { createRandom } from './random.ts';
import { Sheet } from './raster.ts';
import { artScenes } from './scenes/art.ts';
import { buildingsScenes } from './scenes/buildings.ts';
import { creaturesScenes } from './scenes/creatures.ts';
import { hillsScenes } from './scenes/hills.ts';
import { paperScenes } from './scenes/paper.ts';
import type { Scene } from './scenes/parts.ts';
import { patchworkScenes } from './scenes/patchwork.ts';
import { plantsScenes } from './scenes/plants.ts';
import { travelScenes } from './scenes/travel.ts';
import { wildScenes } from './scenes/wild.ts';

export interface Ordinary {
  /** A caption for people. */
  readonly name: string;
  /** Draws it as a square picture of `size` pixels. */
  draw(size: number): Picture;
}

/** Every kind of ordinary picture, the groups taking turns. */
export const scenes: readonly Scene[] = interleave([
  hillsScenes,
  buildingsScenes,
  plantsScenes,
  paperScenes,
  patchworkScenes,
  wildScenes,
  travelScenes,
  creaturesScenes,
  artScenes,
]);

/** The `index`th ordinary picture of a seed. Kinds repeat after `scenes.length`, drawn anew. */
export function ordinary(seed: number, index: number): Ordinary {
  const scene = scenes[index % scenes.length];
  if (scene === undefined) throw new RangeError(`no ordinary picture ${index}`);
  return {
    name: scene.name,
    draw(size) {
      const sheet = new Sheet(size);
      scene.draw(
        sheet,
        createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)),
      );
      return sheet.toPicture();
    },
  };
}

function interleave<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat();
}
