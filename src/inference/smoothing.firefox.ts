/**
 * How many times smaller a canvas can draw a picture at once with every pixel of it read. Firefox
 * reads four for each that it draws, whatever quality is asked for, and leaves out the others.
 */
export const MOST_AT_ONCE = 2;
