import fc from 'fast-check';
import { CATEGORIES, type Category } from './categories.ts';
import { RULES } from './evidence.ts';
import { LEVELS, type Level, THRESHOLDS } from './levels.ts';
import type { Scores } from './policy.ts';
import { MASK_COLOURS, MASK_STYLES, MODEL_CHOICES, type Settings } from './settings.ts';
import { SITE_MODES } from './sites.ts';
import { MASKED, STRATEGIES } from './strategy.ts';

/** Every category with what `value` makes of it. */
export const perCategory = <T>(value: (category: Category) => T): Record<Category, T> => ({
  explicit: value('explicit'),
  nudity: value('nudity'),
  suggestive: value('suggestive'),
  drawn: value('drawn'),
  otherSkin: value('otherSkin'),
  people: value('people'),
});

export const category = fc.constantFrom(...CATEGORIES);
export const level: fc.Arbitrary<Level> = fc.constantFrom(...LEVELS);
export const siteModes = fc.constantFrom(...SITE_MODES);

const finiteThresholds = [...new Set(CATEGORIES.flatMap((c) => THRESHOLDS[c].slice(1)))];

/** Scores from 0 to 1, the thresholds themselves among them: most mistakes sit at an edge. */
export const score = fc.oneof(
  fc.constantFrom(0, 1, ...finiteThresholds),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

const someCategories = fc.record(
  perCategory(() => score),
  { requiredKeys: [] },
);

/** Of a picture that the engine did judge: at least one score. */
export const scores: fc.Arbitrary<Scores> = fc
  .record(
    { byCategory: someCategories, nude: fc.array(someCategories, { maxLength: 4 }) },
    { noNullPrototype: true },
  )
  .filter(({ byCategory, nude }) =>
    [byCategory, ...nude].some((all) => Object.keys(all).length > 0),
  );

export const sensitivity = fc.record(
  perCategory(() => level),
  { noNullPrototype: true },
);

/** A few names that are each other's parents, so that rules meet. */
export const hosts = fc.constantFrom(
  'example.org',
  'a.example.org',
  'b.a.example.org',
  'other.example',
  'org',
  'localhost',
  '127.0.0.1',
  '[::1]',
);

export const siteRules = fc.dictionary(hosts, siteModes, { noNullPrototype: true });

/** Values that each setting can have. */
export const settingValues: { readonly [K in keyof Settings]: fc.Arbitrary<Settings[K]> } = {
  enabled: fc.boolean(),
  sites: siteRules,
  sensitivity,
  smallPicture: fc.integer({ min: 0, max: 96 }),
  maskStyle: fc.constantFrom(...MASK_STYLES),
  maskStrength: fc.integer({ min: 1, max: 5 }),
  maskColour: fc.constantFrom(...MASK_COLOURS),
  label: fc.boolean(),
  whileChecking: fc.constantFrom('blank', 'blur'),
  onFailure: fc.constantFrom('cover', 'show'),
  unreadable: fc.constantFrom('cover', 'show'),
  reveal: fc.boolean(),
  model: fc.constantFrom(...MODEL_CHOICES, 'an-installed-one'),
  detector: fc.constantFrom('none', 'an-installed-one', 'another'),
  strategy: fc.constantFrom(...STRATEGIES),
  rule: fc.constantFrom(...RULES),
  masked: fc.constantFrom(...MASKED),
  margin: fc.double({ min: 0, max: 1, noNaN: true }),
  areaLimit: fc.double({ min: 0, max: 1, noNaN: true }),
  badge: fc.boolean(),
};

export const settings: fc.Arbitrary<Settings> = fc.record(settingValues, { noNullPrototype: true });
