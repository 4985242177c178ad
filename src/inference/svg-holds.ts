import { mayBePicture } from './may-be-picture.ts';
import { mayMove } from './moves.ts';

/** By these an SVG changes as time goes on, or holds what may. */
const MOVING =
  'animate, animateMotion, animateTransform, set, discard, marquee, iframe, object, embed, video';
/**
 * What a style sheet moves by, or shows other things by in another place: how large it is drawn, and
 * in which colour scheme. An escape may spell any of it, and an import hold it.
 */
const MOVING_STYLE = /keyframes|animation|transition|@(?:import|media|container)|light-dark|\\/i;
const STYLE_SHEET = /<\?xml-stylesheet/i;
/** In an image nothing is loaded from outside: a picture in it is written out. */
const WRITTEN_OUT = /^\s*data:/i;
const IN_STYLE = /url\(\s*(["']?)(data:.*?)\1\s*\)/gis;
/** Embedded fonts, by how they begin. */
const FONTS = ['wOFF', 'wOF2', 'OTTO', 'true', '\0\x01\0\0'];

/** Each is judged; no drawing needs more. */
const MOST_HELD = 64;

/**
 * The pictures that an SVG holds, encoded, each once. Which of them it shows, and how large, may hang on
 * what uses it: a filter of a page, another place on it, another size.
 * @throws Error where they may show something else later, or elsewhere, than when it is drawn: one of them
 *   moves, or the SVG does; or where they are too many. What holds none may move as it likes.
 */
export async function picturesHeldBy(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const xml = new TextDecoder().decode(bytes);
  const svg = new DOMParser().parseFromString(xml, 'image/svg+xml');
  // Of what cannot be read, nobody knows.
  if (svg.querySelector('parsererror') || STYLE_SHEET.test(xml)) throw new Error(MOVES);
  const all = [...svg.querySelectorAll('*')];
  const values = all.flatMap(({ attributes }) => [...attributes].map(({ value }) => value));
  const sheets = all.filter(({ localName }) => localName === 'style');
  const styles = [...values, ...sheets.map(({ textContent }) => textContent ?? '')];
  const addresses = [
    ...values.filter((value) => WRITTEN_OUT.test(value)),
    ...styles.flatMap((style) =>
      [...style.matchAll(IN_STYLE)].map(([, , address]) => address ?? ''),
    ),
  ];
  const held = await Promise.all([...new Set(addresses)].map(read));
  const pictures = held.filter((one) => !isFont(one));
  if (pictures.length === 0) return [];
  const inStyle = styles.some((style) => !WRITTEN_OUT.test(style) && MOVING_STYLE.test(style));
  const moves =
    inStyle ||
    sheets.some((sheet) => sheet.hasAttribute('media')) ||
    svg.querySelector(MOVING) !== null ||
    pictures.some(mayMove);
  if (moves) throw new Error(MOVES);
  const shown = pictures.filter((one) => mayBePicture(one, false));
  if (shown.length > MOST_HELD) throw new Error('an SVG of too many pictures');
  return shown;
}

const MOVES = 'an SVG in which pictures move';

async function read(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address.trim());
  return new Uint8Array(await response.arrayBuffer());
}

const isFont = (bytes: Uint8Array): boolean =>
  FONTS.includes(String.fromCharCode(...bytes.subarray(0, 4)));
