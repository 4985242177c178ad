import browser from 'webextension-polyfill';
import { answerRequests } from '../shared/answer.ts';
import { ask } from '../shared/ask.ts';
import {
  type DetectorFacts,
  type EngineBoot,
  type EngineFacts,
  type EngineFault,
  PAGE_PORT,
  type TabReport,
} from '../shared/messages.ts';
import { MODELS_CHANGED } from '../shared/model-store.ts';
import type { Settings } from '../shared/settings.ts';
import { Arrived } from './arrived.ts';
import { Arriving } from './arriving.ts';
import { checkModel } from './check-model.ts';
import { Classifier, type ClassifierPlaces } from './classifier.ts';
import { Corrections } from './corrections.ts';
import { Detector, type Found } from './detector.ts';
import { traffic } from './fetch-picture.ts';
import { Judging, type Looker } from './judging.ts';
import { Keys } from './keys.ts';
import { type Located, locatorOf } from './locating.ts';
import { LookCache } from './look-cache.ts';
import { Looking, type Scored } from './looking.ts';
import { chosenModels } from './model-choice.ts';
import { ORT_FILES } from './ort-files.ts';
import { Pages } from './pages.ts';
import { Journal, lookerOf } from './scoring.ts';
import { Store } from './store.ts';
import { tryPicture } from './try-picture.ts';
import type { PartsAsk } from './worker-protocol.ts';

interface Engine {
  classifier: Classifier;
  detector: Detector;
  locator: Looker<Located, PartsAsk>;
  scoring: Judging<Scored>;
  detecting: Judging<Found>;
  journal: Journal;
  cache: LookCache;
  pages: Pages;
  arriving: Arriving;
  corrections: Corrections;
  /** Serves private windows. */
  isPrivate: boolean;
}

const BOOT_RETRY_MS = 200;
const COUNTS_EVERY_MS = 500;
/** Covered pictures of a tab that the popup tells of. */
const NEWEST = 5;

async function start(): Promise<Engine> {
  const boot = await askUntilAnswered();
  // Private windows never touch the stored part.
  const store = boot.private ? null : await openStore();
  const keys = await Keys.from(boot.secret);
  const cache = new LookCache(store);
  const chosen = chosenModels(boot.settings, boot.private);
  const recovered = () => pages.askAgain();
  const classifier = classifierFor(boot, chosen.model, recovered);
  const detector = new Detector(PLACES, chosen.detector, recovered);
  const journal = new Journal(classifier);
  const scoring = new Judging(lookerOf(classifier), cache.of<Scored>(), keys, journal.note);
  const detecting = new Judging(detector, cache.of<Found>(), keys);
  const locator = locatorOf(classifier);
  const locating = new Judging(locator, cache.of<Located>(), keys);
  const looking = new Looking(scoring, detecting, locating);
  const kept = (await store?.corrections().catch(noStore)) ?? new Map();
  const corrections = new Corrections(keys, store, kept, boot.forNow, (all) => {
    void ask('corrections.forNow', all).catch(unheard);
  });
  const tellCounts = countsTeller();
  const able = {
    detects: () => detector.isChosen,
    findsSmallParts: () => classifier.running?.card.outputs.reading === 'activation',
  };
  const arrived = new Arrived();
  const pages = new Pages(boot, looking, corrections, able, arrived, (tab) => {
    tellCounts({ ...tab, fault: faultOf(classifier) });
  });
  // Its failure is kept in the classifier's state and told to whoever asks.
  classifier.open().catch(() => undefined);
  return {
    classifier,
    detector,
    locator,
    scoring,
    detecting,
    journal,
    cache,
    pages,
    arriving: new Arriving(looking, pages.deciding, corrections, arrived, (viewer, url, picture) =>
      pages.isRevealed(viewer, url, picture),
    ),
    corrections,
    isPrivate: boot.private,
  };
}

const getURL = (file: string): string => browser.runtime.getURL(file);

const PLACES: ClassifierPlaces = {
  mjs: getURL(`ort/${ORT_FILES.mjs}`),
  wasm: getURL(`ort/${ORT_FILES.wasm}`),
  worker: getURL('inference/worker.js'),
  models: getURL('models/'),
};

function classifierFor(
  kept: EngineBoot,
  model: Settings['model'],
  recovered: () => void,
): Classifier {
  return new Classifier(
    PLACES,
    {
      ...kept,
      chose: (decision) => void ask('engine.chose', decision).catch(unheard),
      tuned: (tuning) => void ask('engine.tuned', tuning).catch(unheard),
      recovered,
    },
    model,
  );
}

/** The background may be stopped in the very moment it is asked; then it is asked again. */
async function askUntilAnswered(): Promise<EngineBoot> {
  for (;;) {
    try {
      return await ask('engine.boot', null);
    } catch (error) {
      console.warn('figleaf: engine.boot', error);
      await new Promise((resolve) => setTimeout(resolve, BOOT_RETRY_MS));
    }
  }
}

/** Tells the background the counts of each tab that changed, a few times a second at most. */
function countsTeller(): (report: TabReport) => void {
  const changed = new Map<number, TabReport>();
  return (counts) => {
    if (changed.size === 0) {
      setTimeout(() => {
        for (const latest of changed.values()) void ask('tab.counts', latest).catch(unheard);
        changed.clear();
      }, COUNTS_EVERY_MS);
    }
    changed.set(counts.tabId, counts);
  };
}

/** Without storage the memory serves alone. */
async function openStore(): Promise<Store | null> {
  try {
    const store = await Store.open();
    void store.prune().catch(noStore);
    return store;
  } catch (error) {
    return noStore(error);
  }
}

function detectorFacts(detector: Detector, detecting: Judging<Found>): DetectorFacts | null {
  const { state, running } = detector;
  if (!state) return null;
  return {
    state,
    model: running && { id: running.card.id, name: running.card.name },
    provider: running?.provider ?? null,
    medianMs: detecting.medianMs,
    judged: detecting.judged,
    failed: detecting.failed,
  };
}

const faultOf = ({ state }: Classifier): EngineFault | null =>
  state.is === 'failed' ? state.why : null;

const noStore = (error: unknown): null => {
  console.warn('figleaf: verdict store', error);
  return null;
};
const unheard = (error: unknown): void => console.warn('figleaf: background', error);

/**
 * Makes this document the engine's. Pages connect to it directly, so that a sleeping service worker
 * holds up nothing; what it must know at its start it asks the background once. Must be called while
 * the document's script first runs.
 * @returns who judges what has not reached a page yet, and what was corrected by hand
 */
export function hostEngine(): Promise<Pick<Engine, 'arriving' | 'corrections'>> {
  const engine = start();

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PAGE_PORT || port.sender?.id !== browser.runtime.id) return;
    // Messages that arrive before the engine stands would be lost: the page speaks after our 'view'.
    void engine.then(({ pages }) => pages.accept(port));
  });

  new BroadcastChannel(MODELS_CHANGED).addEventListener('message', async () => {
    const { classifier, pages } = await engine;
    classifier.open().catch(() => undefined);
    pages.askAgain();
  });

  answerRequests('engine', {
    'engine.facts': async (): Promise<EngineFacts> => {
      const { classifier, detector, scoring, detecting, cache, corrections } = await engine;
      const { running } = classifier;
      return {
        state: classifier.state,
        model: running && { id: running.card.id, name: running.card.name },
        provider: running?.provider ?? null,
        threads: running?.threads ?? 0,
        batch: running?.batch ?? 1,
        medianMs: scoring.medianMs,
        decision: classifier.decision,
        detector: detectorFacts(detector, detecting),
        judged: scoring.judged,
        cached: scoring.cached,
        failed: scoring.failed,
        restarts: classifier.restarts,
        extraRequests: traffic.requests,
        extraBytes: traffic.bytes,
        cacheEntries: await cache.count(),
        corrections: corrections.size,
      };
    },
    'engine.counts': async ({ tabId }) => (await engine).pages.countsOf(tabId),
    'engine.tab': async ({ tabId }) => {
      const { pages, classifier } = await engine;
      const newest = pages.newest(tabId, NEWEST);
      return { ...pages.tab(tabId), fault: faultOf(classifier), newest };
    },
    'engine.correct': async ({ tabId, picture, to }) => {
      await (await engine).pages.correct(tabId, picture, to);
      return null;
    },
    'engine.forgetCorrections': async () => (await engine).pages.forgetCorrections(),
    'engine.checkModel': ({ id }) => checkModel(id, PLACES),
    'engine.clearCache': async () => {
      await (await engine).cache.clear();
      return null;
    },
    'engine.try': async ({ picture }) =>
      tryPicture(await engine, picture, (await engine).pages.settings),
    'engine.journal': async () => (await engine).journal.entries,
    'engine.settings': async (settings) => {
      const { classifier, detector, pages, isPrivate } = await engine;
      const chosen = chosenModels(settings, isPrivate);
      classifier.choose(chosen.model);
      detector.choose(chosen.detector);
      pages.settings = settings;
      return null;
    },
    'engine.pauses': async (pauses) => {
      (await engine).pages.pauses = pauses;
      return null;
    },
    'engine.all': async (tabs) => {
      (await engine).pages.all = tabs;
      return null;
    },
  });
  return engine;
}
