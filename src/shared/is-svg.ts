/** Before its root an SVG may hold comments, entities and whatever its editor thought of. */
const PROLOGUE = 64 * 1024;

/** Tells already whether it begins like one: most pictures do not, and need not be read as text. */
const BEGINNING = 256;

/** Also one that states no size. No other format begins like that. */
export function isSvg(bytes: Uint8Array): boolean {
  // `stream`: a character that is cut off at the end is no other one.
  const beginning = new TextDecoder().decode(bytes.subarray(0, BEGINNING), { stream: true });
  if (!/^\s*(<|$)/.test(beginning)) return false;
  const text = new TextDecoder().decode(bytes.subarray(0, PROLOGUE));
  return /^\s*</.test(text) && /<([\w.-]+:)?svg[\s>/]/.test(text);
}
