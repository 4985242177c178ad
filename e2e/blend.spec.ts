import { decode, encode, toRgba } from '../demo/draw/encode.ts';
import { bundledCards } from '../models/cards.ts';
import { createNodeClassifier } from '../models/node-classifier.ts';
import type { Level } from '../src/shared/levels.ts';
import { judge, type Scores, scoresFrom } from '../src/shared/policy.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { expect, expectLooks, GALLERY_ROOM, test } from './harness.ts';
import { explicitShots, ordinaryShots, type Shot, SIDE } from './pictures.ts';

/*
 * From an ordinary picture to a pattern in small steps. Where it flips from shown to covered is
 * worked out here, from the model run without a browser: an extension with a verdict of its own
 * fails, and one that is not there, or covers all, fails at one end.
 */

const STEPS = 24;
/** Two decoders' rounding moves a score by less than this; nearer to a threshold nobody can tell. */
const MARGIN = 0.02;

async function blends(from: Shot, to: Shot): Promise<Shot[]> {
  return Promise.all(
    Array.from({ length: STEPS + 1 }, async (_, step) => {
      const share = step / STEPS;
      const rgb = from.picture.rgb.map((value, i) =>
        Math.round(value * (1 - share) + (to.picture.rgb[i] ?? 0) * share),
      );
      const bytes = await encode({ width: SIDE, height: SIDE, rgb });
      return { bytes, picture: await decode(bytes), explicit: false };
    }),
  );
}

async function scoresOf(shots: readonly Shot[]): Promise<Scores[]> {
  const fast = bundledCards().find(({ card }) => card.id === 'mobilenet-v2');
  if (!fast) throw new Error('no fast model');
  const classifier = await createNodeClassifier(fast.cardPath);
  const scores: Scores[] = [];
  for (const { picture } of shots) {
    const classes = await classifier.classify(toRgba(picture), picture.width, picture.height);
    scores.push(scoresFrom(fast.card, [classes]));
  }
  await classifier.dispose();
  return scores;
}

const at = (level: Level) => ({
  ...DEFAULT_SETTINGS.sensitivity,
  explicit: level,
  nudity: level,
  drawn: level,
});

/** What the policy says of scores a little lower and a little higher; null where they differ. */
function sure(scores: Scores, level: Level): 'shown' | 'masked' | null {
  const moved = (by: number): Scores => {
    const move = (all: Scores['byCategory']) =>
      Object.fromEntries(
        Object.entries(all).map(([name, score]) => [name, Math.min(1, Math.max(0, score + by))]),
      );
    return { byCategory: move(scores.byCategory), nude: scores.nude.map(move) };
  };
  const settings = { sensitivity: at(level) };
  const [low, high] = [judge(moved(-MARGIN), settings, 'on'), judge(moved(MARGIN), settings, 'on')];
  if (low.cover !== high.cover) return null;
  return low.cover ? 'masked' : 'shown';
}

test.use({ room: GALLERY_ROOM });

test('a blend flips where the model’s own score crosses the threshold, and moves with the slider', async ({
  figleaf,
  page,
  site,
}) => {
  const [[from], [to]] = [await ordinaryShots(1), await explicitShots(1)];
  if (!from || !to) throw new Error('no pictures');
  const shots = await blends(from, to);
  const scores = await scoresOf(shots);
  const ids = shots.map((_, i) => `step${i}`);
  await page.goto(
    site.page(
      shots.map(({ bytes }, i) => `<img id="${ids[i]}" src="${site.picture(bytes)}">`).join('\n'),
    ),
  );
  const flips: number[] = [];
  for (const level of [1, 3, 5] as const) {
    await figleaf.set({ sensitivity: at(level) });
    const looks = scores.map((one) => sure(one, level));
    expect(looks[0], 'the ordinary end').toBe('shown');
    expect(looks.at(-1), 'the pattern end').toBe('masked');
    const entries = ids.flatMap((id, i) => (looks[i] ? [[id, looks[i]] as const] : []));
    const known = Object.fromEntries(ids.map((id, i) => [id, shots[i] ?? from]));
    const told = Object.fromEntries(
      entries.flatMap(([id]) => (known[id] ? [[id, known[id]]] : [])),
    );
    await expectLooks(page, told, Object.fromEntries(entries));
    flips.push(looks.indexOf('masked'));
  }
  const [lenient = 0, usual = 0, strict = 0] = flips;
  expect(strict).toBeLessThanOrEqual(usual);
  expect(usual).toBeLessThanOrEqual(lenient);
  // Twenty-five pictures, three levels, one look at each.
  const { judged } = await figleaf.facts();
  await figleaf.set({ sensitivity: at(3) });
  expect((await figleaf.facts()).judged).toBe(judged);
});
