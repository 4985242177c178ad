import { type Settings, weakens } from './settings.ts';
import type { Change } from './settings-changes.ts';
import { siteMode } from './sites.ts';

/**
 * @param change one of those that lead from `from` to `to`
 * @returns whether it protects less, as its setting declares
 */
export function weakening(change: Change, from: Settings, to: Settings): boolean {
  if (change.key === 'sensitivity') {
    const { sensitivity } = from;
    const { category } = change;
    return weakens('sensitivity', sensitivity, { ...sensitivity, [category]: change.to });
  }
  if (change.key !== 'sites') return weakens(change.key, change.from, change.to);
  // What holds for the host, which without a rule of its own has its parent's.
  const { host } = change;
  return weakens(
    'sites',
    { [host]: siteMode(from.sites, host) },
    { [host]: siteMode(to.sites, host) },
  );
}
