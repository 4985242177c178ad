/**
 * A file of this many bytes is a picture too small to show anything, or shows as little: 24 by 24 pixels
 * are less than that in every format but the barest, and so are most icons that are drawn with paths.
 */
export const MOST_OF_A_SPECK = 2048;
