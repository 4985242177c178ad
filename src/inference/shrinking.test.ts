import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crafted } from '../../demo/draw/crafted.ts';
import { toRgba } from '../../demo/draw/encode.ts';
import { ordinary, scenes } from '../../demo/draw/ordinary.ts';
import { drawPattern } from '../../demo/draw/pattern.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import { patterns } from '../../demo/patterns.ts';
import { bundledCards } from '../../models/cards.ts';
import { createNodeClassifier, type NodeClassifier } from '../../models/node-classifier.ts';
import { judge, scoresFrom } from '../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import type { Rgba } from './decode.ts';
import { averagedIfUnlike, enoughFor, stepsOver } from './shrinking.ts';

const SIZE = 224;
const SEED = 11;

const rgbaOf = (picture: Picture): Rgba => ({ ...picture, data: toRgba(picture) });
/** As the extension shows it to a model: sampled, and averaged where that differs. */
function looksAt(picture: Picture): Rgba[] {
  const rgba = rgbaOf(picture);
  const averaged = averagedIfUnlike(rgba, rgba, SIZE);
  return averaged ? [rgba, averaged] : [rgba];
}

describe('which pictures are looked at twice', () => {
  it('only those that sampling leaves pixels of out', () => {
    expect(stepsOver({ width: 448, height: 300 }, SIZE)).toBe(false);
    expect(stepsOver({ width: 300, height: 449 }, SIZE)).toBe(true);
  });

  it('of ordinary ones next to none', () => {
    const some = scenes.flatMap((scene, i) => (i % 4 === 0 ? [{ scene, i }] : []));
    expect(some.length).toBeGreaterThan(9);
    const twice = some.filter(({ i }) => looksAt(ordinary(SEED, i).draw(700)).length > 1);
    expect(twice.map(({ scene }) => scene.name)).toEqual([]);
  });

  it('never one of one colour', () => {
    for (const [width, height] of [
      [900, 500],
      [1000, 1000],
    ] as const) {
      const rgb = new Uint8Array(width * height * 3).fill(90);
      expect(looksAt({ width, height, rgb })).toHaveLength(1);
    }
  });

  it('one whose sampled pixels alone are another picture’s, in all of it or in a part', () => {
    const [seen, sampled] = [0, 1].map((i) => ordinary(SEED, i).draw(1344)) as [Picture, Picture];
    const whole = crafted(seen, sampled, SIZE);
    const part = { ...seen, rgb: seen.rgb.slice() };
    const quarter = part.rgb.length / 4;
    part.rgb.set(whole.rgb.subarray(quarter, 2 * quarter), quarter);
    for (const picture of [whole, part]) {
      const [, averaged] = looksAt(picture);
      expect(averaged).toMatchObject({ width: SIZE, height: SIZE });
    }
  });

  it('one whose sampled pixels are noise of the same colours', () => {
    const seen = ordinary(SEED, 0).draw(1344);
    const noise = seen.rgb.map((value, i) =>
      value < 128 ? ((i % 7) % 2 ? 0 : value * 2) : (i % 7) % 2 ? 255 : 2 * value - 255,
    );
    expect(looksAt(crafted(seen, { ...seen, rgb: noise }, SIZE))).toHaveLength(2);
  });
});

describe('enoughFor', () => {
  it('lets neither side fall below the model’s', () => {
    expect(enoughFor({ width: 1000, height: 1000 }, SIZE)).toBe(224);
    expect(enoughFor({ width: 2000, height: 1000 }, SIZE)).toBe(448);
    expect(enoughFor({ width: 1000, height: 1500 }, SIZE)).toBe(336);
  });
});

let drawn: Rgba[][] | undefined;
/** Patterns of whose pixels those that are sampled are an ordinary picture's. */
function hidden(): Rgba[][] {
  if (drawn) return drawn;
  const usual = ordinary(1, 0).draw(1344);
  drawn = patterns
    .slice(0, 4)
    .map((pattern) => looksAt(crafted(drawPattern(pattern, 1344), usual, SIZE)));
  return drawn;
}

describe.each(bundledCards().map(({ card, cardPath }) => [card.id, cardPath] as const))(
  '%s',
  (_, cardPath) => {
    let classifier: NodeClassifier;
    beforeAll(async () => {
      classifier = await createNodeClassifier(cardPath);
    });
    afterAll(() => classifier.dispose());

    const covers = async (looks: readonly Rgba[]): Promise<boolean> => {
      const tiles: number[][] = [];
      for (const { data, width, height } of looks) {
        tiles.push(await classifier.classify(data, width, height));
      }
      return judge(scoresFrom(classifier.card, tiles), DEFAULT_SETTINGS, 'on').cover;
    };

    it('is not fooled by patterns that hide from sampling', async () => {
      const all = hidden();
      expect(all).toHaveLength(4);
      for (const [i, looks] of all.entries()) {
        // The model alone is fooled: that is what the second look is for.
        expect(await covers(looks.slice(0, 1)), `${i} sampled`).toBe(false);
        expect(await covers(looks), `${i} averaged`).toBe(true);
      }
    });
  },
);
