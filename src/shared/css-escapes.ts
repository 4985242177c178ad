/** A code in hexadecimal and the space that ends it, the end of a line within a string, any character. */
const ESCAPE = /\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|([\s\S]))/gi;
const LAST_CHARACTER = 0x10ffff;

/** @returns what a reader of style sheets makes of it */
export const withoutEscapes = (css: string): string => css.replace(ESCAPE, unescaped);

function unescaped(_: string, code = '', _end = '', itself = ''): string {
  if (code === '') return itself;
  const value = Number.parseInt(code, 16);
  return value > LAST_CHARACTER ? '\ufffd' : String.fromCodePoint(value);
}
