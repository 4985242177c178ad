import { type Plain, plain } from './plain.ts';
import { is } from './realms.ts';
import { RootCover } from './shadow/root-cover.ts';
import { rootOf } from './shadow/root-of.chrome.ts';
import { Rounds } from './shadow/rounds.ts';

interface RootsHandlers {
  /** A root is heard of, in the document or not, each time; before a script of the page has it, if at all. */
  met(root: ShadowRoot): void;
  /** A root came into the document, or came back; covered already. */
  entered(root: ShadowRoot): void;
  /** It left, with its host. */
  left(root: ShadowRoot): void;
}

/** Beside custom elements, the only ones that a root can be attached to. */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(
    ' ',
  ),
);

/**
 * The trees of this document in which pictures are looked for: its own, and every shadow root found
 * in it, open or closed. A root is covered when it is found, in the document or not.
 */
export class Roots {
  readonly #all = new Set<Document | ShadowRoot>([document]);
  readonly #byHost = new WeakMap<Element, ShadowRoot>();
  readonly #not = new WeakSet<Element>();
  readonly #cover = new RootCover();
  readonly #restless = new Set<ShadowRoot>();
  readonly #rounds = new Rounds(
    () => this.find('*'),
    (element) => {
      if (mayHost(element) && !this.#byHost.has(element)) this.#meet(element);
    },
  );
  readonly #handlers: RootsHandlers;
  #frame = 0;
  #open: Plain<Element>[] = [];

  /**
   * Everything that is known to have a root, here and in neighbouring documents: elements move.
   * Shared by all of them.
   */
  readonly hosts: WeakSet<Element>;
  /** Roots may come that no script made with `attachShadow`, so that nobody says so. */
  #wary = false;

  constructor(hosts: WeakSet<Element>, handlers: RootsHandlers) {
    this.hosts = hosts;
    this.#handlers = handlers;
  }

  all(): Iterable<Document | ShadowRoot> {
    return this.#all;
  }

  /** Everything in them that a selector is for. */
  find(selector: string): Element[] {
    return [...this.#all].flatMap((root) => [...root.querySelectorAll(selector)]);
  }

  /** Whether there is any. */
  has(selector: string): boolean {
    return [...this.#all].some((root) => root.querySelector(selector) !== null);
  }

  /** A host of our own. */
  ignore(host: Element): void {
    this.#not.add(host);
  }

  /**
   * A node was heard of: one that may have a root now, or a root; the document where markup may
   * have brought one; null: whichever.
   */
  look(node: Node | null): void {
    if (is(node, ShadowRoot)) this.assert(node);
    else if (is(node, Element)) {
      if (mayHost(node)) this.#meet(node);
    } else {
      this.#wary = true;
      this.#rounds.begin();
      if (node === null) this.added(document);
    }
  }

  /** These came into a tree, with all beneath them. */
  added(tree: ParentNode): void {
    // Only while the parser is at work, roots are made without a script. Asking costs some µs each.
    const thorough = this.#wary || document.readyState !== 'complete';
    if (is(tree, Element)) this.#consider(tree, thorough);
    for (const element of plain(tree).querySelectorAll('*')) this.#consider(element, thorough);
  }

  /** They left it; perhaps they are in another place already. */
  removed(tree: ParentNode): void {
    if (this.#all.size === 1) return;
    if (is(tree, Element)) this.#part(tree);
    for (const element of plain(tree).querySelectorAll('*')) this.#part(element);
  }

  /** Something changed in this tree that may bear on its cover. */
  assert(tree: Node): void {
    if (!is(tree, ShadowRoot) || this.#not.has(tree.host)) return;
    if (!this.#cover.assert(tree)) {
      this.#restless.delete(tree);
      return;
    }
    this.#restless.add(tree);
    this.#frame ||= requestAnimationFrame(this.#again);
  }

  /** A load of its own ended. */
  ended(element: Element): void {
    if (!is(element, HTMLLinkElement)) return;
    this.#cover.ended(element);
    this.assert(element.getRootNode());
  }

  /**
   * The parser attaches a declarative root to an element that is in the tree already, and nothing
   * tells of it: such an element was among those that were open when last we looked.
   */
  parsed(): void {
    for (const element of this.#open) this.#meet(element);
    this.#open = [];
    let last: Element | null = document.documentElement;
    while (last) {
      if (mayHost(last)) {
        this.#open.push(last);
        this.#meet(last);
      }
      last = this.#byHost.get(last)?.lastElementChild ?? plain(last).lastElementChild;
    }
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#rounds.stop();
    for (const root of this.#all) if (is(root, ShadowRoot)) this.#cover.remove(root);
  }

  readonly #again = (): void => {
    this.#frame = 0;
    const restless = [...this.#restless];
    this.#restless.clear();
    for (const root of restless) if (root.isConnected) this.assert(root);
  };

  #consider(element: Element, thorough: boolean): void {
    if (!mayHost(element)) return;
    if (thorough || element.shadowRoot || this.hosts.has(element)) this.#meet(element);
  }

  #meet(host: Plain<Element>): void {
    if (this.#not.has(host)) return;
    const root = this.#byHost.get(host) ?? rootOf(host);
    if (!root) return;
    this.#byHost.set(host, root);
    this.hosts.add(host);
    this.#handlers.met(root);
    // Its clones have roots that nobody tells of.
    if (root.clonable) this.#wary = true;
    this.assert(root);
    if (!host.isConnected || host.ownerDocument !== document || this.#all.has(root)) return;
    this.#all.add(root);
    this.#handlers.entered(root);
    this.added(root);
  }

  #part(host: Element): void {
    const root = this.#byHost.get(host);
    const { isConnected, ownerDocument } = plain(host);
    if (!root || (isConnected && ownerDocument === document)) return;
    if (!this.#all.delete(root)) return;
    this.#restless.delete(root);
    this.#handlers.left(root);
    this.removed(root);
  }
}

/** No form can, whatever it gives for its name (plain.ts). It is asked of all that comes. */
function mayHost(element: Element): element is Plain<Element> {
  const { localName } = element as { readonly localName: unknown };
  return typeof localName === 'string' && (HOSTS.has(localName) || localName.includes('-'));
}
