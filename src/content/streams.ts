import { withoutFragment } from '../shared/address.ts';

const streams = new Set<string>();
let observer: PerformanceObserver | null = null;
let tell: (url: string) => void = () => undefined;

/**
 * Finds out under which addresses one picture comes after another, each in the place of the last
 * (`multipart/x-mixed-replace`): the browser has it loaded with the first, and tells of no other. But
 * what it reports of that load (Resource Timing) has no end, whoever sent it: the network, or a service
 * worker of the page's own, of which the background hears nothing. It is reported before the picture
 * counts as loaded (Chromium 156), and no page can keep it from us.
 * @param told of each such address, once
 */
export function watchStreams(told: (url: string) => void): { stop(): void } {
  tell = told;
  observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'resource', buffered: true });
  return { stop: () => observer?.disconnect() };
}

/** What was said of one of its pictures would say nothing of the next. */
export function isStream(url: string): boolean {
  note(observer?.takeRecords() ?? []);
  return streams.has(withoutFragment(url));
}

function note(loads: PerformanceEntryList): void {
  for (const load of loads) {
    if ((load as PerformanceResourceTiming).responseEnd === 0) noteStream(load.name);
  }
}

/** It was found out in another way. */
export function noteStream(url: string): void {
  const address = withoutFragment(url);
  if (streams.has(address)) return;
  streams.add(address);
  // Whoever asks whether it is one is about to say something of it.
  queueMicrotask(() => tell(address));
}
