/** Before its root an SVG may hold comments, entities and whatever its editor thought of. */
const PROLOGUE = 64 * 1024;

/** Also one that states no size. No other format begins like that. */
export function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, PROLOGUE));
  return /^\s*</.test(text) && /<([\w.-]+:)?svg[\s>/]/.test(text);
}
