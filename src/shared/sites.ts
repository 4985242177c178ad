/** What a person chose for a site. A site without a rule is `on`. */
export const SITE_MODES = ['off', 'on', 'stricter'] as const;
export type SiteMode = (typeof SITE_MODES)[number];

/** Host name (no port, lower case, as `URL.hostname` gives it) → mode. Covers its subdomains. */
export type SiteRules = Readonly<Record<string, SiteMode>>;

/**
 * @param url address of the top-level page
 * @returns its host name, or null for pages that have none (about:, data:, blob: of an opaque origin)
 */
export function hostOf(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === 'blob:') return hostOf(pathname);
  return hostname === '' ? null : hostname;
}

/**
 * The rule of the host itself, else of its nearest parent domain, else `on`.
 * An own-property look-up: a host named like a property of Object finds no rule.
 */
export function siteMode(rules: SiteRules, host: string | null): SiteMode {
  for (const name of namesOf(host)) {
    const mode = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (mode) return mode;
  }
  return 'on';
}

/** The host itself, then its parent domains, the nearest first. */
export function* namesOf(host: string | null): Iterable<string> {
  for (let name = host ?? ''; name !== ''; name = parentDomain(name)) yield name;
}

const parentDomain = (host: string): string => {
  const dot = host.indexOf('.');
  return dot < 0 || /^[\d.]+$/.test(host) || host.startsWith('[') ? '' : host.slice(dot + 1);
};

/** @returns `rules` with `host` set to `mode`; the default mode leaves no trace unless a parent rule differs */
export function withSite(rules: SiteRules, host: string, mode: SiteMode): SiteRules {
  const rest = Object.fromEntries(Object.entries(rules).filter(([name]) => name !== host));
  return siteMode(rest, host) === mode ? rest : { ...rest, [host]: mode };
}
