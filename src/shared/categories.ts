/**
 * What a person can choose to cover, each with a sensitivity of its own.
 * Every label of every model maps to one of these or to `none` (see models/<id>/card.json).
 * `nude` is the rule the project grew from: the five-class fold Porn + Hentai of NudeNet's first
 * classifier; it has no slider of its own but goes by the one of `nudity`.
 */
export const CATEGORIES = [
  'explicit',
  'nudity',
  'suggestive',
  'drawn',
  'otherSkin',
  'people',
] as const;

export type Category = (typeof CATEGORIES)[number];
