/** What is wrong with a text that should be JSON of settings; `name` is the key at fault. */
export type JsonFault =
  | { is: 'not-json' }
  | { is: 'too-deep' }
  | { is: 'duplicate' | 'unsafe'; name: string };

export type StrictJson = { value: unknown } | { fault: JsonFault };

/** Settings need four levels; what nests deeper is made to overflow somebody's stack. */
const MOST_DEPTH = 8;
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];

/**
 * Strings and what structures; everything else is left to `JSON.parse`. A string that never ends
 * matches too, or each of its quotes would be tried anew: quadratic time on a hostile file.
 */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"(\s*:)?|\\?$)|[{}[\]]/gs;

/**
 * JSON without what `JSON.parse` lets pass: the same key twice (it takes the last, a person reads
 * the first), and keys that reach a prototype.
 * @param text of bounded length
 */
export function parseStrict(text: string): StrictJson {
  if (depthOf(text) > MOST_DEPTH) return { fault: { is: 'too-deep' } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's words are English and speak of offsets; the fault itself is the answer.
    return { fault: { is: 'not-json' } };
  }
  const fault = keyFault(text);
  return fault ? { fault } : { value };
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') most = Math.max(most, ++depth);
    else if (token === '}' || token === ']') depth--;
  }
  return most;
}

/** @param text that is JSON */
function keyFault(text: string): JsonFault | null {
  const open: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon) {
      // Unescaped first: "\u0061" and "a" are the same key.
      const name: string = JSON.parse(token.slice(0, -colon.length));
      if (UNSAFE_NAMES.includes(name)) return { is: 'unsafe', name };
      const names = open.at(-1);
      if (names?.has(name)) return { is: 'duplicate', name };
      names?.add(name);
    }
  }
  return null;
}
