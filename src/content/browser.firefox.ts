/** The background has put a blank, or the picture with its boxes burnt in, in the place of what it covers. */
export const MAY_BE_REPLACED = true;

export const PLUGINS_ARE_DOCUMENTS = true;

export const FIRST_IN_FRAMES = false;
