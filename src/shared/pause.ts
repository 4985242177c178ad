import { namesOf } from './sites.ts';

/** Milliseconds since 1970. `until` null: until the browser closes, which forgets all pauses. */
export interface Pause {
  readonly from: number;
  readonly until: number | null;
}

/** Protection that a person set aside for a while, everywhere or by host name. */
export interface Pauses {
  readonly everywhere: Pause | null;
  readonly sites: Readonly<Record<string, Pause>>;
}

/** In minutes, or for as long as the browser runs. */
export type PauseLength = number | 'session';

export const PAUSE_LENGTHS = [5, 15, 60, 'session'] as const satisfies readonly PauseLength[];
const MOST_MINUTES = 24 * 60;

export const NO_PAUSES: Pauses = { everywhere: null, sites: {} };

/** A clock that was set back behind the beginning must not make a pause longer: it is over then. */
export const isRunning = ({ from, until }: Pause, now: number): boolean =>
  now >= from && (until === null || now < until);

/** @throws RangeError for what is no length of a pause */
export function pauseFrom(now: number, length: PauseLength): Pause {
  if (length === 'session') return { from: now, until: null };
  if (!(length > 0 && length <= MOST_MINUTES))
    throw new RangeError(`no pause of ${length} minutes`);
  return { from: now, until: now + length * 60_000 };
}

/** @returns the pauses that run at `now` on a site: everywhere's, and its own or a parent domain's */
export function pausesAt(
  pauses: Pauses,
  host: string | null,
  now: number,
): { everywhere: Pause | null; here: Pause | null } {
  const running = (pause: Pause | null | undefined) =>
    pause && isRunning(pause, now) ? pause : null;
  let here: Pause | null = null;
  for (const name of namesOf(host)) {
    if (Object.hasOwn(pauses.sites, name)) here ??= running(pauses.sites[name]);
  }
  return { everywhere: running(pauses.everywhere), here };
}

/** @param host null for everywhere @param pause null resumes; a site's resumes its parents' too */
export function withPause(pauses: Pauses, host: string | null, pause: Pause | null): Pauses {
  if (host === null) return { ...pauses, everywhere: pause };
  const names = new Set(pause ? [host] : namesOf(host));
  const rest = Object.entries(pauses.sites).filter(([name]) => !names.has(name));
  return { ...pauses, sites: Object.fromEntries(pause ? [...rest, [host, pause]] : rest) };
}

/** Only those that still run. */
export function prunePauses({ everywhere, sites }: Pauses, now: number): Pauses {
  return {
    everywhere: everywhere && isRunning(everywhere, now) ? everywhere : null,
    sites: Object.fromEntries(Object.entries(sites).filter(([, pause]) => isRunning(pause, now))),
  };
}

/** @returns when the first of them ends; null when none ends by itself */
export function nextEnd(pauses: Pauses, now: number): number | null {
  const { everywhere, sites } = prunePauses(pauses, now);
  const ends = [everywhere, ...Object.values(sites)].flatMap((pause) => pause?.until ?? []);
  return ends.length > 0 ? Math.min(...ends) : null;
}

/**
 * Would going from one to the other protect less at `now` or later? The declared direction, as
 * settings have it, because locks and policies stand on it.
 */
export function pausesWeaken(from: Pauses, to: Pauses, now: number): boolean {
  const end = (pause: Pause | null): number =>
    pause && isRunning(pause, now) ? (pause.until ?? Number.POSITIVE_INFINITY) : now;
  const endAt = (pauses: Pauses, host: string | null): number => {
    const { everywhere, here } = pausesAt(pauses, host, now);
    return Math.max(end(everywhere), end(here));
  };
  return [null, ...Object.keys(to.sites)].some((host) => endAt(to, host) > endAt(from, host));
}

/** What was stored, or no pause where it is damaged. */
export function readPauses(stored: unknown): Pauses {
  if (typeof stored !== 'object' || stored === null) return NO_PAUSES;
  const { everywhere, sites } = stored as Partial<Record<keyof Pauses, unknown>>;
  const named = typeof sites === 'object' && sites !== null ? Object.entries(sites) : [];
  return {
    everywhere: isPause(everywhere) ? everywhere : null,
    sites: Object.fromEntries(named.filter((entry): entry is [string, Pause] => isPause(entry[1]))),
  };
}

const isPause = (value: unknown): value is Pause =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  Number.isFinite(value.from) &&
  'until' in value &&
  (value.until === null || Number.isFinite(value.until));
