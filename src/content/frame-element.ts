/** @returns the element that holds this window; null at the top, and where that is of another origin */
export function frameElementOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    // Of another origin: the answer is that we may not know.
    return null;
  }
}
