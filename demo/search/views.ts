import { decode, encode, resize } from '../draw/encode.ts';
import { drawPattern, type Pattern } from '../draw/pattern.ts';
import type { Picture } from '../draw/picture.ts';
import type { Scorer, Scores } from './scorer.ts';

export type Drawing = Pick<Pattern, 'background' | 'ellipses'>;

/** One way a model may meet a pattern. */
export interface View {
  readonly name: string;
  /** The least Porn + Hentai a pattern must have here. */
  readonly least: number;
  /** What a search wants there, so that a little is left over. */
  readonly aim: number;
  see(pattern: Drawing): Promise<Picture>;
}

const inputSize = 224;

/** As the model's own input: nothing resized, nothing compressed. */
export const plainView: View = {
  name: 'plain',
  least: 0.95,
  aim: 0.957,
  see: async (pattern) => drawPattern(pattern, inputSize),
};

/** As pages carry pictures: compressed, at the sizes the gallery and the tests use. */
export const pageViews: readonly View[] = [96, 160, 320, 640].flatMap((size) => {
  const jpeg = async (pattern: Drawing) => decode(await encode(drawPattern(pattern, size)));
  return [
    { name: `jpeg ${size}`, least: 0.87, aim: 0.9, see: jpeg },
    {
      name: `jpeg ${size}, antialiased`,
      least: 0.87,
      aim: 0.9,
      see: async (pattern) => resize(await jpeg(pattern), inputSize, inputSize),
    },
  ];
});

/** Every view by every scorer, in that order. */
export async function scoreViews(
  pattern: Drawing,
  views: readonly View[],
  scorers: readonly Scorer[],
): Promise<{ view: View; scores: Scores }[]> {
  const all: { view: View; scores: Scores }[] = [];
  for (const view of views) {
    const picture = await view.see(pattern);
    for (const scorer of scorers) all.push({ view, scores: await scorer.score(picture) });
  }
  return all;
}
