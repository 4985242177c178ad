/** The trees of this document in which pictures are looked for. */
export class Roots {
  readonly #all = new Set<Document | ShadowRoot>([document]);

  all(): Iterable<Document | ShadowRoot> {
    return this.#all;
  }
}
