import type { OnnxFault } from './onnx-look.ts';

/** Why a model was not installed. Whatever it is, nothing that was installed has changed. */
export type InstallFault =
  | OnnxFault
  /** Another window is at it. */
  | { is: 'busy' }
  /** One of that id is installed already. */
  | { is: 'taken' }
  | { is: 'unreachable' }
  /** The address leads to one that is not https. */
  | { is: 'insecure' }
  | { is: 'status'; status: number }
  /** The connection broke; `go` is there where the rest can be had. */
  | { is: 'cut'; done: number; total: number | null; go: GoOn | null }
  | { is: 'short'; bytes: number; expected: number }
  | { is: 'long'; expected: number }
  | { is: 'hash' }
  /** The engine could not use it as its card says; in the engine's words. */
  | { is: 'mismatch'; words: string }
  | { is: 'full' }
  /** The chosen file could not be read. */
  | { is: 'unreadable' }
  /** The browser's file system did not do what it should; in its words. */
  | { is: 'storage'; words: string };

/** What the server calls the version of the file of which a part is here already. */
export interface GoOn {
  readonly tag: string;
}

/** Nothing was installed; `fault` says why in what a person can be told. */
export class InstallError extends Error {
  readonly fault: InstallFault;
  constructor(fault: InstallFault) {
    super(fault.is);
    this.fault = fault;
  }
}

/** Whether the browser gives no more room on the disk. */
export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';
