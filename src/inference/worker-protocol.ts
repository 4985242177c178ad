import type { FoundBox } from '../shared/boxes.ts';
import type { ModelCard } from '../shared/card.ts';
import type { ClassMap, EngineFault, Provider } from '../shared/messages.ts';
import type { EnginePlaces } from './engine.ts';

/** A picture for the worker: encoded bytes, or raw RGBA (not premultiplied). */
export type Picture =
  | { as: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { as: 'rgba'; rgba: Uint8Array<ArrayBuffer>; width: number; height: number };

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
  /** One picture with its class map: slower, and for a person who tries one only. */
  | { do: 'try'; picture: Picture };

export interface WorkDone {
  id: number;
  /** Class probabilities of each tile, in label order. */
  tiles: number[][];
  mosaic: Uint8Array<ArrayBuffer>;
}

export interface WorkDetected {
  /** 0–1 of the whole picture; of all its tiles, so the same thing may be there twice. */
  boxes: FoundBox[];
  mosaic: Uint8Array<ArrayBuffer>;
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
  | { done: 'detect'; result: WorkDetected | WorkFailed; ms: number }
  | { done: 'judge'; results: (WorkDone | WorkFailed)[]; ms: number };

/** Said unasked: the GPU is gone, the worker is of no more use. */
export interface Lost {
  lost: true;
}
