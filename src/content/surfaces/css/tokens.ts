import { TokenType, tokenize } from '@csstools/css-tokenizer';

/** What a value may show that somebody must judge. */
export interface Named {
  /** As they are written. */
  readonly urls: ReadonlySet<string>;
  /** Custom properties that stand where a picture could. */
  readonly variables: ReadonlySet<string>;
  /** Whether all of it is understood. */
  readonly sound: boolean;
  /** Whether it draws anything at all, a gradient included. */
  readonly draws: boolean;
  /** Whether it may stand for what is above it: an attribute can say so, too. */
  readonly inherits: boolean;
}

export interface Declared extends Named {
  readonly name: string;
}

/** Nothing that stands in one brings a picture, whatever it stands for. */
const GRADIENT =
  /^(?:-webkit-|-moz-)?(?:repeating-)?(?:linear|radial|conic)-gradient$|^-webkit-gradient$/;
/** Functions whose strings are addresses. */
export const OF_ADDRESSES = /^(?:url|src|image|(?:-webkit-)?image-set)$/;
/** Those that bring no picture of their own, beside what stands in them. */
const KNOWN =
  /^(?:var|env|attr|type|(?:-webkit-)?cross-fade|light-dark|color|color-mix|rgba?|hsla?|hwb|(?:ok)?la[bc]|(?:ok)?lch|contrast-color|device-cmyk|calc|calc-size|min|max|clamp|round|mod|rem|sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|log|exp|abs|sign|counters?|inset|rect|xywh|circle|ellipse|polygon|path|shape|cubic-bezier|steps|linear|translate[xyz3d]*|scale[xyz3d]*|rotate[xyz3d]*|skew[xy]?|matrix(?:3d)?|perspective|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|repeat|minmax|fit-content|anchor|anchor-size|)$/;

/** @param text declarations, as `cssText` has them, or a value alone */
export function declaredIn(text: string): Declared[] {
  const declared: Declared[] = [];
  let reading = new Reading('');
  let word = '';
  for (const token of tokenize({ css: text })) {
    const [type] = token;
    if (reading.isTop && type === TokenType.Semicolon) {
      declared.push(reading.end());
      reading = new Reading('');
      word = '';
    } else if (reading.isTop && reading.name === '' && type === TokenType.Colon && word !== '') {
      reading = new Reading(word);
    } else {
      if (type === TokenType.Ident && word === '') word = token[4].value;
      reading.take(token);
    }
  }
  declared.push(reading.end());
  return declared;
}

export const namedIn = (value: string): Named => {
  const reading = new Reading('');
  for (const token of tokenize({ css: value })) reading.take(token);
  return reading.end();
};

type Token = ReturnType<typeof tokenize>[number];

/** One value, token by token. */
class Reading {
  readonly name: string;
  readonly #urls = new Set<string>();
  readonly #variables = new Set<string>();
  /** Functions and brackets that are open. */
  readonly #open: string[] = [];
  #gradients = 0;
  #sound = true;
  #draws = false;
  #inherits = false;

  constructor(name: string) {
    this.name = name.startsWith('--') ? name : name.toLowerCase();
  }

  get isTop(): boolean {
    return this.#open.length === 0;
  }

  take(token: Token): void {
    const [type] = token;
    const within = this.#open.at(-1) ?? '';
    if (type === TokenType.Function) this.#begin(token[4].value.toLowerCase());
    else if (type === TokenType.OpenParen) this.#begin('');
    else if (type === TokenType.CloseParen) this.#close();
    else if (this.#gradients > 0) return;
    else if (type === TokenType.URL) this.#url(token[4].value);
    else if (type === TokenType.String && OF_ADDRESSES.test(within)) this.#url(token[4].value);
    else if (type === TokenType.BadString || type === TokenType.BadURL) this.#sound = false;
    else if (type === TokenType.Ident && within === 'var' && token[4].value.startsWith('--')) {
      this.#variables.add(token[4].value);
      this.#draws = true;
    } else if (type === TokenType.Ident && token[4].value.toLowerCase() === 'inherit') {
      this.#inherits = true;
    }
  }

  end(): Declared {
    return {
      name: this.name,
      urls: this.#urls,
      variables: this.#variables,
      sound: this.#sound && this.isTop,
      draws: this.#draws || !this.#sound,
      inherits: this.#inherits,
    };
  }

  #begin(name: string): void {
    this.#open.push(name);
    if (GRADIENT.test(name)) {
      this.#gradients++;
      this.#draws = true;
    } else if (this.#gradients === 0) {
      this.#sound &&= OF_ADDRESSES.test(name) || KNOWN.test(name);
      this.#inherits ||= name === 'attr';
    }
  }

  #close(): void {
    const name = this.#open.pop();
    if (name === undefined) this.#sound = false;
    else if (GRADIENT.test(name)) this.#gradients--;
  }

  #url(url: string): void {
    this.#draws = true;
    if (!url.startsWith('#')) this.#urls.add(url);
  }
}
