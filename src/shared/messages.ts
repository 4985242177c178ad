import type { ModelCard } from './card.ts';
import type { Scores, Verdict } from './policy.ts';
import type { Settings } from './settings.ts';
import type { SiteMode } from './sites.ts';
import type { Wire } from './wire.ts';

/** Who speaks. `page` is a content script, `ui` our options or popup, `engine` the offscreen document. */
export type Role = 'page' | 'ui' | 'engine' | 'background';

/** One-off requests: who may send, who answers, what goes and what comes back. */
export interface Requests {
  /** Makes sure the engine's document exists; answered when it does. */
  'engine.ensure': { from: 'page' | 'ui'; to: 'background'; body: null; reply: null };
  /** What the engine needs at its start; it has no storage of its own to read settings from. */
  'engine.boot': { from: 'engine'; to: 'background'; body: null; reply: EngineBoot };
  /** The engine chose a model (automatic choice), to be kept until provider or version change. */
  'engine.chose': { from: 'engine'; to: 'background'; body: ModelDecision; reply: null };
  /** The engine measured its best batches, to be kept likewise. */
  'engine.tuned': { from: 'engine'; to: 'background'; body: Tuning; reply: null };
  /** Counts of one tab changed: for the badge. */
  'tab.counts': { from: 'engine'; to: 'background'; body: TabCounts; reply: null };
  /** Sets the Referer of the engine's next request for `url`, until `referrer.clear`. */
  'referrer.set': {
    from: 'engine';
    to: 'background';
    body: { url: string; referrer: string };
    reply: { rule: number };
  };
  'referrer.clear': { from: 'engine'; to: 'background'; body: { rule: number }; reply: null };

  'settings.get': { from: 'ui'; to: 'background'; body: null; reply: SettingsState };
  /** Values are checked again where they arrive; answers with the state after the change. */
  'settings.set': { from: 'ui'; to: 'background'; body: Partial<Settings>; reply: SettingsState };
  'site.get': { from: 'ui'; to: 'background'; body: { tabId: number }; reply: SiteState };
  'site.set': { from: 'ui'; to: 'background'; body: { host: string; mode: SiteMode }; reply: null };

  'engine.facts': { from: 'ui'; to: 'engine'; body: null; reply: EngineFacts };
  'engine.counts': { from: 'ui'; to: 'engine'; body: { tabId: number }; reply: TabCounts };
  'engine.clearCache': { from: 'ui'; to: 'engine'; body: null; reply: null };
  /** Looks at a picture the person chose, once; nothing of it is kept, cached or counted. */
  'engine.try': { from: 'ui'; to: 'engine'; body: { picture: Wire }; reply: Tried };
  /** The latest judgements; only builds for development answer it. */
  'engine.journal': { from: 'ui'; to: 'engine'; body: null; reply: JournalEntry[] };
  /** New settings take effect on every open page. */
  'engine.settings': { from: 'background'; to: 'engine'; body: Settings; reply: null };
}

export type RequestName = keyof Requests;

export interface EngineBoot {
  settings: Settings;
  /** 32 bytes, hex; made at install. Keys the verdict cache. */
  secret: string;
  decision: ModelDecision | null;
  tuning: Tuning | null;
  /** Of the extension. */
  version: string;
  /** This engine serves private windows: it stores nothing. */
  private: boolean;
}

export interface SettingsState {
  settings: Settings;
  /** Keys found damaged at the last read, and mended. */
  repaired: string[];
}

export interface SiteState {
  /** null on pages that belong to no site. */
  host: string | null;
  mode: SiteMode;
  /** Figleaf may run on this page: it is an ordinary page and the site access is granted. */
  reachable: boolean;
}

export interface TabCounts {
  tabId: number;
  looked: number;
  covered: number;
}

export type Provider = 'webgpu' | 'wasm';

/** What the automatic choice came to, and on what grounds. */
export interface ModelDecision {
  model: string;
  provider: Provider;
  /** Version of the extension that decided. */
  version: string;
  /** Median milliseconds a picture of the better model, when measured. */
  balancedMs: number;
}

export type EngineState = { is: 'loading' } | { is: 'ready' } | { is: 'failed'; why: EngineFault };

/** Why there are no verdicts. `model-damaged`: the file's hash is not its card's. */
export type EngineFault =
  | 'model-damaged'
  | 'model-missing'
  | 'wrong-answers'
  | 'crashed'
  | 'unsupported';

/** The best batch of each model, measured once for each provider and version. */
export interface Tuning {
  provider: Provider;
  version: string;
  batches: Readonly<Record<string, number>>;
}

export interface EngineFacts {
  state: EngineState;
  model: Pick<ModelCard, 'id' | 'name'> | null;
  provider: Provider | null;
  threads: number;
  /** Pictures at a time, off screen. */
  batch: number;
  /** Over the latest 200 pictures, in the worker: decode, resize and inference. */
  medianMs: number | null;
  decision: ModelDecision | null;
  judged: number;
  cached: number;
  failed: number;
  restarts: number;
  /** Requests the engine made that the page's own load did not, and their bytes. */
  extraRequests: number;
  extraBytes: number;
  cacheEntries: number;
}

/** What the engine made of one picture, for the demo and the tests. */
export interface JournalEntry {
  /** Of the encoded bytes, hex. */
  sha256: string;
  scores: Scores;
  model: string;
  /** From the picture's arrival at the engine to its verdict. */
  ms: number;
  from: 'model' | 'cache';
}

/** What the engine makes of a picture that a person tries. */
export type Tried =
  | {
      is: 'judged';
      model: Pick<ModelCard, 'id' | 'name' | 'labels'>;
      scores: Scores;
      /** Probabilities of the whole picture and of each tile of a long one, in label order. */
      tiles: number[][];
      /** null where the model gives none. */
      map: ClassMap | null;
    }
  | { is: 'refused'; why: TryFault };

/** `damaged`: begins as a picture and does not go on as one. `engine`: there is no verdict now. */
export type TryFault = 'not-a-picture' | 'damaged' | 'too-large' | 'engine';

/** Where in the whole picture a model sees its classes. */
export interface ClassMap {
  width: number;
  height: number;
  /** [height, width, labels], logits in label order. */
  logits: number[];
}

/** Lower is sooner. */
export const PRIORITY = { onScreen: 0, near: 1, rest: 2 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Where the engine gets a picture's pixels. `bytes` are an encoded picture. */
export type PixelSource =
  | { by: 'bytes'; bytes: Wire }
  | { by: 'rgba'; rgba: Wire; width: number; height: number }
  | { by: 'url'; url: string; referrer: string }
  /** The page has it, but there is no way to its pixels: a failure, answered as the settings say. */
  | { by: 'none'; why: string };

/** What a content script says over its port. `id`s are the page's own, never reused on a port. */
export type PageSays =
  | {
      say: 'judge';
      id: number;
      source: PixelSource;
      width: number;
      height: number;
      priority: Priority;
      /** No element shows it yet: judged for the cache, and not counted. */
      ahead: boolean;
    }
  | { say: 'priority'; id: number; priority: Priority }
  /** The element is gone or shows something else; no verdict is wanted any more. */
  | { say: 'drop'; id: number }
  /** The person covered this picture by hand; remembered. null forgets. */
  | { say: 'correct'; id: number; to: 'cover' | null }
  /** What came of the engine's probe (wire.ts); said first. */
  | { say: 'probe'; probe: unknown };

/** What the engine says over the port. */
export type EngineSays =
  /** First of all, and whenever the settings change. `probe` tells whether messages are cloned. */
  | { say: 'view'; view: PageView; probe: unknown }
  /** All that became known at once; for one picture the latest counts. */
  | { say: 'verdicts'; verdicts: PageVerdict[] };

export interface PageVerdict {
  id: number;
  verdict: Verdict;
  /** With covered pictures only: average colours, `MOSAIC_SIDE`² RGB triples in rows. */
  mosaic: Wire | null;
}

/** Cells on each side of the mosaic a pixelated cover is drawn from. */
export const MOSAIC_SIDE = 16;

/** What a page may know of the settings. */
export type PageView = { readonly active: boolean } & Pick<
  Settings,
  | 'smallPicture'
  | 'maskStyle'
  | 'maskStrength'
  | 'maskColour'
  | 'label'
  | 'whileChecking'
  | 'reveal'
>;

export const PAGE_PORT = 'page';

/** Commands from the background to a page's content script. */
export type PageCommand =
  | { command: 'cover' | 'reveal'; src: string }
  /** The ledger saw these pictures arrive in this frame; `readable` by any origin (CORS). */
  | { command: 'loaded'; pictures: { url: string; readable: boolean }[] };
