import { FRAME_ATTRIBUTE } from './ledger.ts';
import { MARK_ATTRIBUTES } from './marks.ts';
import { plain } from './plain.ts';
import { is } from './realms.ts';

/** What surfaces want to hear of. */
export interface Wanted {
  /** Beside our own marks. */
  readonly attributes: readonly string[];
  /** Local names of elements whose children matter. */
  readonly parents: ReadonlySet<string>;
}

export interface WatchHandlers {
  /** Elements that came into the tree; called before the next paint. */
  added(root: Element): void;
  removed(root: Element): void;
  /** Something came into this tree or left it, be it text; told after all the others, once for all of them. */
  grew(tree: Document | ShadowRoot): void;
  /** One of `parents` has other children now. */
  childrenOf(parent: Element): void;
  /** One of the attributes that surfaces wait for changed. */
  changed(element: Element): void;
  /** Any attribute changed: any may be what a page styles things by. */
  styled(element: Element, attribute: string): void;
  /** Something that may be one of our marks changed on it. */
  touched(element: Element): void;
  /** The document's tree was replaced (document.open): its listeners are gone. */
  replaced(): void;
}

interface Observed {
  readonly changes: MutationObserver;
  readonly styles: MutationObserver;
  readonly parents: Wanted['parents'];
}

/**
 * Sees every change of a tree before it is painted: mutation observers run at the end of the task
 * or script that made the change, and painting is another task.
 */
export class Watch {
  /** One for each tree: what has left is let go of, and only that. */
  readonly #trees = new Map<Document | ShadowRoot, Observed>();
  readonly #styles: MutationObserver;
  readonly #handlers: WatchHandlers;

  constructor(handlers: WatchHandlers) {
    this.#handlers = {
      added: eachByItself(handlers.added),
      removed: eachByItself(handlers.removed),
      grew: eachByItself(handlers.grew),
      childrenOf: eachByItself(handlers.childrenOf),
      changed: eachByItself(handlers.changed),
      styled: eachByItself(handlers.styled),
      touched: eachByItself(handlers.touched),
      replaced: eachByItself(handlers.replaced),
    };
    this.#styles = new MutationObserver((records) => {
      for (const { target } of records) if (is(target, Element)) this.#handlers.touched(target);
    });
  }

  tree(root: Document | ShadowRoot, { attributes, parents }: Wanted): void {
    const changes = new MutationObserver((records) => this.#changed(records, root, parents));
    const styles = new MutationObserver((records) => this.#styled(records));
    this.#trees.set(root, { changes, styles, parents });
    styles.observe(root, { subtree: true, attributes: true });
    changes.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: [...new Set([...attributes, ...MARK_ATTRIBUTES, FRAME_ATTRIBUTE])],
    });
  }

  /** It left the document; another may have it by now. */
  untree(root: ShadowRoot): void {
    const observed = this.#trees.get(root);
    this.#trees.delete(root);
    if (!observed) return;
    const { changes, styles, parents } = observed;
    this.#changed(changes.takeRecords(), root, parents);
    changes.disconnect();
    styles.disconnect();
  }

  /** Styles are watched only on what can be covered: pages animate styles all over. */
  styles(element: Element): void {
    this.#styles.observe(element, {
      attributes: true,
      attributeFilter: ['style', 'class', 'aria-label'],
    });
  }

  stop(): void {
    for (const { changes, styles } of this.#trees.values()) {
      changes.disconnect();
      styles.disconnect();
    }
    this.#styles.disconnect();
  }

  /**
   * A parser, or a script that builds a page, makes thousands of records at once, 13,000 for 5,000
   * elements: of what came into something that came itself, not even the lists are read.
   */
  #changed(
    records: MutationRecord[],
    tree: Document | ShadowRoot,
    parents: Wanted['parents'],
  ): void {
    const came = new Set<Element>();
    const withOthers = new Set<Element>();
    let grew = false;
    for (const record of records) {
      const { target } = record;
      if (record.type === 'attributes') {
        this.#attribute(target, record.attributeName);
        continue;
      }
      grew = true;
      eachElement(record.removedNodes, (element) => this.#handlers.removed(element));
      if (isElement(target)) {
        const { localName } = plain(target);
        if (parents.has(localName) || MARKED_INSIDE.has(localName)) withOthers.add(target);
        if (came.has(target)) continue;
      }
      eachElement(record.addedNodes, (element) => came.add(element));
    }
    if (!grew) return;
    // A node inside a void element may be a mark.
    for (const parent of withOthers) {
      if (MARKED_INSIDE.has(plain(parent).localName)) this.#handlers.touched(parent);
    }
    const root = is(tree, Document) ? tree.documentElement : null;
    if (root && came.has(root)) {
      // It has none of ours yet, and may have brought some.
      this.#handlers.touched(root);
      this.#handlers.replaced();
    }
    for (const node of came) if (!isWithin(node, came)) this.#handlers.added(node);
    for (const parent of withOthers) {
      if (parents.has(plain(parent).localName)) this.#handlers.childrenOf(parent);
    }
    this.#handlers.grew(tree);
  }

  #styled(records: MutationRecord[]): void {
    for (const { target, attributeName } of records) {
      if (is(target, Element) && attributeName) this.#handlers.styled(target, attributeName);
    }
  }

  #attribute(target: Node, name: string | null): void {
    if (!is(target, Element) || name === null) return;
    if (name === FRAME_ATTRIBUTE || MARK_ATTRIBUTES.includes(name)) this.#handlers.touched(target);
    else this.#handlers.changed(target);
  }
}

/** What fails is thrown all the same, once the others were told: the browser tells of each change but once. */
const eachByItself =
  <A extends readonly unknown[]>(act: (...args: A) => void) =>
  (...args: A): void => {
    try {
      act(...args);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };

/** Of what shows pictures, the void elements (marks.ts). */
const MARKED_INSIDE = new Set(['img', 'input', 'embed']);
/** Of whatever realm. Most of what comes is text, and is asked about thousands of times. */
const isElement = (node: Node): node is Element => {
  const { nodeType } = node as { readonly nodeType: unknown };
  // A form, where something in it has that name (plain.ts).
  return nodeType === Node.ELEMENT_NODE || typeof nodeType !== 'number';
};

/** Most lists have none or one: an iterator would cost more than what it gives. */
function eachElement(nodes: NodeList, act: (element: Element) => void): void {
  const { length } = nodes;
  for (let i = 0; i < length; i++) {
    const node = nodes[i];
    if (node && isElement(node)) act(node);
  }
}

/** Whether what it stands in came as well: then it is found there. */
function isWithin(node: Node, came: ReadonlySet<Node>): boolean {
  for (let at = plain(node).parentNode; at; at = plain(at).parentNode)
    if (came.has(at)) return true;
  return false;
}
