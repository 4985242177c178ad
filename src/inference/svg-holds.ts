import { mayBePicture } from './may-be-picture.ts';
import { mayMove } from './moves.ts';
import { isWrittenOut, writtenOutInSheet, writtenOutInValue } from './written-out.ts';

/** By these an SVG changes as time goes on, or holds what may. */
const MOVING =
  'animate, animateMotion, animateTransform, set, discard, marquee, iframe, object, embed, video, [srcset]';
/**
 * What a style sheet moves by, or shows other things by in another place: how large it is drawn, how
 * densely, and in which colour scheme. An escape may spell any of it, and an import hold it.
 */
const MOVING_STYLE =
  /keyframes|animation|transition|@(?:import|media|container)|light-dark|image-set|\bif\(|\\/i;
/** Attributes that bring nothing in, whatever they say; charts have their data told in some. */
const SAYS_ONLY = /^(?:aria-.*|data-.*|alt|class|d|id|title)$/;
/** Embedded fonts, by how they begin. */
const FONTS = ['wOFF', 'wOF2', 'OTTO', 'true', '\0\x01\0\0'];

/** Each is judged; no drawing needs more. */
const MOST_HELD = 64;

/**
 * The pictures that an SVG holds, encoded, each once. Which of them it shows, and how large, may hang on
 * what uses it: a filter of a page, another place on it, another size.
 * @throws Error where they may show something else later, or elsewhere, than when it is drawn: one of them
 *   moves, or the SVG does; or where they are too many, or more may be written out than are found.
 *   What holds none may move as it likes.
 */
export async function picturesHeldBy(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  // Of what cannot be read, nobody knows.
  if (svg.querySelector('parsererror') || hasSheetOfItsOwn(svg)) throw new Error(MOVES);
  const all = [...svg.querySelectorAll('*')];
  const values = all
    .flatMap(({ attributes }) => [...attributes])
    .filter(({ name }) => !SAYS_ONLY.test(name))
    .map(({ value }) => value);
  const sheets = all.filter(({ localName }) => localName === 'style');
  const rules = sheets.map(({ textContent }) => textContent ?? '');
  // In an image nothing is loaded from outside: a picture in it is written out.
  const found = [...values.flatMap(writtenOutInValue), ...rules.flatMap(writtenOutInSheet)];
  const noFonts = new Set(found.filter((one) => !one.mayBeFont).map(({ address }) => address));
  const addresses = [...new Set(found.map(({ address }) => address))];
  const held = await Promise.all(
    addresses.map(async (address) => ({ address, bytes: await read(address) })),
  );
  const pictures = held
    .filter(({ address, bytes }) => noFonts.has(address) || !isFont(bytes))
    .map(({ bytes }) => bytes);
  if (pictures.length === 0) return [];
  const styles = [...values.filter((value) => !isWrittenOut(value)), ...rules];
  const moves =
    styles.some((style) => MOVING_STYLE.test(style)) ||
    sheets.some((sheet) => sheet.hasAttribute('media')) ||
    svg.querySelector(MOVING) !== null ||
    pictures.some(mayMove);
  if (moves) throw new Error(MOVES);
  const shown = pictures.filter((one) => mayBePicture(one, false));
  if (shown.length > MOST_HELD) throw new Error('an SVG of too many pictures');
  return shown;
}

const MOVES = 'an SVG in which pictures move';

/** One that an instruction beside the elements names: browsers heed it wherever it stands. */
function hasSheetOfItsOwn(svg: Document): boolean {
  const instructions = svg.createNodeIterator(svg, NodeFilter.SHOW_PROCESSING_INSTRUCTION);
  for (let node = instructions.nextNode(); node; node = instructions.nextNode()) {
    if (node.nodeName.toLowerCase() === 'xml-stylesheet') return true;
  }
  return false;
}

async function read(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address.trim());
  return new Uint8Array(await response.arrayBuffer());
}

const isFont = (bytes: Uint8Array): boolean =>
  FONTS.includes(String.fromCharCode(...bytes.subarray(0, 4)));
