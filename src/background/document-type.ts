import { isMultipart } from '../shared/multipart.ts';

/**
 * What a document may be, by its types.
 *
 * - `pictures`: one after another, or other things in parts
 * - `picture`
 * - `unsaid`: only its bytes tell
 * - `page`: anything else, for sure
 */
export type DocumentType = 'pictures' | 'picture' | 'unsaid' | 'page';

const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const PARAMETER = `\\s*;\\s*(${TOKEN}=(${TOKEN}|"[^",\\\\]*"))?`;
/** As the standard has it, without a comma that could end it or be part of it. */
const WELL_FORMED = new RegExp(`^\\s*(${TOKEN}/${TOKEN})(${PARAMETER})*\\s*$`);

/** These, and those that Firefox gives to what it must look into. */
const UNSAID =
  /^(\*\/.*|unknown\/unknown|application\/x-(unknown-content-type|vnd\.mozilla\..*))$/i;
/** What Firefox shows, and does not save to a file. */
const SHOWN =
  /^image\/(svg\+xml|jpe?g|pjpeg|(x-|a|vnd\.mozilla\.a)?png|gif|webp|avif|jxl|(x-|x-ms-|x-windows-)?bmp|(x-)?icon|vnd\.microsoft\.icon)$/i;

/**
 * Of several types the browser takes the last that it understands, and what it makes of a malformed one
 * is its own affair: where all of them say the same, that is believed.
 * @param types each `Content-Type` header's value
 */
export function documentType(types: readonly string[]): DocumentType {
  const all = types.flatMap((type) => type.split(','));
  if (all.some(isMultipart)) return 'pictures';
  const kinds = new Set(all.map(kindOf));
  const [kind = 'unsaid'] = kinds;
  if (kinds.size < 2) return kind;
  return kinds.has('picture') ? 'picture' : 'unsaid';
}

function kindOf(type: string): DocumentType {
  const [, name] = WELL_FORMED.exec(type) ?? [];
  if (name === undefined) return /image\//i.test(type) ? 'picture' : 'unsaid';
  if (SHOWN.test(name)) return 'picture';
  // What is saved as it is: no other bytes may come in its place, unless they are a picture.
  return UNSAID.test(name) || /^image\//i.test(name) ? 'unsaid' : 'page';
}
