/** Whether what comes over the network may be replaced on its way to the page. */
export const MAY_BE_REPLACED = false;

/** A picture in an <embed> or <object> is a document of its own, in which our script covers it. */
export const PLUGINS_ARE_DOCUMENTS = false;
