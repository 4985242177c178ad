import { anewIn } from '../shared/anew.ts';
import type { Style } from '../shared/fill.ts';
import { isSvg } from '../shared/is-svg.ts';
import { COLOURS } from '../shared/mask-colours.ts';
import { PRIORITY } from '../shared/messages.ts';
import type { Verdict } from '../shared/policy.ts';
import type { Arrived } from './arrived.ts';
import type { Corrections } from './corrections.ts';
import type { Deciding } from './deciding.ts';
import { sizeOf } from './decode.ts';
import { anotherIn } from './holds-another.ts';
import type { Looking, Outcome } from './looking.ts';
import { pictureFrom, svgImage } from './picture-source.ts';
import { siteOf, type Viewer } from './viewer.ts';

/** Nothing can be made out in so few pixels a side, at whatever size they are shown. */
const FEW_PIXELS = 8;
/** What has as many pixels as its header says: an SVG has any number, an icon file several pictures. */
const PLAIN = ['gif', 'jpg', 'png', 'webp'];

const tellsNothing = ({ width, height, type }: { width: number; height: number; type: string }) =>
  width <= FEW_PIXELS && height <= FEW_PIXELS && PLAIN.includes(type);

/** With a verdict that covers: the picture's mean colours, where a cover takes them up. */
export type Arrival = 'no picture' | (Verdict & { readonly mosaic?: Uint8Array | null });

/** Whether a person had this picture shown at this address, on the page that asks for it. */
export type IsRevealed = (viewer: Viewer, url: string, picture: string) => boolean;

/** Judges pictures on their way from the network, before any page has them. */
export class Arriving {
  readonly #looking: Looking;
  readonly #deciding: Deciding;
  readonly #corrections: Corrections;
  readonly #arrived: Arrived;
  readonly #isRevealed: IsRevealed;

  constructor(
    looking: Looking,
    deciding: Deciding,
    corrections: Corrections,
    arrived: Arrived,
    isRevealed: IsRevealed,
  ) {
    this.#looking = looking;
    this.#deciding = deciding;
    this.#corrections = corrections;
    this.#arrived = arrived;
    this.#isRevealed = isRevealed;
  }

  /** What came under this address before is not what comes now, whether or not that is looked at. */
  begins(url: string, viewer: Viewer): void {
    this.#arrived.forget(url, viewer);
  }

  /** Whether pictures of this page are looked at at all. */
  isWatched(viewer: Viewer): boolean {
    const { active, all } = this.#deciding.view(viewer);
    return active || all;
  }

  /** Of what stands in for a covered picture. */
  get colour(): string {
    return COLOURS[this.style.maskColour];
  }

  get style(): Style {
    return this.#deciding.settings;
  }

  /** @param dropped aborted when nobody waits for it any more */
  async judge(
    url: string,
    bytes: Uint8Array<ArrayBuffer>,
    viewer: Viewer,
    dropped: AbortSignal,
  ): Promise<Arrival> {
    const said = await this.#judge(url, bytes, viewer, dropped);
    // What was asked for once more stands in for nothing.
    if (said !== 'no picture' && anewIn(url) === null) {
      this.#arrived.noteReplaced(url, viewer, said.cover);
    }
    return said;
  }

  async #judge(
    url: string,
    bytes: Uint8Array<ArrayBuffer>,
    viewer: Viewer,
    dropped: AbortSignal,
  ): Promise<Arrival> {
    const size = sizeOf(bytes);
    const isNothing = size ? tellsNothing(size) : !(await isPicture(bytes));
    // What is looked at is searched for another one where it is read.
    if (isNothing && anotherIn(bytes) < 0) return size ? { cover: false } : 'no picture';
    this.#arrived.note(url, viewer, bytes);
    if (this.#deciding.view(viewer).all) return { cover: true, reason: 'hand' };
    let outcome: Outcome;
    let shown: { picture: string | null; moves: boolean } = { picture: null, moves: true };
    try {
      const sourced = await pictureFrom(
        { by: 'bytes', bytes, fragment: new URL(url).hash },
        0,
        0,
        viewer,
      );
      this.#arrived.learn(url, viewer, sourced);
      const { content, picture, moves } = sourced;
      shown = { picture, moves };
      if (this.#isRevealed(viewer, url, picture)) return { cover: false };
      await this.#corrections.learn(picture);
      const asked = { priority: PRIORITY.near, moved: null };
      outcome = await this.#looking.look(
        { content, picture, site: siteOf(viewer), isPrivate: viewer.isPrivate, dropped, asked },
        this.#deciding.needs(viewer),
      );
    } catch (error) {
      outcome = { failed: String(error) };
    }
    const verdict = this.#deciding.verdict(viewer, outcome, shown);
    return verdict.cover && 'mosaic' in outcome ? { ...verdict, mosaic: outcome.mosaic } : verdict;
  }
}

/** What no header tells of: the browser's own decoder has the last word. */
async function isPicture(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (bytes.length === 0) return false;
  try {
    if (isSvg(bytes)) await svgImage(bytes, '');
    else (await createImageBitmap(new Blob([bytes]))).close();
    return true;
  } catch {
    // Not to be decoded here is not to be shown by the page either: the decoder is the same one.
    return false;
  }
}
