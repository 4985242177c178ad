import { withoutFragment } from '../shared/address.ts';

const streams = new Set<string>();

/**
 * Under this address one picture comes after another for as long as the connection lasts
 * (`multipart/x-mixed-replace`), and the browser tells of the first one only.
 */
export function noteStream(url: string): void {
  streams.add(withoutFragment(url));
}

/** What was said of one of its pictures would say nothing of the next. */
export const isStream = (url: string): boolean => streams.has(withoutFragment(url));
