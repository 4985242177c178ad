/**
 * Runs in a page: copies it into a frame out of sight, as scripts that make a picture of a page do.
 * @returns how many frames the page painted from the first style that is held there until its backgrounds have
 *   their room
 */
export async function copyIntoFrame(): Promise<number> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position: fixed; left: -10000px; visibility: hidden';
  document.body.append(frame);
  const inner = frame.contentDocument as Document;
  inner.open();
  inner.write('<!doctype html><html></html>');
  inner.replaceChild(
    inner.adoptNode(document.documentElement.cloneNode(true)),
    inner.documentElement,
  );
  inner.close();
  const isHeld = (): boolean => {
    const view = frame.contentWindow as Window;
    const div = inner.querySelector('div') as Element;
    return view.getComputedStyle(div).backgroundSize !== 'auto';
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 2));
  while (!isHeld()) await turn();
  let frames = 0;
  let next = 0;
  const count = (): void => {
    frames += 1;
    next = requestAnimationFrame(count);
  };
  next = requestAnimationFrame(count);
  while (isHeld()) await turn();
  cancelAnimationFrame(next);
  frame.remove();
  return frames;
}
