/** What a computed value that holds images is made of. */
export interface ImageValue {
  /** Addresses of pictures, in order, each once. A fragment of this document is none. */
  readonly urls: readonly string[];
  /** It needs no address at all: gradients, or none. */
  readonly plain: boolean;
  /** All of it is understood. What is not cannot be let through. */
  readonly sound: boolean;
}

const KNOWN =
  /^(url|type|(-webkit-)?(image-set|cross-fade)|(-webkit-)?(repeating-)?(linear|radial|conic)-gradient|-webkit-gradient|from|to|color-stop|color|color-mix|rgba?|hsla?|hwb|(ok)?la[bc]|(ok)?lch|calc|min|max|clamp|counters?|)$/;
/** Their strings are addresses. */
const OF_ADDRESSES = /^(url|(-webkit-)?image-set)$/;

/** @param value as getComputedStyle gives it: addresses are absolute and quoted, colours resolved */
export function readImageValue(value: string): ImageValue {
  const urls = new Set<string>();
  const open: string[] = [];
  let plain = true;
  let name = '';
  for (let i = 0; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '"') {
      const string = readString(value, i);
      if (!string) return UNSOUND;
      const within = open.at(-1) ?? '';
      if (OF_ADDRESSES.test(within)) {
        if (!string.text.startsWith('#')) urls.add(string.text);
        plain = false;
        // What follows an address would change how it is fetched.
        if (within === 'url' && value.charAt(string.end + 1) !== ')') return UNSOUND;
      }
      i = string.end;
      name = '';
    } else if (char === '(') {
      if (!KNOWN.test(name)) return UNSOUND;
      open.push(name);
      if (name === 'url' && value.charAt(i + 1) !== '"') return UNSOUND;
      name = '';
    } else if (char === ')') {
      if (open.pop() === undefined) return UNSOUND;
      name = '';
    } else name = /[\w-]/.test(char) ? name + char.toLowerCase() : '';
  }
  return open.length === 0 ? { urls: [...urls], plain, sound: true } : UNSOUND;
}

const UNSOUND: ImageValue = { urls: [], plain: false, sound: false };

/** @returns the string that begins at `from`, and the place of its closing quote */
export function readString(value: string, from: number): { text: string; end: number } | null {
  let text = '';
  for (let i = from + 1; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '"') return { text, end: i };
    if (char !== '\\') {
      text += char;
      continue;
    }
    const hex = /^[\da-f]{1,6}/i.exec(value.slice(i + 1, i + 7))?.[0];
    if (hex) {
      const code = Number.parseInt(hex, 16);
      text += code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      i += hex.length;
      if (/[ \t\n]/.test(value.charAt(i + 1))) i++;
    } else text += value.charAt(++i);
  }
  return null;
}
