import type { Box } from '../shared/boxes.ts';

export interface Outline {
  /** 0–1 of the picture. */
  box: Box;
  words: string;
  /** Covered by the present settings; else only found. */
  counts: boolean;
}

/** Where something was found in a picture, drawn over it. Said in words beside it, too. */
export const Outlines = ({ outlines }: { outlines: readonly Outline[] }) => (
  <div class="outlines" aria-hidden="true">
    {outlines.map(({ box, words, counts }) => (
      <span key={words} class={counts ? 'outline outline-counts' : 'outline'} style={boxStyle(box)}>
        <bdi class={box.y < NEAR_TOP ? 'outline-words outline-words-inside' : 'outline-words'}>
          {words}
        </bdi>
      </span>
    ))}
  </div>
);

/** Above such a box there is no room for words. */
const NEAR_TOP = 0.09;

/** @param box 0–1 of what it is laid over. Pictures are not turned round with the writing. */
export const boxStyle = ({ x, y, width, height }: Box) => ({
  top: percentage(y),
  left: percentage(x),
  width: percentage(width),
  height: percentage(height),
});

const percentage = (part: number): string => `${part * 100}%`;
