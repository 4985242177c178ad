import { type Pauses, pausesAt } from './pause.ts';
import type { Settings } from './settings.ts';
import { type SiteMode, siteMode } from './sites.ts';

/** How a site stands now: its mode, or `paused` where that is set aside for a while. */
export type Standing = SiteMode | 'paused';

/** Pure: switch, site rules and pauses in one answer. A site that is off is not paused besides. */
export function standingOf(
  settings: Pick<Settings, 'enabled' | 'sites'>,
  pauses: Pauses,
  host: string | null,
  now: number,
): Standing {
  if (!settings.enabled) return 'off';
  const mode = siteMode(settings.sites, host);
  const { everywhere, here } = pausesAt(pauses, host, now);
  return mode !== 'off' && (everywhere || here) ? 'paused' : mode;
}

/** What judging knows of it: a paused site is one that is off. */
export const modeFor = (standing: Standing): SiteMode => (standing === 'paused' ? 'off' : standing);
