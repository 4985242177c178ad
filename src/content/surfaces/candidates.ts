import { type PageVerdict, PRIORITY } from '../../shared/messages.ts';
import type { Question, Subject } from '../asking.ts';
import { pixelsOf } from '../pixels.ts';
import type { Page } from './surface.ts';

/** A picture that may be shown without notice, and is asked about beforehand. */
class Candidate implements Subject {
  id = 0;
  phase: Subject['phase'] = 'waiting';
  harmless = false;
  readonly #picture = new Image();
  readonly #question: () => Promise<Question>;
  readonly #changed: () => void;

  constructor(url: string, page: Page, changed: () => void) {
    this.#changed = changed;
    this.#question = async () => {
      const source = await pixelsOf(this.#picture, url, page.port.clones);
      const { naturalWidth: width, naturalHeight: height } = this.#picture;
      return { source, width, height };
    };
    this.#picture.addEventListener('load', () => page.asking.ask(this));
    this.#picture.src = url;
  }

  priority = () => PRIORITY.near;
  question = () => this.#question();
  sent(): void {}

  answered({ verdict }: PageVerdict): void {
    this.harmless = !verdict.cover;
    this.#changed();
  }
}

/** Pictures that elements may show without notice, by their addresses. */
export class Candidates {
  readonly #page: Page;
  readonly #changed: () => void;
  readonly #known = new Map<string, Candidate>();

  /** @param changed there is news of one of them */
  constructor(page: Page, changed: () => void) {
    this.#page = page;
    this.#changed = changed;
  }

  /** @returns whether all of these are known to be harmless; asks about those nobody asked about */
  harmless(urls: Iterable<string>): boolean {
    return [...urls].every((url) => this.#of(url).harmless);
  }

  #of(url: string): Candidate {
    const known = this.#known.get(url);
    if (known) return known;
    const candidate = new Candidate(url, this.#page, this.#changed);
    this.#known.set(url, candidate);
    return candidate;
  }
}
