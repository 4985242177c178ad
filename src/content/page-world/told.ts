/** An event by which the page's world tells of a canvas that is about to be drawn on. */
export const DRAWN = 'figleaf-drawn';
/** And of a video about to get a window of its own; prevented where it may not. */
export const OUTSIDE = 'figleaf-outside';

/**
 * How it tells of shadow roots: on a detached node of its own, which it offers to the extension's
 * world (`offer`, or when that asks for it) while the document has no script of the page yet. No page
 * hears what is said there. A page that made it up could only have us look somewhere.
 */
export const LINE = {
  offer: 'figleaf-line',
  ask: 'figleaf-line?',
  look: 'figleaf-look',
  /** What the second node shows is to be seen in the first one, too. */
  fed: 'figleaf-fed',
  /** The other way round: have the page laid out, now and in the page's own name. */
  layOut: 'figleaf-lay-out',
} as const;
/** The media of our sheet in shadow roots, by which it is kept from the page; true of every medium. */
export const OUR_MEDIA = 'all, figleaf';
