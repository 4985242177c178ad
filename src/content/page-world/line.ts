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

/** As a list that can be gone through, whatever became of `Array.prototype`. */
function listOf(places: StaticRange[]): StaticRange[] {
  let next = 0;
  const walk = () => {
    const value = places[next++];
    return { done: !value, value };
  };
  defineProperty(places, Symbol.iterator, { value: () => ({ __proto__: null, next: walk }) });
  return places;
}

function placeOf(node: Node): StaticRange {
  const at = { startContainer: node, startOffset: 0, endContainer: node, endOffset: 0 };
  return new Place({ __proto__: null, ...at } as StaticRangeInit);
}

function say(what: string, places: StaticRange[]): void {
  const init = { __proto__: null, targetRanges: listOf(places) } as InputEventInit;
  apply(dispatchEvent, line, [new Said(what, init)]);
}

/** Something changed that no observer sees: with this node, or beneath it. */
export const tell = (node: Node): void => say(LINE.look, [placeOf(node)]);

/** What `source` shows is to be seen in `element`, too; again whenever it shows something else, or may. */
export const tellOfFeed = (element: Element, source: Element): void =>
  say(LINE.fed, [placeOf(element), placeOf(source)]);
