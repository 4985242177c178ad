import * as v from 'valibot';
import { fraction, modelId } from './card-parts.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { RULES, type Rule } from './evidence.ts';
import { isRecord } from './is-record.ts';
import { BOX_DEFAULTS, LEVELS, type Level } from './levels.ts';
import { SITE_MODES, type SiteMode, siteMode } from './sites.ts';
import { MASKED, type Masked, STRATEGIES, type Strategy } from './strategy.ts';

/**
 * Would going from one value to the other protect less? Declared for every key, because locks and
 * policies stand on it. Must be false for equal values.
 */
type Weakens<T> = (from: T, to: T) => boolean;

interface Setting<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly default: T;
  readonly weakens: Weakens<T>;
}

/** Ties a key's schema, default and direction together; a key without one of them does not compile. */
const setting = <T>(
  schema: v.GenericSchema<unknown, T>,
  fallback: NoInfer<T>,
  weakens: Weakens<NoInfer<T>>,
): Setting<T> => ({ schema, default: fallback, weakens });

/** For what changes the look only. */
const neutral: Weakens<unknown> = () => false;
const lower: Weakens<number> = (from, to) => to < from;
const higher: Weakens<number> = (from, to) => to > from;
const turningOff: Weakens<boolean> = (from, to) => from && !to;
const turningOn: Weakens<boolean> = (from, to) => !from && to;
const anyChange: Weakens<unknown> = (from, to) => from !== to;
/** `order` from the strongest to the weakest. */
const downThe =
  <T>(order: readonly T[]): Weakens<T> =>
  (from, to) =>
    order.indexOf(to) > order.indexOf(from);

const SITE_ORDER: readonly SiteMode[] = ['stricter', 'on', 'off'];

const level = v.picklist(LEVELS);
const hostName = v.pipe(v.string(), v.regex(/^(?=.{1,253}$)[a-z0-9_.:[\]-]+$/));
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];
/** What valibot's `record` lets pass: arrays, and names that reach a prototype, which it skips. */
const byName = v.pipe(
  v.custom<Record<string, unknown>>((input) => isRecord(input), 'Not an object of names'),
  v.check(
    (input) => !UNSAFE_NAMES.some((name) => Object.hasOwn(input, name)),
    'Holds a name that reaches a prototype',
  ),
);

export const MASK_STYLES = ['blur', 'pixelate', 'solid', 'hide'] as const;
export const MASK_COLOURS = ['grey', 'black', 'white', 'sand', 'sage', 'slate'] as const;
export const NO_DETECTOR = 'none';
export const MODEL_CHOICES = ['auto', 'fast', 'balanced'] as const;

/** The one schema of everything a person can set. */
export const SETTINGS = {
  /** Figleaf looks at pictures at all. */
  enabled: setting(v.boolean(), true, turningOff),
  /** Per site, by host name. */
  sites: setting<Readonly<Record<string, SiteMode>>>(
    v.pipe(byName, v.record(hostName, v.picklist(SITE_MODES))),
    {},
    // A host without a rule has its parent's; every host beneath follows the nearest of these.
    (from, to) =>
      [...new Set([...Object.keys(from), ...Object.keys(to)])].some((host) =>
        downThe(SITE_ORDER)(siteMode(from, host), siteMode(to, host)),
      ),
  ),
  /** How sharply each category is looked for. */
  sensitivity: setting<Readonly<Record<Category, Level>>>(
    v.strictObject({
      explicit: level,
      nudity: level,
      suggestive: level,
      drawn: level,
      otherSkin: level,
      people: level,
    }),
    { explicit: 3, nudity: 3, suggestive: 0, drawn: 3, otherSkin: 0, people: 0 },
    (from, to) => CATEGORIES.some((category) => lower(from[category], to[category])),
  ),
  /** Pictures shown smaller than this on both sides pass, in CSS pixels. */
  smallPicture: setting(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(96)), 24, higher),
  maskStyle: setting(v.picklist(MASK_STYLES), 'solid', neutral),
  /** 1–5; how much blur, how large the pixels. */
  maskStrength: setting(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)), 3, lower),
  maskColour: setting(v.picklist(MASK_COLOURS), 'grey', neutral),
  /** A small label on each covered picture that says why. */
  label: setting(v.boolean(), true, neutral),
  /** What stands in a picture's place until its verdict. */
  whileChecking: setting(v.picklist(['blank', 'blur']), 'blank', downThe(['blank', 'blur'])),
  /** What happens to a picture that could not be judged. */
  onFailure: setting(v.picklist(['cover', 'show']), 'cover', downThe(['cover', 'show'])),
  /** What happens to videos and drawings whose pixels the browser gives to nobody. */
  unreadable: setting(v.picklist(['cover', 'show']), 'cover', downThe(['cover', 'show'])),
  /** A covered picture may be revealed. */
  reveal: setting(v.boolean(), true, turningOn),
  /** The classifier: a bundled one by what a person calls it, or an installed one by its id. */
  model: setting<string>(modelId, 'auto', anyChange),
  /** The installed detector, by its id, or `NO_DETECTOR`. */
  detector: setting<string>(modelId, NO_DETECTOR, anyChange),
  /** Who looks at a picture; without a detector the classifier does. */
  strategy: setting<Strategy>(v.picklist(STRATEGIES), 'cascade', anyChange),
  /** Which of what was found counts. */
  rule: setting<Rule>(v.picklist(RULES), 'categories', anyChange),
  masked: setting<Masked>(v.picklist(MASKED), 'whole', downThe(MASKED)),
  /** Part of a box's own width and height that its mask is larger by on each side. */
  margin: setting(fraction, BOX_DEFAULTS.margin, lower),
  /** Part of the picture; with more of it masked, the whole is. */
  areaLimit: setting(fraction, BOX_DEFAULTS.areaLimit, higher),
  /** Number of covered pictures on the toolbar button. */
  badge: setting(v.boolean(), true, neutral),
} as const;

export type SettingKey = keyof typeof SETTINGS;
type ValueOf<S> = S extends Setting<infer T> ? T : never;
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof SETTINGS)[K]> };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** The table with its per-key types set aside, for code that walks all keys. */
const loose = SETTINGS as unknown as Readonly<Record<SettingKey, Setting<unknown>>>;

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, loose[key].default]),
) as unknown as Settings;

/** @returns the keys whose change from `from` to `to` protects less */
export const weakenedKeys = (from: Settings, to: Settings): SettingKey[] =>
  SETTING_KEYS.filter((key) => loose[key].weakens(from[key], to[key]));

/** @returns whether one setting's change from `from` to `to` protects less, as it declares */
export const weakens = <K extends SettingKey>(key: K, from: Settings[K], to: Settings[K]) =>
  loose[key].weakens(from, to);

/** What is wrong with a partial change. */
export type Fault =
  | { is: 'unknown'; key: string }
  /** `path` leads into the value, empty for the value itself; `why` is in the schema's words. */
  | { is: 'bad'; key: SettingKey; path: string; why: string };

/** @returns every fault of a partial change; none where it may be stored */
export function faultsIn(patch: Readonly<Record<string, unknown>>): Fault[] {
  return Object.entries(patch).flatMap(([key, value]): Fault[] => {
    if (!isSettingKey(key)) return [{ is: 'unknown', key }];
    const { success, issues } = v.safeParse(loose[key].schema, value);
    if (success) return [];
    return issues.map((issue) => {
      const path = v.getDotPath(issue) ?? '';
      return { is: 'bad', key, path, why: issue.message };
    });
  });
}

const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/**
 * Checks a partial change. Unknown keys and bad values are named, nothing is coerced.
 * @throws Error whose message names every fault
 */
export function checkPatch(patch: unknown): Partial<Settings> {
  if (!isRecord(patch)) throw new Error('settings must be an object');
  const faults = faultsIn(patch).map((fault) => {
    if (fault.is === 'unknown') return `${fault.key}: not a setting`;
    return `${fault.path ? `${fault.key}.${fault.path}` : fault.key}: ${fault.why}`;
  });
  if (faults.length > 0) throw new Error(faults.join('; '));
  return patch as Partial<Settings>;
}

/**
 * Settings read from storage, repaired key by key. A damaged value becomes its default, or what
 * `backup` (the copy written with every change) holds where the default would protect less: damage
 * must never weaken what a person set.
 * @returns the settings, and which keys had to be repaired
 */
export function repair(
  stored: unknown,
  backup?: unknown,
): { settings: Settings; repaired: SettingKey[] } {
  const repaired: SettingKey[] = [];
  const read = (source: unknown, key: SettingKey): { value: unknown } | undefined => {
    if (!isRecord(source) || !Object.hasOwn(source, key)) return undefined;
    const result = v.safeParse(loose[key].schema, source[key]);
    return result.success ? { value: result.output } : undefined;
  };
  const entries = SETTING_KEYS.map((key) => {
    const good = read(stored, key);
    if (good) return [key, good.value];
    // A key that is simply absent is new in this version: not damage, unless a backup remembers it.
    const kept = read(backup, key);
    if (kept || (isRecord(stored) && Object.hasOwn(stored, key))) repaired.push(key);
    const { default: fallback, weakens } = loose[key];
    return [key, kept && weakens(kept.value, fallback) ? kept.value : fallback];
  });
  return { settings: Object.fromEntries(entries) as unknown as Settings, repaired };
}

/** The version of the stored shape; raise it together with a step in `MIGRATIONS`. */
export const SETTINGS_VERSION = 1;

/** `MIGRATIONS[n]` takes values of version n to version n + 1. */
export const MIGRATIONS: Readonly<
  Record<number, (values: Record<string, unknown>) => Record<string, unknown>>
> = {};

/**
 * @param values what was stored under `version`
 * @throws RangeError for a version newer than this program's: a downgrade must not guess
 */
export function migrate(
  values: Record<string, unknown>,
  version: number,
  steps = MIGRATIONS,
  target = SETTINGS_VERSION,
): Record<string, unknown> {
  if (version > target) {
    throw new RangeError(`settings of version ${version} are newer than this program (${target})`);
  }
  let current = values;
  for (let from = version; from < target; from++) {
    const step = steps[from];
    if (!step) throw new RangeError(`no migration from settings version ${from}`);
    current = step(current);
  }
  return current;
}
