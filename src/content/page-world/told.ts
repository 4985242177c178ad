/** An event by which the page's world tells of a canvas that is about to be drawn on. */
export const DRAWN = 'figleaf-drawn';
/** And of a video about to get a window of its own; prevented where it may not. */
export const OUTSIDE = 'figleaf-outside';
