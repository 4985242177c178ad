/**
 * Whether scripts of another frame may read this one. Those that make a picture of a page (html2canvas) copy it
 * into a frame out of sight and ask for its styles there moments later: what is held still is missing in theirs.
 */
export const READ_BY_PAGE = Boolean(globalThis.frameElement);
