/** Whether what comes over the network may be replaced on its way to the page. */
export const MAY_BE_REPLACED = false;

/** Our scripts are in a new frame before the page can take anything from it. */
export const FIRST_IN_FRAMES = true;

/** A picture in an <embed> or <object> is a document of its own, in which our script covers it. */
export const PLUGINS_ARE_DOCUMENTS = false;

/** Pictures of the browser's own that pages can show. */
export const BROWSERS_OWN: RegExp | null = null;

/** What lies in an image is written out as text where the image is copied. */
export const COPIES_NODES = false;
