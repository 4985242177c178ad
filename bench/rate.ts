import type { Seen } from './pages/watch.ts';

/** Pictures a second from the first insertion to the last verdict on screen. */
export function rate(seen: readonly Seen[]): number {
  const start = Math.min(...seen.map(({ inserted }) => inserted));
  const end = Math.max(...seen.map(({ decided }) => decided));
  return (seen.length * 1000) / (end - start);
}
