import type { PageVerdict } from '../shared/messages.ts';

/** Nobody sees this much later what is out of sight. */
const WAIT_MS = 150;
/**
 * So many are a message at once. Each of them holds one of the twelve places that a page has for what
 * is out of sight (src/content/asking.ts), and a fast engine must find the others taken.
 */
const ENOUGH = 4;

/**
 * A page's verdicts, in as few messages as will do: each message wakes three processes, and each change
 * of a page is a frame to lay out and paint. What becomes known in one task goes in one; what may wait
 * goes with the next that may not.
 */
export class Telling {
  readonly #say: (verdicts: PageVerdict[]) => void;
  #verdicts: PageVerdict[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;

  constructor(say: (verdicts: PageVerdict[]) => void) {
    this.#say = say;
  }

  /** @param mayWait a moment, for others */
  tell(verdict: PageVerdict, mayWait: boolean): void {
    this.#verdicts.push(verdict);
    if (!mayWait || this.#verdicts.length >= ENOUGH) this.hurry();
    // In a document that nobody sees a timer may come later still; it is the last resort.
    else if (!this.#isDue) this.#timer ??= setTimeout(() => this.hurry(), WAIT_MS);
  }

  /** What waits may not any more: it all goes with the end of this task. */
  hurry(): void {
    if (this.#isDue || this.#verdicts.length === 0) return;
    this.#isDue = true;
    afterThisTask(() => {
      this.#isDue = false;
      this.flush();
    });
  }

  /** Says at once what waits: what else the page is told must not overtake it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const verdicts = this.#verdicts;
    this.#verdicts = [];
    if (verdicts.length > 0) this.#say(verdicts);
  }
}

const tasks: (() => void)[] = [];
const channel = new MessageChannel();
channel.port2.onmessage = () => tasks.shift()?.();

/** Not a timer: those of a document nobody sees may be held up. */
function afterThisTask(work: () => void): void {
  tasks.push(work);
  channel.port1.postMessage(null);
}
