import { MARK_ATTRIBUTES } from './marks.ts';

export interface WatchHandlers {
  /** Elements that came into the tree; called before the next paint. */
  added(root: Element): void;
  removed(root: Element): void;
  /** The element's source attributes changed, or those of a <source> beside it. */
  sourceChanged(img: HTMLImageElement): void;
  /** Something that may be one of our marks changed on it. */
  touched(element: HTMLElement): void;
  /** The document's tree was replaced (document.open): its listeners are gone. */
  replaced(): void;
}

/** Attributes that choose what an image shows. */
const SOURCE_ATTRIBUTES = ['src', 'srcset', 'sizes', 'media', 'type'];

/**
 * Sees every change of a tree before it is painted: mutation observers run at the end of the task
 * or script that made the change, and painting is another task.
 */
export class Watch {
  readonly #tree: MutationObserver;
  readonly #styles: MutationObserver;
  readonly #handlers: WatchHandlers;

  constructor(handlers: WatchHandlers) {
    this.#handlers = handlers;
    this.#tree = new MutationObserver((records) => this.#changed(records));
    this.#styles = new MutationObserver((records) => {
      for (const { target } of records) if (target instanceof HTMLElement) handlers.touched(target);
    });
  }

  tree(root: Document | ShadowRoot): void {
    this.#tree.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: [...SOURCE_ATTRIBUTES, ...MARK_ATTRIBUTES],
    });
  }

  /** Styles are watched only on what can be covered: pages animate styles all over. */
  styles(element: HTMLElement): void {
    this.#styles.observe(element, {
      attributes: true,
      attributeFilter: ['style', 'class', 'aria-label'],
    });
  }

  stop(): void {
    this.#tree.disconnect();
    this.#styles.disconnect();
  }

  #changed(records: MutationRecord[]): void {
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (type === 'attributes') {
        this.#attribute(target, attributeName);
        continue;
      }
      if (target instanceof HTMLImageElement) this.#handlers.touched(target);
      for (const node of removedNodes) if (node instanceof Element) this.#handlers.removed(node);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (target instanceof Document) this.#handlers.replaced();
        this.#handlers.added(node);
      }
      if (target instanceof HTMLPictureElement) this.#picture(target);
    }
  }

  #attribute(target: Node, name: string | null): void {
    if (name !== null && MARK_ATTRIBUTES.includes(name)) {
      if (target instanceof HTMLElement) this.#handlers.touched(target);
    } else if (target instanceof HTMLImageElement) {
      this.#handlers.sourceChanged(target);
    } else if (target instanceof HTMLSourceElement && target.parentElement) {
      this.#picture(target.parentElement);
    }
  }

  #picture(picture: Element): void {
    if (!(picture instanceof HTMLPictureElement)) return;
    for (const child of picture.children) {
      if (child instanceof HTMLImageElement) this.#handlers.sourceChanged(child);
    }
  }
}
