import type { SeenBox } from './box-policy.ts';
import type { ModelCard } from './card.ts';
import type { Pin } from './css-pin.ts';
import type { LabelColours } from './label-colours.ts';
import type { Pause, PauseLength, Pauses } from './pause.ts';
import type { Reason, Scores, Verdict } from './policy.ts';
import type { Settings } from './settings.ts';
import type { SiteMode } from './sites.ts';
import type { Standing } from './standing.ts';
import type { UsedPin } from './used-pin.ts';
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
  /** All that is covered by hand for now, to be kept until the browser closes. */
  'corrections.forNow': { from: 'engine'; to: 'background'; body: ForNow; reply: null };
  /** Something about one tab changed: for the badge. */
  'tab.counts': { from: 'engine'; to: 'background'; body: TabReport; reply: null };
  /** Sets the Referer of the engine's next request for `url`, until `referrer.clear`. */
  'referrer.set': {
    from: 'engine';
    to: 'background';
    body: { url: string; referrer: string };
    reply: { rule: number };
  };
  'referrer.clear': { from: 'engine'; to: 'background'; body: { rule: number }; reply: null };

  /** Rules that let CSS images show which this frame has approved; answered when they are in force. */
  'css.pin': {
    from: 'page';
    to: 'background';
    body: { pins: readonly (Pin | UsedPin)[] };
    reply: null;
  };

  /** There are frames without our scripts in the tab; answered with the ids of those that have them by then. */
  'frames.enter': { from: 'page'; to: 'background'; body: null; reply: number[] };
  /** Whether a label of this frame is in full sight, as far as the screen tells. */
  'label.seen': { from: 'page'; to: 'background'; body: LabelAsked; reply: boolean | null };

  'settings.get': { from: 'ui'; to: 'background'; body: null; reply: SettingsState };
  /** Values are checked again where they arrive; answers with the state after the change. */
  'settings.set': { from: 'ui'; to: 'background'; body: Partial<Settings>; reply: SettingsState };
  'site.get': { from: 'ui'; to: 'background'; body: { tabId: number }; reply: SiteState };
  'site.set': { from: 'ui'; to: 'background'; body: { host: string; mode: SiteMode }; reply: null };
  /** Pauses a site, or with no host everything; `length` null resumes. */
  'pause.set': {
    from: 'ui';
    to: 'background';
    body: { host: string | null; length: PauseLength | null };
    reply: null;
  };
  /** Covers every picture of a tab, judged or not, until it is taken back or the tab navigates. */
  'all.set': { from: 'ui'; to: 'background'; body: { tabId: number; on: boolean }; reply: null };

  'engine.facts': { from: 'ui'; to: 'engine'; body: null; reply: EngineFacts };
  'engine.counts': { from: 'ui'; to: 'engine'; body: { tabId: number }; reply: TabCounts };
  /** All there is to say of one tab; nothing of it is kept anywhere. */
  'engine.tab': { from: 'ui'; to: 'engine'; body: { tabId: number }; reply: TabDetails };
  /** Puts something else in the place of all that was said of one picture of `engine.tab`. */
  'engine.correct': {
    from: 'ui';
    to: 'engine';
    body: { tabId: number; picture: string; to: Said };
    reply: null;
  };
  /** Forgets all corrections; answers how many there were. */
  'engine.forgetCorrections': { from: 'ui'; to: 'engine'; body: null; reply: number };
  /** Opens an installed model and closes it again. @throws Error that says why it cannot be used */
  'engine.checkModel': { from: 'ui'; to: 'engine'; body: { id: string }; reply: null };
  'engine.clearCache': { from: 'ui'; to: 'engine'; body: null; reply: null };
  /** Looks at a picture the person chose, once; nothing of it is kept, cached or counted. */
  'engine.try': { from: 'ui'; to: 'engine'; body: { picture: Wire }; reply: Tried };
  /** The latest judgements; only builds for development answer it. */
  'engine.journal': { from: 'ui'; to: 'engine'; body: null; reply: JournalEntry[] };
  /** New settings take effect on every open page. */
  'engine.settings': { from: 'background'; to: 'engine'; body: Settings; reply: null };
  'engine.pauses': { from: 'background'; to: 'engine'; body: Pauses; reply: null };
  /** The tabs in which everything is covered. */
  'engine.all': { from: 'background'; to: 'engine'; body: readonly number[]; reply: null };
}

export type RequestName = keyof Requests;

/** A label on the screen that a person aims at. */
export interface LabelAsked {
  /** The same for as long as it looks the same but for the colours. */
  readonly key: string;
  /** In the tab's whole page, in CSS pixels. */
  readonly place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly colours: LabelColours;
}

export interface EngineBoot {
  settings: Settings;
  pauses: Pauses;
  /** The tabs in which everything is covered. */
  all: readonly number[];
  forNow: ForNow;
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
  /** The mode it returns to when it is switched on again. */
  whenOn: SiteMode;
  pause: { everywhere: Pause | null; here: Pause | null };
  /**
   * Whether Figleaf may run on this page: `withheld` where the person or the browser took the
   * access to sites back, `closed` on pages no extension may touch.
   */
  reach: 'yes' | 'withheld' | 'closed';
  /** The tab has done loading. */
  loaded: boolean;
}

export interface TabCounts {
  tabId: number;
  looked: number;
  covered: number;
}

/** What the toolbar button tells. */
export interface TabReport extends TabCounts {
  standing: Standing;
  /** Everything is covered, by the person's own order. */
  all: boolean;
  fault: EngineFault | null;
}

export interface TabDetails extends TabReport {
  /** A page of ours is in the tab: its pictures are seen to. */
  present: boolean;
  /** The newest first, each picture once. */
  newest: CoveredPicture[];
}

/** A picture covered in a tab. Neither its address nor anything of it to see. */
export interface CoveredPicture {
  /** For `engine.correct`; means nothing elsewhere, nor later. */
  picture: string;
  reason: Reason;
  /** The score that covered it, 0–1; null where none did. */
  score: number | null;
  /** Its bytes are known, so it can be told again. */
  known: boolean;
  /** For `engine.correct`, when what is said after it is taken back. */
  said: Said;
}

/** What a person said of a picture. */
export type Correction = 'cover' | 'show';

/** All that a person said of a picture: until the browser closes, and beneath that for good. */
export interface Said {
  readonly forNow: Correction | null;
  readonly forGood: Correction | null;
}

/** By a keyed hash of the picture, what a person said of it until the browser closes. */
export type ForNow = Readonly<Record<string, Correction>>;

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
  /** null while none is chosen, and in private windows, where nothing is installed. */
  detector: DetectorFacts | null;
  judged: number;
  cached: number;
  failed: number;
  restarts: number;
  /** Requests the engine made that the page's own load did not, and their bytes. */
  extraRequests: number;
  extraBytes: number;
  cacheEntries: number;
  /** Pictures whose fate the person settled for good. */
  corrections: number;
}

export interface DetectorFacts {
  state: EngineState;
  model: Pick<ModelCard, 'id' | 'name'> | null;
  provider: Provider | null;
  /** Over the latest 200 pictures, in the worker. */
  medianMs: number | null;
  /** Pictures it looked at. */
  judged: number;
  failed: number;
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
      /** What the detector found; null where there is none, or it could not look. */
      boxes: readonly SeenBox[] | null;
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
  /** `fragment`, with its #, chooses what an SVG shows. */
  | ({ by: 'bytes'; bytes: Wire; fragment: string } & Unsure)
  | ({ by: 'rgba'; rgba: Wire; width: number; height: number } & Unsure)
  /** `orRead`: the page can read it where the engine did not have it pass by, and hears so by `doubted`. */
  | { by: 'url'; url: string; referrer: string; orRead?: true }
  /** The page has it, but there is no way to its pixels: a failure, answered as the settings say. */
  | { by: 'none'; why: string };

interface Unsure {
  /** Read by this address, which may by now stand for another picture than the one that shows. */
  readBy?: string;
}

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
      /** Out of sight, nobody minds if it is shown a moment later. */
      mayWait: boolean;
      /** Under which it came over the network. */
      address?: string;
      /**
       * One of the many pictures that the same thing shows, after the one with this id; 0 for the
       * first. Counted once with all of them, answered each time, and kept nowhere.
       */
      frame?: number;
    }
  | { say: 'priority'; id: number; priority: Priority }
  /** The element is gone or shows something else; no verdict is wanted any more. */
  | { say: 'drop'; id: number }
  /** What the person said of this picture by hand; remembered by its bytes. */
  | ({ say: 'correct'; id: number } & Wish)
  /** The person had this picture shown: it is wanted as it is under the address with this token. */
  | { say: 'anew'; id: number; token: string }
  /** What came of the engine's probe (wire.ts); said first. */
  | { say: 'probe'; probe: unknown };

/** A person's word on a picture: for good if `lasting`, else until the browser closes. null forgets. */
export interface Wish {
  to: Correction | null;
  lasting: boolean;
}

/**
 * What Chromium's engine asks the background's worker, and hears from it, straight from one to the
 * other: whether the network may have answered these addresses in two ways, each in its turn.
 */
export interface AgainAsked {
  /** Numbers the question. */
  again: number;
  urls: readonly string[];
}
export interface AgainAnswered {
  again: number;
  answers: readonly boolean[];
}

/** What the engine says over the port. */
export type EngineSays =
  /** First of all, and whenever the settings change. `probe` tells whether messages are cloned. */
  | { say: 'view'; view: PageView; probe: unknown }
  /** All that became known at once; for one picture the latest counts. */
  | { say: 'verdicts'; verdicts: PageVerdict[] }
  /** By new settings somebody else must look at these, too: they are to be asked about once more. */
  | { say: 'again'; ids: number[] }
  /** It may be asked for once more now. */
  | { say: 'anew'; token: string }
  /**
   * No verdict, but the page is to read what shows with more care and ask again: the network answered
   * the address in two ways, or the engine did not have it pass by.
   */
  | { say: 'doubted'; id: number; address: string };

export interface PageVerdict {
  id: number;
  verdict: Verdict;
  /** With covered pictures only: average colours, `MOSAIC_SIDE`² RGB triples in rows. */
  mosaic: Wire | null;
  /** What the page got under its address, the background had put in its place. */
  replaced?: boolean;
}

/** Cells on each side of the mosaic a pixelated cover is drawn from. */
export const MOSAIC_SIDE = 16;

/** What a page may know of the settings. */
export type PageView = {
  readonly active: boolean;
  /** Every picture is covered, judged or not; outranks all else. */
  readonly all: boolean;
} & Pick<
  Settings,
  | 'smallPicture'
  | 'maskStyle'
  | 'maskStrength'
  | 'maskColour'
  | 'label'
  | 'whileChecking'
  | 'unreadable'
  | 'reveal'
>;

export const PAGE_PORT = 'page';

/** `cover` and `reveal` are for now, the other two for good. */
export const HAND_COMMANDS = ['cover', 'reveal', 'alwaysCover', 'alwaysShow'] as const;
export type HandCommand = (typeof HAND_COMMANDS)[number];

/** Commands from the background to a page's content script. */
export type PageCommand =
  | { command: HandCommand; src: string }
  /** The other way round with the picture under the pointer, or the one whose label has focus. */
  | { command: 'toggle' }
  /** These arrived in this frame: `readable` by any origin (CORS). */
  | { command: 'loaded'; pictures: { url: string; readable: boolean; heavy: boolean }[] };
