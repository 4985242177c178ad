/** How many times smaller a canvas can draw a picture at once with every pixel of it read. */
export const MOST_AT_ONCE = Number.POSITIVE_INFINITY;
