/**
 * In every page the benchmark serves, with the extension or without: tells when each <img> could
 * first be seen for what it is, or as the cover its verdict put on it. It listens rather than
 * polls, because polling would itself take the time that is being measured.
 */

export interface Seen {
  url: string;
  /** Milliseconds on the page's clock, from navigation: in the tree, loaded, decided and on screen. */
  inserted: number;
  loaded: number;
  decided: number;
  /** It stands behind a mask. */
  covered: boolean;
}

export interface WatchApi {
  /** Appends pictures to the page. @returns what became of them, once the last is decided */
  insert(urls: string[], where?: 'here' | 'far-below'): Promise<Seen[]>;
  /** Removes every picture inserted. */
  clear(): void;
  /** @returns all pictures of the page, once it has loaded and the last is decided */
  all(): Promise<Seen[]>;
  /** How many pictures are in the tree and not decided. */
  waiting(): number;
  /** Scrolls down by `step` CSS pixels a frame. @returns milliseconds from frame to frame */
  scroll(frames: number, step: number): Promise<number[]>;
  /** Tasks of this page over 50 ms so far, of whatever cause. */
  longTasks(): number;
}

declare global {
  var bench: WatchApi;
}

const MARK = 'data-figleaf';
/** Only in case a mark is made in a way that nothing here hears of. */
const SAFETY_MS = 500;

const known = new Map<HTMLImageElement, Seen>();
const undecided = new Set<HTMLImageElement>();
/** Undecided ones that something happened to since the last look. */
const touched = new Set<Node>();
const waiters = new Set<() => void>();
let looking = false;
let longTasks = 0;

function lookSoon(): void {
  if (looking || touched.size === 0) return;
  looking = true;
  // A hidden tab has no frames.
  if (document.hidden) setTimeout(look);
  else requestAnimationFrame(look);
}

function look(): void {
  looking = false;
  const now = performance.now();
  for (const img of touched) {
    const seen = img instanceof HTMLImageElement && undecided.has(img) && known.get(img);
    if (!seen || !img.complete || img.naturalWidth === 0) continue;
    if (getComputedStyle(img).visibility !== 'visible') continue;
    seen.decided = now;
    seen.covered = img.hasAttribute(MARK);
    undecided.delete(img);
  }
  touched.clear();
  for (const waiter of waiters) waiter();
}

function meet(node: Node): void {
  if (!(node instanceof Element)) return;
  const images = node instanceof HTMLImageElement ? [node] : node.querySelectorAll('img');
  for (const img of images) {
    if (known.has(img)) continue;
    known.set(img, {
      url: img.src,
      inserted: performance.now(),
      loaded: Number.NaN,
      decided: Number.NaN,
      covered: false,
    });
    undecided.add(img);
  }
}

new MutationObserver((records) => {
  for (const { target, addedNodes } of records) {
    touched.add(target);
    for (const node of addedNodes) meet(node);
  }
  lookSoon();
}).observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: [MARK],
});
document.addEventListener(
  'load',
  ({ target }) => {
    const seen = target instanceof HTMLImageElement ? known.get(target) : undefined;
    if (!seen || !target) return;
    seen.loaded = performance.now();
    touched.add(target as Node);
    lookSoon();
  },
  { capture: true },
);
setInterval(() => {
  for (const img of undecided) touched.add(img);
  lookSoon();
}, SAFETY_MS);
new PerformanceObserver((list) => {
  longTasks += list.getEntries().length;
}).observe({ type: 'longtask', buffered: true });

const until = (done: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (!done()) return;
      waiters.delete(check);
      resolve();
    };
    waiters.add(check);
    check();
  });

globalThis.bench = {
  async insert(urls, where = 'here') {
    const place = document.createElement('div');
    if (where === 'far-below') place.style.marginTop = '20000px';
    const images = urls.map((url) => {
      const img = document.createElement('img');
      img.width = 320;
      img.height = 320;
      img.src = url;
      return img;
    });
    place.append(...images);
    if (where === 'here') document.body.prepend(place);
    else document.body.append(place);
    meet(place);
    await until(() => images.every((img) => !undecided.has(img)));
    return images.flatMap((img) => known.get(img) ?? []);
  },
  clear() {
    document.body.replaceChildren();
    for (const img of undecided) if (!img.isConnected) undecided.delete(img);
    for (const img of known.keys()) if (!img.isConnected) known.delete(img);
  },
  async all() {
    if (document.readyState !== 'complete') {
      await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
    }
    await until(() => undecided.size === 0);
    return [...known.values()];
  },
  scroll: (frames, step) =>
    new Promise((resolve) => {
      const gaps: number[] = [];
      let last = Number.NaN;
      const frame = (now: number): void => {
        if (!Number.isNaN(last)) gaps.push(now - last);
        last = now;
        if (gaps.length >= frames) {
          resolve(gaps);
          return;
        }
        scrollBy(0, step);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }),
  waiting: () => undecided.size,
  longTasks: () => longTasks,
};

/** Tabs that nobody drives report to the server: the first and the last of their pictures. */
const tab = new URLSearchParams(location.search).get('report');
if (tab !== null) {
  const report = (what: string) =>
    navigator.sendBeacon(`/report?tab=${tab}&what=${what}&hidden=${document.hidden}`);
  addEventListener('load', () => report('load'));
  void until(() => known.size > undecided.size).then(() => report('first'));
  void globalThis.bench.all().then(() => report('last'));
}
