import { isWeb } from '../shared/address.ts';
import { type PageVerdict, type PixelSource, PRIORITY, type Priority } from '../shared/messages.ts';
import { Queue } from '../shared/queue.ts';
import type { EnginePort } from './engine-port.ts';

/**
 * Pictures of this frame with the engine at once: enough to keep it busy, and bounds memory. What is
 * on screen finds room that the others may not take; and what is out of sight goes one by one while the
 * page loads, which wants the processor for what the person waits for.
 */
const MOST_OUT = { onScreen: 20, others: 12, othersWhileLoading: 1 } as const;

/** Something that shows a picture, of whatever surface: where it stands, and how it is read. */
export interface Subject {
  /** The page's number for what is being asked, anew for each source; 0 before the first. */
  id: number;
  /** `waiting` for the page's own load, `queued`, `out` at the engine, `done`. */
  phase: 'waiting' | 'queued' | 'out' | 'done';
  /** Nothing is known to show it: judged, but not one of the pictures looked at here. */
  readonly ahead?: boolean;
  /** Nobody minds if it is shown a moment later as long as it is out of sight. */
  readonly mayWait?: boolean;
  /** null while the browser has not laid it out. */
  priority(): Priority | null;
  /** null once the element is gone. */
  question(): Promise<Question> | null;
  /** The engine was asked about it, by its present id. */
  sent(): void;
  /** What became of it, by that id. */
  answered(answer: PageVerdict): void;
}

export interface Question {
  source: PixelSource;
  /** Natural pixels. */
  width: number;
  height: number;
  /** Under which it came over the network. */
  address?: string;
  /** Where it is one of the pictures that the same thing shows: the id of the one before, or 0. */
  frame?: number;
}

/**
 * What cannot be read is asked about all the same: the engine answers as the settings say.
 * @param size natural pixels, once it was read
 */
export async function questionOf(
  read: Promise<PixelSource>,
  url: string,
  size: () => Pick<Question, 'width' | 'height'>,
): Promise<Question> {
  let source: PixelSource;
  try {
    source = await read;
  } catch (error) {
    source = { by: 'none', why: String(error) };
  }
  const { width, height } = size();
  return { source, width, height, ...(isWeb(url) ? { address: url } : {}) };
}

/** Asks the engine about pictures: what is on screen first, and no more at once than it can use. */
export class Asking {
  readonly #port: EnginePort;
  readonly #queue = new Queue<Subject, Subject>();
  readonly #byId = new Map<number, Subject>();
  #out = 0;
  /** Of those that are out, what has its verdict already and keeps it until the next one. */
  readonly #again = new Set<Subject>();
  #nextId = 1;

  constructor(port: EnginePort) {
    this.#port = port;
  }

  ask(subject: Subject): void {
    this.#freePlace(subject);
    subject.phase = 'queued';
    subject.id = this.#nextId++;
    this.#byId.set(subject.id, subject);
    this.#queue.add(subject, subject, subject.priority() ?? PRIORITY.near);
    this.#pump();
  }

  /** It shows another picture now, which takes the place of the one it was asked about before. */
  askNext(subject: Subject): void {
    this.#byId.delete(subject.id);
    this.ask(subject);
  }

  /** It came nearer or went farther. */
  move(subject: Subject): void {
    const priority = subject.priority();
    if (priority === null) return;
    if (subject.phase === 'queued') {
      this.#queue.move(subject, priority);
      this.#pump();
    }
    if (subject.phase === 'out') this.#port.say({ say: 'priority', id: subject.id, priority });
  }

  /** An answer came; whoever it is about is told, unless nobody waits for it any more. */
  answered(answer: PageVerdict): void {
    const subject = this.#byId.get(answer.id);
    if (!subject || subject.id !== answer.id) {
      // Dropped since.
      this.#port.say({ say: 'drop', id: answer.id });
      return;
    }
    this.#freePlace(subject);
    subject.phase = 'done';
    this.#pump();
    subject.answered(answer);
  }

  /** No answer is wanted any more; back to waiting for a load. */
  abandon(subject: Subject): void {
    this.#queue.remove(subject);
    this.#freePlace(subject);
    this.#forget(subject);
    subject.id = 0;
    subject.phase = 'waiting';
    this.#pump();
  }

  #forget(subject: Subject): void {
    const { id } = subject;
    if (id === 0) return;
    this.#byId.delete(id);
    this.#port.say({ say: 'drop', id });
  }

  /** Somebody else must look, too. What has its verdict keeps it until the next one. */
  askAgain(id: number): void {
    const subject = this.#byId.get(id);
    if (subject?.phase !== 'done' || subject.id !== id || this.#again.has(subject)) return;
    this.#queue.add(subject, subject, subject.priority() ?? PRIORITY.rest);
    this.#pump();
  }

  /** What the engine was asked about may not be what shows: it is read with more care, once more. */
  askOver(id: number): void {
    const subject = this.#byId.get(id);
    if (!subject || subject.id !== id) {
      this.#port.say({ say: 'drop', id });
      return;
    }
    this.abandon(subject);
    this.ask(subject);
  }

  /** The line to the engine is new: what it was asked before, it does not know. */
  askAllAgain(): void {
    this.#out = 0;
    this.#again.clear();
    for (const subject of this.#byId.values()) {
      if (subject.phase === 'queued') continue;
      if (subject.phase !== 'done') subject.phase = 'queued';
      this.#queue.add(subject, subject, subject.priority() ?? PRIORITY.rest);
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#port.isOpen) {
      if (this.#out >= this.#most) return;
      const [subject] = this.#queue.take(1);
      if (!subject) return;
      const question = subject.question();
      if (!question) {
        // Nothing shows it just now; whatever comes to, asks anew.
        if (subject.phase === 'queued') this.abandon(subject);
        continue;
      }
      if (subject.phase === 'done') this.#again.add(subject);
      else subject.phase = 'out';
      this.#out++;
      void this.#send(subject, subject.id, question);
    }
  }

  get #most(): number {
    const { next } = this.#queue;
    if (next === PRIORITY.onScreen) return MOST_OUT.onScreen;
    return document.readyState === 'complete' ? MOST_OUT.others : MOST_OUT.othersWhileLoading;
  }

  #freePlace(subject: Subject): void {
    if (subject.phase === 'out' || this.#again.delete(subject)) this.#out--;
  }

  async #send(subject: Subject, id: number, asked: Promise<Question>): Promise<void> {
    const question = await asked;
    if (subject.id !== id) return;
    const at = subject.priority();
    this.#port.say({
      say: 'judge',
      id,
      ...question,
      priority: at ?? PRIORITY.near,
      ahead: subject.ahead ?? false,
      // Of one that is not laid out nobody knows whether it is in sight.
      mayWait: subject.mayWait === true && at !== null,
    });
    subject.sent();
  }
}
