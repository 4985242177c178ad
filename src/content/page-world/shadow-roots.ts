import { sheetsOf } from './adopted-sheets.ts';
import { tell } from './line.ts';
import { after, inPlaceOf } from './wrap.ts';

/*
 * Runs in the page's own world, before its scripts. It tells the extension's world at once of every
 * shadow root a script makes, and of every change to style sheets that no mutation observer sees.
 * It decides nothing: without it roots are found a little later (docs/decisions/0010-shadow-roots.md).
 */

const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { getRootNode } = Node.prototype;
const later = queueMicrotask;
const here = document;
const rootElement = getOwnPropertyDescriptor(Document.prototype, 'documentElement')?.get;

/** Rules put into a sheet make no mutation. */
const ownerOf = getOwnPropertyDescriptor(StyleSheet.prototype, 'ownerNode')?.get;
const sheetOf = getOwnPropertyDescriptor(CSSRule.prototype, 'parentStyleSheet')?.get;
function tellOfSheet(sheet: unknown): void {
  const owner = sheet && ownerOf ? (apply(ownerOf, sheet, []) as Node | null) : null;
  const root = owner && (apply(getRootNode, owner, []) as Node);
  if (root && root !== here) tell(root);
  else tellOfRules();
}

/** Some pages put in rule after rule: one word for all of them. */
let willTell = false;
function tellOfRules(): void {
  if (willTell) return;
  willTell = true;
  later(() => {
    willTell = false;
    const element = rootElement && (apply(rootElement, here, []) as Element | null);
    if (element) tell(element);
  });
}

after(Element.prototype, 'attachShadow', (host) => tell(host as Element));
for (const name of ['insertRule', 'addRule', 'replace', 'replaceSync']) {
  after(CSSStyleSheet.prototype, name, tellOfSheet);
}
after(CSSGroupingRule.prototype, 'insertRule', (rule) => {
  if (sheetOf) tellOfSheet(apply(sheetOf, rule, []));
});

/** What it registers, an element may have that no rule gives it. */
after(CSS, 'registerProperty', tellOfRules);

/** Markup can bring roots along, of any kind and anywhere beneath; which is seen when it is put in. */
for (const owner of [Element.prototype, ShadowRoot.prototype, Document]) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (/HTMLUnsafe$|^(?:set|parse)HTML$/.test(name)) after(owner, name, () => tell(here));
  }
}
/** Nor does a parser tell of those that it makes in a document which nobody shows. */
for (const name of ['write', 'writeln']) {
  after(Document.prototype, name, (written) => {
    if (written !== here) tell(here);
  });
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

/** Who asks for the document's list may change it. */
const ofDocument = getOwnPropertyDescriptor(Document.prototype, 'adoptedStyleSheets');
if (ofDocument?.get && ofDocument.set) {
  const told = (native: () => unknown, self: object, args: unknown[]): unknown => {
    tellOfRules();
    return apply(native, self, args);
  };
  defineProperty(Document.prototype, 'adoptedStyleSheets', {
    ...ofDocument,
    get: inPlaceOf(ofDocument.get, told),
    set: inPlaceOf(ofDocument.set as () => unknown, told),
  });
}
