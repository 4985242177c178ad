import type { FoundBox } from '../shared/boxes.ts';
import type { ModelCard } from '../shared/card.ts';
import type { ClassMap, EngineFault, Provider } from '../shared/messages.ts';
import type { BoxJudgement } from '../shared/picture-policy.ts';
import type { SiteMode } from '../shared/sites.ts';
import type { EnginePlaces } from './engine.ts';

/**
 * A picture for the worker: encoded bytes, and whether more than its first frame must be looked at,
 * or raw RGBA (not premultiplied), and pictures in it that are to be looked at each by itself as well.
 */
export type Picture =
  | { as: 'bytes'; bytes: Uint8Array<ArrayBuffer>; moves: boolean }
  | {
      as: 'rgba';
      rgba: Uint8Array<ArrayBuffer>;
      width: number;
      height: number;
      holds?: readonly Picture[];
    };

export interface WorkItem {
  id: number;
  picture: Picture;
}

export type ToWorker =
  | {
      do: 'open';
      card: ModelCard;
      model: Uint8Array<ArrayBuffer>;
      provider: Provider;
      threads: number;
      places: EnginePlaces;
    }
  | { do: 'time'; batch: number; rounds: number }
  /** `urgent` ones go before all that wait for the model. */
  | { do: 'judge'; items: WorkItem[]; urgent: boolean }
  /** For a model of boxes: where in one picture it finds what. */
  | { do: 'detect'; picture: Picture; urgent: boolean }
  /** For a classifier with a map: where in one picture what the settings cover is. */
  | { do: 'locate'; picture: Picture; ask: PartsAsk; urgent: boolean }
  /** One picture with its class map: slower, and for a person who tries one only. */
  | { do: 'try'; picture: Picture };

export interface WorkDone {
  id: number;
  /** Class probabilities of each tile of each frame, in label order. */
  tiles: number[][];
  mosaic: Uint8Array<ArrayBuffer>;
}

export interface WorkDetected {
  /** 0–1 of the whole picture; of all its tiles and frames, so the same thing may be there twice. */
  boxes: FoundBox[];
  mosaic: Uint8Array<ArrayBuffer>;
}

/** What decides which parts of a picture are to be covered. */
export type PartsAsk = Pick<BoxJudgement, 'sensitivity' | 'rule' | 'margin' | 'areaLimit'> & {
  readonly site: SiteMode;
};

export interface WorkLocated {
  /** As `locate` gives them. */
  boxes: readonly FoundBox[];
}

export interface WorkTried {
  tiles: number[][];
  map: ClassMap | null;
}

export interface WorkFailed {
  id: number;
  why: string;
}

/** Every order has a number, and its answer the same one: answers may overtake each other. */
export interface Numbered<T> {
  order: number;
  message: T;
}

export type FromWorker =
  | { done: 'open'; provider: Provider; threads: number }
  | { done: 'refused'; fault: EngineFault; why: string }
  /** Median milliseconds of one batch. */
  | { done: 'time'; ms: number }
  | { done: 'try'; result: WorkTried | WorkFailed }
  | { done: 'locate'; result: WorkLocated | WorkFailed; ms: number }
  | { done: 'detect'; result: WorkDetected | WorkFailed; ms: number }
  | { done: 'judge'; results: (WorkDone | WorkFailed)[]; ms: number };

/** Said unasked: the GPU is gone, the worker is of no more use. */
export interface Lost {
  lost: true;
}
