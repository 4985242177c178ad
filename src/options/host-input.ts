import { hostOf } from '../shared/sites.ts';

/**
 * @param typed a host name or a whole address, as a person types or pastes it
 * @returns the host name as URLs have it, or null when it is none
 */
export function hostFrom(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const host = hostOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  return host && /^(?=.{1,253}$)[a-z0-9_.:[\]-]+$/.test(host) ? host : null;
}
