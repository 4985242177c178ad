import { is } from '../../realms.ts';

/**
 * Style sheets that processing instructions before the root bring (`<?xml-stylesheet?>`), in Chromium in HTML,
 * too. The browser tells nobody when one has come.
 */
export class Instructions {
  readonly #changes: MutationObserver;

  /** @param changed one of them is for another sheet now */
  constructor(changed: () => void) {
    this.#changes = new MutationObserver(changed);
  }

  /** Whether some sheet is to come. */
  get await(): boolean {
    let awaits = false;
    for (const node of document.childNodes) {
      if (!is(node, ProcessingInstruction) || node.target !== 'xml-stylesheet') continue;
      this.#changes.observe(node, { characterData: true });
      awaits ||= node.sheet === null;
    }
    return awaits;
  }

  stop(): void {
    this.#changes.disconnect();
  }
}
