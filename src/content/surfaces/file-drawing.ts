import { TokenType, tokenize } from '@csstools/css-tokenizer';
import { withoutFragment } from '../../shared/address.ts';
import { withoutEscapes } from '../../shared/css-escapes.ts';
import { plain } from '../plain.ts';
import { OF_ADDRESSES } from './css/tokens.ts';

/**
 * What a file that <use> shows draws with, beside the pictures that use.user.css hides: nothing that
 * must be judged; what is in it, so that it can be judged as it is; or what is elsewhere.
 */
export type Drawing = 'nothing' | 'its own' | 'others';

/** Their content is drawn out of the file itself, where no rule of ours reaches. */
const DRAWN_APART = 'pattern, mask, marker';
const STYLE_SHEET = /<\?xml-stylesheet/i;
const WRITTEN_OUT = /data:/i;
/** Whoever reads an address passes over these, wherever in it they stand. */
const PASSED_OVER = /[\t\n\r]/g;
const MAY_NAME = /\\|(?:url|src|image|image-set)\(/i;

/** @param url of the file, without a fragment */
export function drawingOf(file: Document, text: string, url: string): Drawing {
  const all = [...file.querySelectorAll('*')].map(plain);
  const values = all.flatMap((element) =>
    [...element.attributes]
      // Those are hidden, each by itself.
      .filter(({ localName }) => localName !== 'href' || element.localName !== 'image')
      .map(({ value }) => value),
  );
  const sheets = all
    .filter(({ localName }) => localName === 'style')
    .map(({ textContent }) => textContent ?? '');
  const styles = [...values.filter((value) => MAY_NAME.test(value)), ...sheets];
  const named = styles.flatMap(namedIn);
  const isOther = (link: string): boolean =>
    !link.startsWith('#') &&
    !isWrittenOut(link) &&
    (!URL.canParse(link, url) || withoutFragment(new URL(link, url).href) !== url);
  if (STYLE_SHEET.test(text) || named.some(isOther)) return 'others';
  const apart =
    file.querySelector('feImage') !== null ||
    (file.querySelector('image') !== null && file.querySelector(DRAWN_APART) !== null) ||
    [...values, ...sheets].some(isWrittenOut);
  return apart ? 'its own' : 'nothing';
}

function isWrittenOut(text: string): boolean {
  const read = text.includes('\\') ? [text, withoutEscapes(text)] : [text];
  return read.some((one) => WRITTEN_OUT.test(one.replace(PASSED_OVER, '')));
}

/** Addresses that a style names, but for its fonts and for sheets: in a file that is used none of these load. */
function namedIn(style: string): string[] {
  const named: string[] = [];
  const open: string[] = [];
  let rule = '';
  for (const token of tokenize({ css: style })) {
    const [type] = token;
    if (type === TokenType.AtKeyword) rule = token[4].value.toLowerCase();
    else if (type === TokenType.OpenCurly) {
      open.push(rule);
      rule = '';
    } else if (type === TokenType.CloseCurly) {
      open.pop();
      rule = '';
    } else if (type === TokenType.Semicolon) rule = '';
    else if (type === TokenType.Function) open.push(`${token[4].value.toLowerCase()}(`);
    else if (type === TokenType.OpenParen) open.push('(');
    else if (type === TokenType.CloseParen) open.pop();
    else if (type === TokenType.BadURL) named.push('');
    else if (type === TokenType.URL || type === TokenType.String) {
      const isAddress =
        type === TokenType.URL || OF_ADDRESSES.test((open.at(-1) ?? '').replace('(', ''));
      const isUnseen = rule === 'import' || rule === 'namespace' || open.includes('font-face');
      if (isAddress && !isUnseen) named.push(token[4].value.trim());
    }
  }
  return named;
}
