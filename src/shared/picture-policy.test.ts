import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { SeenBox } from './box-policy.ts';
import { overlapOf } from './boxes.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { reached } from './evidence.ts';
import { BOX_DEFAULTS, BOX_THRESHOLDS, LEVELS, type Level, unsureAbout } from './levels.ts';
import { ORIGIN } from './origin.ts';
import { type BoxJudgement, judgePicture, type Seen, weighed } from './picture-policy.ts';
import { judge, type Reason, type Scores, type Verdict } from './policy.ts';
import { type Looking, needsDetector, STRATEGIES } from './strategy.ts';
import * as any from './test-arbitraries.ts';
import { aBox as box, boxJudgement, seenBox, seenBoxes } from './test-boxes.ts';

const CLEAR: Verdict = { cover: false };
const whole = (reason: Reason): Verdict => ({ cover: true, reason });
const NOTHING: readonly SeenBox[] = [];

/** What the product would start with, stated here once more and on purpose. */
const settings = (given: Partial<BoxJudgement> = {}): BoxJudgement => ({
  sensitivity: { explicit: 3, nudity: 3, suggestive: 0, drawn: 3, otherSkin: 0, people: 0 },
  strategy: 'cascade',
  rule: 'categories',
  masked: 'boxes',
  ...BOX_DEFAULTS,
  ...given,
});
const only = (category: Category, level: Level = 3) =>
  any.perCategory((c) => (c === category ? level : 0));

const scored = (explicit: number, more: Partial<Record<Category, number>> = {}): Scores => {
  const { drawn = 0 } = more;
  return { byCategory: { explicit, drawn: 0, ...more }, nude: [{ explicit, drawn }] };
};
const boxesOf = (verdict: Verdict) => (verdict.cover ? (verdict.boxes ?? null) : []);

/** Does `verdict` cover every point that `of` covers? */
function coversAtLeast(verdict: Verdict, of: Verdict): boolean {
  if (!of.cover) return true;
  if (!verdict.cover) return false;
  if (!verdict.boxes) return true;
  return (
    (of.boxes ?? []).every((wanted) =>
      verdict.boxes?.some(
        (mask) => overlapOf(mask, wanted) > wanted.width * wanted.height * (1 - 1e-9),
      ),
    ) && of.boxes !== undefined
  );
}

describe.each(CATEGORIES)('a box of %s', (category) => {
  const verdict = (score: number, level: Level, site: 'on' | 'off' | 'stricter' = 'on') =>
    judgePicture(
      { scores: null, boxes: [box({ category, score })] },
      settings({ strategy: 'detector', sensitivity: only(category, level) }),
      site,
    );

  it.each(LEVELS)('is masked from its threshold of level %i on', (level) => {
    const threshold = BOX_THRESHOLDS[category][level];
    if (level === 0) return expect(verdict(1, 0)).toEqual(CLEAR);
    expect(verdict(threshold - 1e-9, level)).toEqual(CLEAR);
    expect(verdict(threshold, level)).toMatchObject({
      cover: true,
      reason: category,
      boxes: [{ reasons: [category] }],
    });
    expect(verdict(1, level, 'off')).toEqual(CLEAR);
  });

  it('says nothing of another category', () => {
    const others = any.perCategory((c): Level => (c === category ? 0 : 5));
    const asked = settings({ strategy: 'detector', sensitivity: others });
    expect(
      judgePicture({ scores: null, boxes: [box({ category, score: 1 })] }, asked, 'on'),
    ).toEqual(CLEAR);
  });
});

describe('the origin’s rule', () => {
  const asked = settings({ ...ORIGIN });
  const see = (boxes: readonly SeenBox[], given = asked) =>
    judgePicture({ scores: null, boxes }, given, 'on');

  it('covers the whole for one unsafe box, and for nothing else', () => {
    expect(see([box({ category: 'nudity' })])).toEqual(whole('nude'));
    expect(see([box({ unsafe: false, score: 1 })])).toEqual(CLEAR);
    expect(see(NOTHING)).toEqual(CLEAR);
    fc.assert(
      fc.property(seenBoxes, any.level, (boxes, nudity) => {
        const sensitivity = { ...only('people', 5), nudity };
        const threshold = BOX_THRESHOLDS.nudity[nudity];
        const detected = boxes.filter(({ by }) => by === 'detector');
        const unsafe = detected.some((one) => one.unsafe && one.score >= threshold);
        expect(see(detected, { ...asked, sensitivity })).toEqual(unsafe ? whole('nude') : CLEAR);
      }),
    );
  });

  it('needs no classifier, and fails without the detector', () => {
    expect(judgePicture({ scores: scored(1), boxes: [] }, asked, 'on')).toEqual(CLEAR);
    expect(judgePicture({ scores: scored(0), boxes: null }, asked, 'on')).toEqual(whole('failed'));
  });

  it('masks parts where parts are wanted', () => {
    const verdict = see([box()], { ...asked, masked: 'boxes' });
    expect(verdict).toMatchObject({ reason: 'nude', boxes: [{ reasons: ['explicit'] }] });
  });

  it('folds a classifier’s scores, whatever the sliders of its parts say', () => {
    const off = { ...only('nudity'), explicit: 0 as const };
    const fold = { ...asked, strategy: 'classifier' as const, sensitivity: off };
    const of = (explicit: number, drawn: number): Seen => ({
      scores: scored(explicit, { drawn }),
      boxes: null,
    });
    expect(judgePicture(of(0.3, 0.3), fold, 'on')).toEqual(whole('nude'));
    expect(judgePicture(of(0.3, 0.29), fold, 'on')).toEqual(CLEAR);
  });
});

describe('who looks', () => {
  const asks = (given: Partial<Looking>, scores: Scores | null, site: 'on' | 'off' = 'on') =>
    needsDetector(scores, settings(given), site);

  it('nobody on a site that is off', () => {
    for (const strategy of STRATEGIES) {
      expect(asks({ strategy }, scored(0.5), 'off')).toBe(false);
    }
  });

  it('the detector always, never, or where the classifier is unsure', () => {
    for (const score of [0, 0.5, 1]) {
      expect(asks({ strategy: 'classifier' }, scored(score))).toBe(false);
      expect(asks({ strategy: 'detector' }, scored(score))).toBe(true);
      expect(asks({ strategy: 'both' }, scored(score))).toBe(true);
    }
    expect(asks({ strategy: 'cascade' }, null)).toBe(false);
  });

  it('in a cascade from .2 to .8 at the default, and beyond where parts are wanted', () => {
    expect(unsureAbout(0.6).from).toBeCloseTo(0.2, 12);
    expect(unsureAbout(0.6).to).toBeCloseTo(0.8, 12);
    for (const [score, parts, all] of [
      [0, false, false],
      [0.19, false, false],
      [0.21, true, true],
      [0.79, true, true],
      [0.81, true, false],
      [1, true, false],
    ] as const) {
      expect(asks({ masked: 'boxes' }, scored(score)), `${score}`).toBe(parts);
      expect(asks({ masked: 'whole' }, scored(score)), `${score}`).toBe(all);
    }
  });

  it('not for what is off, and for the fold as for its parts', () => {
    expect(asks({ sensitivity: only('people') }, scored(0.5))).toBe(false);
    expect(asks({}, scored(0.15, { drawn: 0.1 }))).toBe(true);
    expect(asks({ rule: 'origin' }, scored(0.15, { drawn: 0.1 }))).toBe(true);
    expect(asks({ rule: 'origin' }, scored(0.05, { drawn: 0.1 }))).toBe(false);
  });
});

describe('classifier and detector together', () => {
  const see = (explicit: number, boxes: readonly SeenBox[] | null, given = settings()) =>
    judgePicture({ scores: scored(explicit), boxes }, given, 'on');

  it('a cascade clears what the classifier is sure of without the detector', () => {
    expect(see(0.1, null)).toEqual(CLEAR);
  });

  it('a cascade leaves what is unsure to the detector, both ways', () => {
    for (const score of [0.25, 0.55, 0.65, 0.75]) {
      expect(see(score, NOTHING)).toEqual(CLEAR);
      expect(see(score, [box()])).toMatchObject({ reason: 'explicit', boxes: [{}] });
      expect(see(score, [box({ score: 0.3 })])).toEqual(CLEAR);
    }
  });

  it('but not drawings, of which a detector knows nothing', () => {
    const drawing = (drawn: number) => ({ scores: scored(0, { drawn }), boxes: NOTHING });
    expect(judgePicture(drawing(0.7), settings(), 'on')).toEqual(whole('drawn'));
    expect(judgePicture(drawing(0.5), settings(), 'on')).toEqual(CLEAR);
    const origin = settings({ rule: 'origin' });
    expect(judgePicture(drawing(0.7), origin, 'on')).toEqual(whole('nude'));
    expect(judgePicture({ scores: scored(0.7), boxes: NOTHING }, origin, 'on')).toEqual(CLEAR);
  });

  it('a sure classifier covers the whole where the detector finds nothing', () => {
    expect(see(0.9, NOTHING)).toEqual(whole('explicit'));
    expect(see(0.9, [box({ score: 0.44 })])).toEqual(whole('explicit'));
  });

  it('and where what it finds does not show what the classifier spoke of', () => {
    const faces = settings({
      sensitivity: { ...settings().sensitivity, people: 3, suggestive: 3 },
    });
    const face = box({ category: 'people', unsafe: false });
    expect(see(0.9, [face], faces)).toEqual(whole('explicit'));
    expect(see(0.9, [face, box({ category: 'suggestive' })], faces)).toEqual(whole('explicit'));
    const verdict = see(0.9, [face, box({ category: 'nudity', x: 0.7 })], faces);
    expect(boxesOf(verdict)).toHaveLength(2);
  });

  it('both: either covers', () => {
    const both = settings({ strategy: 'both' });
    expect(see(0.1, [box()], both)).toMatchObject({ reason: 'explicit', boxes: [{}] });
    expect(see(0.65, NOTHING, both)).toEqual(whole('explicit'));
    expect(see(0.1, NOTHING, both)).toEqual(CLEAR);
  });

  it('the classifier alone says what judge says, and a map’s boxes show where', () => {
    const alone = settings({ strategy: 'classifier' });
    const map = box({ by: 'map', score: 0.7 });
    expect(see(0.7, [map], alone)).toMatchObject({ reason: 'explicit', boxes: [{}] });
    expect(see(0.7, [{ ...map, score: 0.59 }], alone)).toEqual(whole('explicit'));
    fc.assert(
      fc.property(any.scores, any.sensitivity, any.siteModes, (scores, sensitivity, site) => {
        const asked = settings({ strategy: 'classifier', sensitivity });
        expect(judgePicture({ scores, boxes: null }, asked, site)).toEqual(
          judge(scores, asked, site),
        );
      }),
    );
  });

  it('the detector alone does not hear the classifier', () => {
    const alone = settings({ strategy: 'detector' });
    expect(see(1, NOTHING, alone)).toEqual(CLEAR);
    expect(see(Number.NaN, NOTHING, alone)).toEqual(CLEAR);
  });

  it('the whole is masked where the whole is wanted', () => {
    expect(see(0.5, [box()], settings({ masked: 'whole' }))).toEqual(whole('explicit'));
  });
});

describe('what a person is told of the scores', () => {
  it('covers where one reaches its threshold, and there only', () => {
    fc.assert(
      fc.property(any.scores, boxJudgement, any.siteModes, (scores, asked, site) => {
        fc.pre(site !== 'off');
        const { cover } = judgePicture({ scores, boxes: NOTHING }, asked, site);
        expect(weighed(scores, asked, site).some(reached)).toBe(cover);
      }),
      { numRuns: 1000 },
    );
  });

  it('covers by nudity alone where that needs no detector', () => {
    const off = { explicit: 0, suggestive: 0, drawn: 0, otherSkin: 0, people: 0 } as const;
    const asked = settings({ sensitivity: { ...off, nudity: 3 }, strategy: 'cascade' });
    const scores: Scores = { byCategory: {}, nude: [{ nudity: 0.65 }] };
    expect(judgePicture({ scores, boxes: NOTHING }, asked, 'on').cover).toBe(true);
    expect(weighed(scores, asked, 'on').some(reached)).toBe(true);
  });

  it('is unsure where a detector is asked', () => {
    fc.assert(
      fc.property(any.scores, boxJudgement, (scores, given) => {
        const asked = { ...given, strategy: 'cascade', masked: 'whole' } as const;
        const all = weighed(scores, asked, 'on');
        const unsure = all.some(({ score, unsureFrom = Infinity }) => score >= unsureFrom);
        if (unsure && !all.some(reached)) expect(needsDetector(scores, asked, 'on')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what is masked', () => {
  const see = (boxes: readonly SeenBox[], given: Partial<BoxJudgement> = {}) =>
    judgePicture({ scores: null, boxes }, settings({ strategy: 'detector', ...given }), 'on');

  it('is the box and a margin of its own size', () => {
    expect(see([box()], { margin: 0.5 })).toEqual({
      cover: true,
      reason: 'explicit',
      boxes: [{ x: 0.125, y: 0.125, width: 0.5, height: 0.5, reasons: ['explicit'] }],
    });
  });

  it('is the whole from the limit on, counted with the margin', () => {
    const large = box({ x: 0, y: 0, width: 0.75, height: 0.75 });
    expect(boxesOf(see([large], { margin: 0 }))).toHaveLength(1);
    expect(see([large])).toEqual(whole('explicit'));
    const half = box({ x: 0, y: 0, width: 1, height: 0.5 });
    expect(boxesOf(see([half], { margin: 0, areaLimit: 0.5 }))).toHaveLength(1);
    expect(see([half], { margin: 0, areaLimit: 0.499 })).toEqual(whole('explicit'));
  });

  it('is the whole for a margin or a limit that is none', () => {
    expect(see([box()], { margin: Number.NaN })).toEqual(whole('explicit'));
    expect(see([box()], { margin: -0.1 })).toEqual(whole('explicit'));
    expect(see([box()], { areaLimit: Number.NaN })).toEqual(whole('explicit'));
  });

  it('names the category furthest above its threshold', () => {
    const sensitivity = { ...settings().sensitivity, people: 3 as const };
    const both = [box({ score: 0.5 }), box({ x: 0.7, category: 'people', score: 0.9 })];
    expect(see(both, { sensitivity })).toMatchObject({ reason: 'people' });
  });
});

describe('a look that failed', () => {
  const failed = whole('failed');
  const see = (seen: Seen, given: Partial<BoxJudgement> = {}) =>
    judgePicture(seen, settings(given), 'on');

  it('covers, unless what is there covers already', () => {
    expect(see({ scores: null, boxes: null })).toEqual(failed);
    expect(see({ scores: null, boxes: [] })).toEqual(failed);
    expect(see({ scores: null, boxes: [box()] })).toEqual(whole('explicit'));
    expect(see({ scores: scored(0.5), boxes: null })).toEqual(failed);
    expect(see({ scores: scored(0.9), boxes: null })).toEqual(whole('explicit'));
    expect(see({ scores: scored(0.9), boxes: null }, { masked: 'whole' })).toEqual(
      whole('explicit'),
    );
    expect(see({ scores: scored(0), boxes: null }, { strategy: 'both' })).toEqual(failed);
    expect(see({ scores: null, boxes: null }, { strategy: 'classifier' })).toEqual(failed);
  });

  it('is any number that is none, in boxes or scores, whatever else is seen', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 7);
    const key = fc.constantFrom('x', 'y', 'width', 'height', 'score' as const);
    fc.assert(
      fc.property(
        any.scores,
        seenBoxes,
        seenBox,
        boxJudgement,
        key,
        bad,
        (scores, boxes, one, asked, k, value) => {
          const broken = [...boxes, { ...one, [k]: value }];
          expect(judgePicture({ scores, boxes: broken }, asked, 'on')).toEqual(failed);
        },
      ),
    );
    fc.assert(
      fc.property(
        any.scores,
        seenBoxes,
        boxJudgement,
        any.category,
        bad,
        (scores, boxes, asked, c, value) => {
          fc.pre(asked.strategy !== 'detector');
          const broken = { ...scores, byCategory: { ...scores.byCategory, [c]: value } };
          expect(judgePicture({ scores: broken, boxes }, asked, 'on')).toEqual(failed);
        },
      ),
    );
  });
});

describe('always', () => {
  const given = [any.scores, seenBoxes, boxJudgement, any.siteModes] as const;
  const see = (
    scores: Scores | null,
    boxes: readonly SeenBox[] | null,
    asked: BoxJudgement,
    site: Parameters<typeof judgePicture>[2],
  ) => judgePicture({ scores, boxes }, asked, site);

  test('a box more never uncovers the picture, and never shrinks what is masked', () => {
    fc.assert(
      fc.property(...given, seenBox, (scores, boxes, asked, site, more) => {
        const before = see(scores, boxes, asked, site);
        const after = see(scores, [...boxes, more], asked, site);
        if (before.cover) expect(after.cover).toBe(true);
        // A whole may become parts: it was whole for want of the box that shows where.
        if (before.cover && before.boxes) expect(coversAtLeast(after, before)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('without a classifier’s word a whole stays whole', () => {
    fc.assert(
      fc.property(seenBoxes, boxJudgement, any.siteModes, seenBox, (boxes, asked, site, more) => {
        const alone = { ...asked, strategy: 'detector' as const };
        const before = see(null, boxes, alone, site);
        expect(coversAtLeast(see(null, [...boxes, more], alone, site), before)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a better score of a box never uncovers the picture, nor shrinks what is masked', () => {
    fc.assert(
      fc.property(...given, fc.nat(), any.score, (scores, boxes, asked, site, at, score) => {
        const one = boxes[at % Math.max(1, boxes.length)];
        fc.pre(one !== undefined && score >= one.score);
        const raised = boxes.map((other) => (other === one ? { ...one, score } : other));
        const before = see(scores, boxes, asked, site);
        const after = see(scores, raised, asked, site);
        if (before.cover) expect(after.cover).toBe(true);
        if (before.cover && before.boxes) expect(coversAtLeast(after, before)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a higher score of the classifier never covers less', () => {
    fc.assert(
      fc.property(
        ...given,
        any.category,
        any.score,
        (scores, boxes, asked, site, category, score) => {
          fc.pre(score >= (scores.byCategory[category] ?? 0));
          const raised = { ...scores, byCategory: { ...scores.byCategory, [category]: score } };
          const before = see(scores, boxes, asked, site);
          expect(coversAtLeast(see(raised, boxes, asked, site), before)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a higher sensitivity never uncovers the picture, nor shrinks what is masked', () => {
    fc.assert(
      fc.property(
        ...given,
        any.category,
        any.level,
        (scores, boxes, asked, site, category, level) => {
          fc.pre(level >= asked.sensitivity[category]);
          const sensitivity = { ...asked.sensitivity, [category]: level };
          const before = see(scores, boxes, asked, site);
          const after = see(scores, boxes, { ...asked, sensitivity }, site);
          if (before.cover) expect(after.cover).toBe(true);
          if (before.cover && before.boxes) expect(coversAtLeast(after, before)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('a stricter site never uncovers, and one that is off clears', () => {
    fc.assert(
      fc.property(any.scores, seenBoxes, boxJudgement, (scores, boxes, asked) => {
        if (see(scores, boxes, asked, 'on').cover) {
          expect(see(scores, boxes, asked, 'stricter').cover).toBe(true);
        }
        expect(see(scores, boxes, asked, 'off')).toEqual(CLEAR);
        expect(see(null, null, asked, 'off')).toEqual(CLEAR);
      }),
    );
  });

  test('a larger margin or a lower limit never covers less', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(...given, part, part, (scores, boxes, asked, site, margin, areaLimit) => {
        const before = see(scores, boxes, asked, site);
        const wider = { ...asked, margin: Math.max(margin, asked.margin) };
        expect(coversAtLeast(see(scores, boxes, wider, site), before)).toBe(true);
        const tighter = { ...asked, areaLimit: Math.min(areaLimit, asked.areaLimit) };
        expect(coversAtLeast(see(scores, boxes, tighter, site), before)).toBe(true);
      }),
    );
  });

  test('masked area stays within the limit, and masks within the picture', () => {
    fc.assert(
      fc.property(...given, (scores, boxes, asked, site) => {
        const masks = boxesOf(see(scores, boxes, asked, site)) ?? [];
        const area = masks.reduce((sum, { width, height }) => sum + width * height, 0);
        expect(area).toBeLessThanOrEqual(asked.areaLimit + 1e-9);
        for (const { x, y, width, height } of masks) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  test('the arguments stay as they are, and the order of boxes does not matter', () => {
    fc.assert(
      fc.property(...given, (scores, boxes, asked, site) => {
        const seen = Object.freeze({ scores, boxes: Object.freeze(boxes) });
        const first = judgePicture(seen, Object.freeze(asked), site);
        expect(judgePicture(structuredClone(seen), asked, site)).toEqual(first);
        const turned = judgePicture({ scores, boxes: boxes.toReversed() }, asked, site);
        expect(coversAtLeast(turned, first) && coversAtLeast(first, turned)).toBe(true);
      }),
    );
  });
});
