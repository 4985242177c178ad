import { withoutFragment } from '../shared/address.ts';

/** What asks for an address and shows nothing of it. */
const SHOWS_NOTHING = ['fetch', 'xmlhttprequest', 'beacon'];

const streams = new Set<string>();
/** Of every load that shows something, the address. */
const reported = new Set<string>();
/** By address, how often what may show it was answered otherwise than from memory or cache. */
const counts = new Map<string, number>();
/** By address, the length of the longest file that came, decoded bytes, as far as the page may know. */
const weights = new Map<string, number>();
let observer: PerformanceObserver | null = null;

interface News {
  /** Under this address one picture comes after another; told once. */
  streams(url: string): void;
  /** This address was loaded once more, and may be another picture by now. */
  again(url: string): void;
  /** Something that may show it loaded it, from wherever. */
  loaded(url: string): void;
}
const unheard = (): void => undefined;
let news: News = { streams: unheard, again: unheard, loaded: unheard };

/**
 * Hears what the browser reports of every load of this frame (Resource Timing), which no page can keep
 * from us, whoever answered it: the network, or a service worker of the page's own, of which the
 * background hears nothing. Chromium 156 reports a load before its picture counts as loaded; one that our
 * own scripts began, or that joined such a one, it does not report.
 *
 * A load that has no end goes on to send one picture after another, each in the place of the last
 * (`multipart/x-mixed-replace`): the browser has it loaded with the first, and tells of no other.
 */
export function watchReports(heard: News): { stop(): void } {
  news = heard;
  observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'resource', buffered: true });
  return { stop: () => observer?.disconnect() };
}

/** What was said of one of its pictures would say nothing of the next. */
export function isStream(url: string): boolean {
  catchUp();
  return streams.has(withoutFragment(url));
}

/** It was found out in another way. */
export function noteStream(url: string): void {
  const address = withoutFragment(url);
  if (streams.has(address)) return;
  streams.add(address);
  // Whoever asks whether it is one is about to say something of it.
  queueMicrotask(() => news.streams(address));
}

/** How often this address was loaded here by what may show it. */
export function reportsOf(url: string): number {
  catchUp();
  return counts.get(withoutFragment(url)) ?? 0;
}

/** @returns bytes of the longest file that came under this address; null where nobody told */
export function weightOf(url: string): number | null {
  catchUp();
  return weights.get(withoutFragment(url)) ?? null;
}

/** Whether any load of this address was reported. */
export function isReported(url: string): boolean {
  catchUp();
  return reported.has(withoutFragment(url));
}

/** What was reported and not delivered yet counts as well. */
const catchUp = (): void => note(observer?.takeRecords() ?? []);

function note(loads: PerformanceEntryList): void {
  for (const load of loads) {
    const timing = load as PerformanceResourceTiming;
    const address = withoutFragment(timing.name);
    if (timing.responseEnd === 0) noteStream(address);
    if (SHOWS_NOTHING.includes(timing.initiatorType)) continue;
    reported.add(address);
    const { decodedBodySize } = timing;
    if (decodedBodySize > (weights.get(address) ?? 0)) weights.set(address, decodedBodySize);
    queueMicrotask(() => news.loaded(address));
    if (isKept(timing)) continue;
    const before = counts.get(address) ?? 0;
    counts.set(address, before + 1);
    if (before > 0) queueMicrotask(() => news.again(address));
  }
}

/**
 * The cache had it, or was told that what it has still holds: then hardly anything was transferred. Of
 * another site's that do not let the page know, neither is told.
 */
const isKept = ({
  workerStart,
  transferSize,
  encodedBodySize,
}: PerformanceResourceTiming): boolean => workerStart === 0 && transferSize < encodedBodySize;
