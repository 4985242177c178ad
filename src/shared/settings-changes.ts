import { CATEGORIES, type Category } from './categories.ts';
import type { SettingKey, Settings } from './settings.ts';
import type { SiteMode } from './sites.ts';

// Only types of the settings: their schema is most of what the popup would have to load.

/** Settings that hold one value, and not one for each site or category. */
export type PlainKey = Exclude<SettingKey, 'sites' | 'sensitivity'>;

type Plain = {
  [K in PlainKey]: { key: K; from: Settings[K]; to: Settings[K] };
}[PlainKey];

type Level = Settings['sensitivity'][Category];

/** The smallest change a person would name: a value, one site's rule, one category's level. */
export type Change =
  | Plain
  | { key: 'sensitivity'; category: Category; from: Level; to: Level }
  /** null is no rule. */
  | { key: 'sites'; host: string; from: SiteMode | null; to: SiteMode | null };

/** @returns every change that leads from one to the other, in the order of the settings' table */
export const changesBetween = (from: Settings, to: Settings): Change[] =>
  (Object.keys(from) as SettingKey[]).flatMap((key): Change[] => {
    if (key === 'sites') return siteChanges(from.sites, to.sites);
    if (key === 'sensitivity') return levelChanges(from.sensitivity, to.sensitivity);
    return from[key] === to[key] ? [] : [{ key, from: from[key], to: to[key] } as Plain];
  });

const levelChanges = (from: Settings['sensitivity'], to: Settings['sensitivity']): Change[] =>
  CATEGORIES.filter((category) => from[category] !== to[category]).map((category) => ({
    key: 'sensitivity',
    category,
    from: from[category],
    to: to[category],
  }));

const siteChanges = (from: Settings['sites'], to: Settings['sites']): Change[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .sort()
    .map((host) => ({
      key: 'sites' as const,
      host,
      from: ruleOf(from, host),
      to: ruleOf(to, host),
    }))
    .filter((change) => change.from !== change.to);

const ruleOf = (rules: Settings['sites'], host: string): SiteMode | null =>
  (Object.hasOwn(rules, host) && rules[host]) || null;

/**
 * Takes changes back, one by one, so that whatever else was changed since stays.
 * @returns what to save, from the settings as they are `now`; a value that is no longer what the
 *   change made of it was chosen anew since, and is left alone
 */
export function takeBack(changes: readonly Change[], now: Settings): Partial<Settings> {
  const patch: { -readonly [K in SettingKey]?: Settings[K] } = {};
  for (const change of changes) {
    if (change.key === 'sites') {
      const sites = patch.sites ?? now.sites;
      if (ruleOf(sites, change.host) !== change.to) continue;
      const { [change.host]: _gone, ...rest } = sites;
      patch.sites = change.from ? { ...rest, [change.host]: change.from } : rest;
    } else if (change.key === 'sensitivity') {
      const sensitivity = patch.sensitivity ?? now.sensitivity;
      if (sensitivity[change.category] !== change.to) continue;
      patch.sensitivity = { ...sensitivity, [change.category]: change.from };
    } else if (now[change.key] === change.to) {
      Object.assign(patch, { [change.key]: change.from });
    }
  }
  return patch;
}
