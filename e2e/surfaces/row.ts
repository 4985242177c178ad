import type { Buffer } from 'node:buffer';

/** Whether the bundled model calls a picture explicit. A row's page is not told. */
export type Kind = 'explicit' | 'ordinary';

/** A picture of one kind, and the addresses under which a row may show it. None says which it is. */
export interface Instance {
  /** Unique in the page, made of letters and digits: for ids, classes and names. */
  readonly id: string;
  readonly url: string;
  /** The picture's own encoded bytes, for rows that put them somewhere else. */
  readonly bytes: Buffer;
  /** One more address of the same bytes. */
  again(): string;
  /** The same at another site that sends no CORS headers. */
  elsewhere(): string;
  /** The same at another site that lets every page read it. */
  readable(): string;
  dataUrl(): string;
  /**
   * An address that answers with the picture once, and with an ordinary one from then on: with another, or, where
   * what shows either stays covered, with the picture itself if that is ordinary.
   */
  fickle(cacheControl: string, then?: 'another' | 'itself'): string;
  /** An ordinary picture, for what stands there before. */
  filler(): string;
  /** Serves a file that holds the picture, so that its own address counts as the picture's. */
  file(body: string | Uint8Array, type: string, host?: string): string;
  /** Serves a file that does not: a page, a style sheet, a script. */
  part(
    body: string,
    type?: string,
    host?: string,
    headers?: Readonly<Record<string, string>>,
  ): string;
  /** Only of those that the row says it needs. */
  readonly forms: Forms;
}

export type Form = 'gif' | 'webp' | 'apng' | 'film' | 'turning' | 'crafted';

/**
 * Files that move: they begin with an ordinary picture and go on with the one they are made for, but
 * for `film`, a video that shows it from its first frame; and a large picture that, shrunk by taking
 * single pixels, looks like another.
 */
export type Forms = (form: Form) => Buffer;

/** What a row does to its page from outside, as a person with a mouse or a window would. */
export interface Hands {
  /** @returns what the script's last expression comes to, awaited, where that is no object */
  run(script: string): Promise<unknown>;
  hover(selector: string): Promise<void>;
  click(selector: string): Promise<void>;
  scheme(scheme: 'light' | 'dark'): Promise<void>;
  medium(medium: 'screen' | 'print'): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  goto(url: string): Promise<void>;
  /** What printing to a file gives, where the browser can. */
  pdf(): Promise<Uint8Array>;
}

/** A whole document of a row's own. */
export interface Sheet {
  /** Also the doctype: a page without one is in quirks mode. */
  readonly html: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * How a row is judged.
 * - `paint`: neither its pixels on any frame, nor a PaintImage event of any of its addresses where
 *   it could be seen. For all that Chromium paints as images.
 * - `frames`: its pixels on any frame alone. For what has no address, or whose painting Chromium
 *   does not tell of: data: and blob: addresses, canvases, video frames.
 */
export type Criterion = 'paint' | 'frames';

/** What may be wrong with the browser while a page is shown. */
export type Condition = 'late verdicts' | 'a quarter of the CPU' | 'the service worker stopped';

/** One way a page can show a picture. */
export interface Row {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /**
   * `shared`: in one page with other rows. `own`: in a page of its own, explicit and ordinary side by
   * side. `each`: each of the two in a page of its own, of which it has the whole.
   */
  readonly place?: 'shared' | 'own' | 'each';
  /** Markup for one picture, in a cell of `CELL` pixels a side. */
  show(it: Instance): string;
  /** The document around the cells of an `own` or `each` row; the usual one unless given. */
  sheet?(cells: string, its: readonly Instance[]): Sheet;
  /** In place of a page: the address to open, of an `each` row. */
  address?(it: Instance): string;
  /** Brings the picture in once the page stands: a script for each of the two. */
  late?(it: Instance): string;
  /** The same for what a script cannot do; runs once for the page. */
  act?(hands: Hands, its: readonly Instance[]): Promise<void>;
  /** Looks for the picture where the screen does not show it. @returns 0–1, how much of it is there */
  look?(hands: Hands, it: Instance): Promise<number>;
  /** An expression that must come true in the page, or else the row did not show what it says. */
  readonly premise?: string;
  readonly criterion?: Criterion;
  /** Of shared rows only. */
  readonly condition?: Condition;
  readonly needs?: readonly Form[];
  /** `shape`: the picture is seen by its light and dark, not by its colours. */
  readonly eye?: 'colour' | 'shape';
  /** A link to the browser's bug or the specification for which it may fail; it stays covered. */
  readonly excuse?: string;
}

/** Pictures are as large as the cells they stand in. */
export const CELL = 160;

/** Rows of one group, whose ids begin with its name. */
export const rowsOf = (group: string, rows: readonly Omit<Row, 'group'>[]): readonly Row[] =>
  rows.map((row) => ({ ...row, group }));
