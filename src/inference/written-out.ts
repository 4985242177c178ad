import { TokenType, tokenize } from '@csstools/css-tokenizer';
import { withoutEscapes } from '../shared/css-escapes.ts';

/** An address that holds what it stands for. */
export interface WrittenOut {
  readonly address: string;
  /** Style sheets name fonts by such addresses as well, but import none. */
  readonly mayBeFont: boolean;
}

const WRITTEN_OUT = /^[\0- ]*data:/i;
const MENTION = /data:/gi;
/** Whoever reads an address passes over these, wherever in it they stand. */
const PASSED_OVER = /[\t\n\r]/g;

/**
 * @param value of an attribute that may be an address, a list of them, or a style
 * @throws Error where it may hold another than is found
 */
export function writtenOutInValue(value: string): WrittenOut[] {
  const mentions = mentionsIn(value);
  if (mentions === 0) return [];
  // A browser may cut it into several: then it mentions more of them than this one.
  const found = isWrittenOut(value)
    ? [{ address: value, mayBeFont: false }]
    : namedBy(tokenize({ css: value }));
  return checked(found, mentions);
}

/** @throws Error likewise */
export function writtenOutInSheet(css: string): WrittenOut[] {
  if (mentionsIn(css) === 0) return [];
  const tokens = tokenize({ css }).filter(([type]) => type !== TokenType.Comment);
  return checked(namedBy(tokens), mentionsIn(tokens.map(([, written]) => written).join('')));
}

/** Whether a browser takes it for an address that holds what it stands for (`data:`). */
export const isWrittenOut = (value: string): boolean =>
  WRITTEN_OUT.test(value.replace(PASSED_OVER, ''));

function checked(found: WrittenOut[], mentions: number): WrittenOut[] {
  if (found.length < mentions) throw new Error('an SVG that may hold more than is found');
  return found;
}

/** As often as an address may begin in it, for readers of style sheets and for all others. */
function mentionsIn(text: string): number {
  const plain = countOf(text);
  return text.includes('\\') ? Math.max(plain, countOf(withoutEscapes(text))) : plain;
}

const countOf = (text: string): number => text.replace(PASSED_OVER, '').match(MENTION)?.length ?? 0;

/** A string counts wherever it stands: several functions and rules take one for an address. */
function namedBy(tokens: ReturnType<typeof tokenize>): WrittenOut[] {
  const found: WrittenOut[] = [];
  let imports = false;
  for (const token of tokens) {
    const [type] = token;
    if (type === TokenType.AtKeyword) imports = token[4].value.toLowerCase() === 'import';
    else if (type === TokenType.Semicolon) imports = false;
    else if (type === TokenType.URL || type === TokenType.String) {
      const { value } = token[4];
      if (isWrittenOut(value)) found.push({ address: value, mayBeFont: !imports });
    }
  }
  return found;
}
