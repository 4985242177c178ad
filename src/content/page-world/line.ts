import { LINE } from './told.ts';

/*
 * The way from the page's world to the extension's, of which no page knows. The page can change every
 * object there is here from now on, so all that is used later is kept now, and nothing is looked up
 * on a prototype.
 */

const { apply, defineProperty } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { InputEvent: Said, StaticRange: Place } = globalThis;

/** Nobody else has it, once it was handed over. */
const line = document.createElement('i');
const offer = (): boolean =>
  document.dispatchEvent(
    new MouseEvent(LINE.offer, { relatedTarget: line, cancelable: true, bubbles: false }),
  );
// Whichever of the two worlds is there first waits for the other.
if (offer()) document.addEventListener(LINE.ask, offer, { once: true });

/** What is laid out by the extension's world would be loaded by its policy (content/attaching.ts). */
const here = document;
const { getBoundingClientRect } = Element.prototype;
line.addEventListener(LINE.layOut, () => {
  if (here.documentElement) apply(getBoundingClientRect, here.documentElement, []);
});

/** As a list of one, whatever became of `Array.prototype`. */
function only(place: StaticRange): StaticRange[] {
  const list = [place];
  let given = false;
  const next = () => {
    const result = { done: given, value: given ? undefined : place };
    given = true;
    return result;
  };
  defineProperty(list, Symbol.iterator, { value: () => ({ __proto__: null, next }) });
  return list;
}

/** Something changed that no observer sees: with this node, or beneath it. */
export function tell(node: Node): void {
  const at = { startContainer: node, startOffset: 0, endContainer: node, endOffset: 0 };
  const place = new Place({ __proto__: null, ...at } as StaticRangeInit);
  const init = { __proto__: null, targetRanges: only(place) } as InputEventInit;
  apply(dispatchEvent, line, [new Said(LINE.look, init)]);
}
