/** The background has put a blank, or the picture with its boxes burnt in, in the place of what it covers. */
export const MAY_BE_REPLACED = true;

export const PLUGINS_ARE_DOCUMENTS = true;

export const FIRST_IN_FRAMES = false;

/** Behind a picture that is opened by itself Firefox shows one. What lies there, no page can change. */
export const BROWSERS_OWN: RegExp | null = /^chrome:/;

export const COPIES_NODES = true;
