/** Functions that may bring an address, the page's own among them; and all that may bring an image. */
const ADDRESSED = String.raw`url|image-set|cross-fade|var|if|paint|element|--[\w-]+`;
const DRAWN = `${ADDRESSED}|gradient|attr`;

/** Declarations that may bring an image, in the text of a rule's style. */
export const IMAGES = new RegExp(
  String.raw`(?:^|[\s;])(?:background|background-image|border-image|border-image-source|(?:-webkit-)?mask|(?:-webkit-)?mask-image|content|list-style|list-style-image):[^;]*(?:${DRAWN})\(`,
);
/** Declarations that may bring what the element above has, and what is held on that alone. */
const INHERITED = String.raw`(?:^|[\s;])(?:all|background|background-image|border-image|border-image-source|(?:-webkit-)?mask|(?:-webkit-)?mask-image|content):\s*inherit`;
export const INHERITS = new RegExp(INHERITED);
/** What none of this is in, need not be looked at closer. */
export const SPEAKS = new RegExp(String.raw`(?:${DRAWN})\(|list-style|animation|${INHERITED}`);
/** What may bring an address. A gradient is seen by anybody who likes. */
export const ADDRESS = new RegExp(String.raw`(?:${ADDRESSED})\(`);

/** A value without what its strings say. */
export const unquoted = (value: string): string => value.replace(/"(?:\\.|[^"\\])*"/g, '');
