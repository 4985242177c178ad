import { type PixelSource, PRIORITY, type Priority } from '../shared/messages.ts';
import { Queue } from '../shared/queue.ts';
import type { EnginePort } from './engine-port.ts';

/**
 * Pictures of this frame with the engine at once: enough to keep it busy, and bounds memory. What is
 * on screen finds room that the rest may not take.
 */
const MOST_OUT = { onScreen: 20, rest: 12 } as const;

/** Something that shows a picture, as far as asking about it goes. */
export interface Asked {
  /** The page's number for what is being asked, anew for each source; 0 before the first. */
  id: number;
  /** `waiting` for the page's own load, `queued`, `out` at the engine, `done`. */
  phase: 'waiting' | 'queued' | 'out' | 'done';
}

export interface Question {
  source: PixelSource;
  /** Natural pixels. */
  width: number;
  height: number;
}

/** What a surface knows of its own: where one stands, and how its picture is read. */
export interface Subjects<T> {
  /** null while the browser has not laid it out. */
  priority(subject: T): Priority | null;
  /** null once the element is gone. */
  question(subject: T): Promise<Question> | null;
  /** The engine was asked about it, by its present id. */
  sent(subject: T): void;
}

/** Asks the engine about pictures: what is on screen first, and no more at once than it can use. */
export class Asking<T extends Asked> {
  readonly #port: EnginePort;
  readonly #subjects: Subjects<T>;
  readonly #queue = new Queue<T, T>();
  readonly #byId = new Map<number, T>();
  #out = 0;
  #nextId = 1;

  constructor(port: EnginePort, subjects: Subjects<T>) {
    this.#port = port;
    this.#subjects = subjects;
  }

  ask(subject: T): void {
    subject.phase = 'queued';
    subject.id = this.#nextId++;
    this.#byId.set(subject.id, subject);
    this.#queue.add(subject, subject, this.#subjects.priority(subject) ?? PRIORITY.near);
    this.#pump();
  }

  /** Has a picture judged that nothing shows yet; its verdict waits in the engine's cache. */
  askAhead(source: PixelSource): void {
    const id = this.#nextId++;
    const nowhere = { width: 0, height: 0, priority: PRIORITY.rest };
    this.#port.say({ say: 'judge', id, source, ...nowhere, ahead: true });
  }

  /** It came nearer or went farther. */
  move(subject: T, priority: Priority): void {
    if (subject.phase === 'queued') {
      this.#queue.move(subject, priority);
      this.#pump();
    }
    if (subject.phase === 'out') this.#port.say({ say: 'priority', id: subject.id, priority });
  }

  /** @returns what the answer is about, or null when nobody waits for it any more */
  answered(id: number): T | null {
    const subject = this.#byId.get(id);
    if (!subject || subject.id !== id) {
      // Judged ahead of its element, or dropped since.
      this.#port.say({ say: 'drop', id });
      return null;
    }
    if (subject.phase === 'out') this.#out--;
    subject.phase = 'done';
    this.#pump();
    return subject;
  }

  /** No answer is wanted any more; back to waiting for a load. */
  abandon(subject: T): void {
    this.#queue.remove(subject);
    if (subject.phase === 'out') this.#out--;
    this.forget(subject);
    subject.id = 0;
    subject.phase = 'waiting';
    this.#pump();
  }

  forget({ id }: T): void {
    if (id === 0) return;
    this.#byId.delete(id);
    this.#port.say({ say: 'drop', id });
  }

  /** Somebody else must look, too. What has its verdict keeps it until the next one. */
  askAgain(id: number): void {
    const subject = this.#byId.get(id);
    if (subject?.phase !== 'done' || subject.id !== id) return;
    this.#queue.add(subject, subject, this.#subjects.priority(subject) ?? PRIORITY.rest);
    this.#pump();
  }

  /** The line to the engine is new: what it was asked before, it does not know. */
  askAllAgain(): void {
    this.#out = 0;
    for (const subject of this.#byId.values()) {
      if (subject.phase === 'queued') continue;
      if (subject.phase !== 'done') subject.phase = 'queued';
      this.#queue.add(subject, subject, this.#subjects.priority(subject) ?? PRIORITY.rest);
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#port.isOpen) {
      const most = this.#queue.next === PRIORITY.onScreen ? MOST_OUT.onScreen : MOST_OUT.rest;
      if (this.#out >= most) return;
      const [subject] = this.#queue.take(1);
      if (!subject) return;
      const question = this.#subjects.question(subject);
      if (!question) continue;
      if (subject.phase !== 'done') subject.phase = 'out';
      this.#out++;
      void this.#send(subject, subject.id, question);
    }
  }

  async #send(subject: T, id: number, asked: Promise<Question>): Promise<void> {
    const known = subject.phase === 'done';
    const question = await asked;
    // Nobody waits for what has its verdict already: it holds no place.
    if (known) this.#out = Math.max(0, this.#out - 1);
    if (subject.id !== id) return;
    const priority = this.#subjects.priority(subject) ?? PRIORITY.near;
    this.#port.say({ say: 'judge', id, ...question, priority, ahead: false });
    this.#subjects.sent(subject);
  }
}
