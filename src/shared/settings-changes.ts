import { CATEGORIES, type Category } from './categories.ts';
import { SETTING_KEYS, type SettingKey, type Settings, weakens } from './settings.ts';
import { type SiteMode, siteMode } from './sites.ts';

/** Settings that hold one value, and not one for each site or category. */
export type PlainKey = Exclude<SettingKey, 'sites' | 'sensitivity'>;

type Plain = {
  [K in PlainKey]: { key: K; from: Settings[K]; to: Settings[K] };
}[PlainKey];

/** The smallest change a person would name: a value, one site's rule, one category's level. */
export type Change = (
  | Plain
  | {
      key: 'sensitivity';
      category: Category;
      from: Settings['sensitivity'][Category];
      to: Settings['sensitivity'][Category];
    }
  /** null is no rule. */
  | { key: 'sites'; host: string; from: SiteMode | null; to: SiteMode | null }
) & {
  /** It protects less, as the setting declares. */
  readonly weakens: boolean;
};

/** @returns every change that leads from one to the other, in the order of the settings' table */
export const changesBetween = (from: Settings, to: Settings): Change[] =>
  SETTING_KEYS.flatMap((key): Change[] => {
    if (key === 'sites') return siteChanges(from, to);
    if (key === 'sensitivity') return levelChanges(from, to);
    if (from[key] === to[key]) return [];
    const change = { key, from: from[key], to: to[key] } as Plain;
    return [{ ...change, weakens: weakens(key, from[key], to[key]) }];
  });

function levelChanges({ sensitivity: from }: Settings, { sensitivity: to }: Settings): Change[] {
  return CATEGORIES.filter((category) => from[category] !== to[category]).map((category) => ({
    key: 'sensitivity',
    category,
    from: from[category],
    to: to[category],
    weakens: weakens('sensitivity', from, { ...from, [category]: to[category] }),
  }));
}

function siteChanges({ sites: from }: Settings, { sites: to }: Settings): Change[] {
  const ruleOf = (rules: Settings['sites'], host: string): SiteMode | null =>
    (Object.hasOwn(rules, host) && rules[host]) || null;
  const hosts = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return hosts
    .filter((host) => ruleOf(from, host) !== ruleOf(to, host))
    .map((host) => ({
      key: 'sites',
      host,
      from: ruleOf(from, host),
      to: ruleOf(to, host),
      // What holds for the host, which without a rule of its own has its parent's.
      weakens: weakens('sites', { [host]: siteMode(from, host) }, { [host]: siteMode(to, host) }),
    }));
}

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
      if (((Object.hasOwn(sites, change.host) && sites[change.host]) || null) !== change.to) {
        continue;
      }
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
