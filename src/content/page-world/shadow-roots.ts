import { sheetsOf } from './adopted-sheets.ts';
import { LINE } from './told.ts';
import { after, inPlaceOf } from './wrap.ts';

/*
 * Runs in the page's own world, before its scripts. It tells the extension's world at once of every
 * shadow root a script makes, and of every change to style sheets that no mutation observer sees.
 * It decides nothing: without it roots are found a little later (docs/decisions/0010-shadow-roots.md).
 * The page can change every object there is here from now on, so all that is used later is kept now,
 * and nothing is looked up on a prototype.
 */

const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { dispatchEvent } = EventTarget.prototype;
const { getRootNode } = Node.prototype;
const { InputEvent: Said, StaticRange: Place } = globalThis;
const here = document;

/** Nobody else has it, once it was handed over. */
const line = document.createElement('i');
const offer = (): boolean =>
  document.dispatchEvent(
    new MouseEvent(LINE.offer, { relatedTarget: line, cancelable: true, bubbles: false }),
  );
// Whichever of the two worlds is there first waits for the other.
if (offer()) document.addEventListener(LINE.ask, offer, { once: true });

/** What is laid out by the extension's world would be loaded by its policy (content/attaching.ts). */
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

function tell(node: Node): void {
  const at = { startContainer: node, startOffset: 0, endContainer: node, endOffset: 0 };
  const place = new Place({ __proto__: null, ...at } as StaticRangeInit);
  const init = { __proto__: null, targetRanges: only(place) } as InputEventInit;
  apply(dispatchEvent, line, [new Said(LINE.look, init)]);
}

/** Rules put into the sheet of a <style> or <link> make no mutation. */
const ownerOf = getOwnPropertyDescriptor(StyleSheet.prototype, 'ownerNode')?.get;
const sheetOf = getOwnPropertyDescriptor(CSSRule.prototype, 'parentStyleSheet')?.get;
function tellOfSheet(sheet: unknown): void {
  const owner = sheet && ownerOf ? (apply(ownerOf, sheet, []) as Node | null) : null;
  const root = owner && (apply(getRootNode, owner, []) as Node);
  if (root && root !== here) tell(root);
}

after(Element.prototype, 'attachShadow', (host) => tell(host as Element));
for (const name of ['insertRule', 'addRule']) after(CSSStyleSheet.prototype, name, tellOfSheet);
after(CSSGroupingRule.prototype, 'insertRule', (rule) => {
  if (sheetOf) tellOfSheet(apply(sheetOf, rule, []));
});

/** Markup can bring roots along, of any kind and anywhere beneath; which is seen when it is put in. */
for (const owner of [Element.prototype, ShadowRoot.prototype, Document]) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (/HTMLUnsafe$/.test(name)) after(owner, name, () => tell(here));
  }
}

const adopted = getOwnPropertyDescriptor(ShadowRoot.prototype, 'adoptedStyleSheets');
if (adopted?.get && adopted.set) {
  const { get, set } = adopted;
  const sheets = sheetsOf(get, set as (value: unknown) => void, tell);
  defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', {
    ...adopted,
    get: inPlaceOf(get, (_, root) => sheets.get(root as ShadowRoot)),
    set: inPlaceOf(set, (_, root, args) => sheets.set(root as ShadowRoot, args[0])),
  });
}
