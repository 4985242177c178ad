import type { Priority } from './messages.ts';

/**
 * What waits to be judged: on-screen pictures first, then the nearest, then the rest; within one
 * priority in the order of arrival.
 */
export class Queue<K, T> {
  readonly #lanes = [new Map<K, T>(), new Map<K, T>(), new Map<K, T>()] as const;

  get size(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.size, 0);
  }

  /** The most urgent priority that something waits at; null when nothing waits. */
  get next(): Priority | null {
    const lane = this.#lanes.findIndex(({ size }) => size > 0);
    return lane < 0 ? null : (lane as Priority);
  }

  has(key: K): boolean {
    return this.#lanes.some((lane) => lane.has(key));
  }

  /** Adds at the end of its lane; a key that waits already keeps its place or moves up, never down. */
  add(key: K, item: T, priority: Priority): void {
    const waits = this.#lanes.findIndex((lane) => lane.has(key));
    if (waits >= 0 && waits <= priority) return;
    if (waits >= 0) this.#lanes[waits]?.delete(key);
    this.#lanes[priority].set(key, item);
  }

  /** Moves what waits to another priority; nothing for a key that does not wait. */
  move(key: K, priority: Priority): void {
    const from = this.#lanes.findIndex((lane) => lane.has(key));
    const item = this.#lanes[from]?.get(key);
    if (from === priority || item === undefined) return;
    this.#lanes[from]?.delete(key);
    this.#lanes[priority].set(key, item);
  }

  remove(key: K): void {
    for (const lane of this.#lanes) lane.delete(key);
  }

  /**
   * Takes what is next: one picture where any is on screen (it must not wait for others), else up
   * to `batch` of the most urgent lane that holds some.
   */
  take(batch: number): T[] {
    for (const [priority, lane] of this.#lanes.entries()) {
      const most = priority === 0 ? 1 : batch;
      const taken: T[] = [];
      for (const [key, item] of lane) {
        if (taken.length === most) break;
        taken.push(item);
        lane.delete(key);
      }
      if (taken.length > 0) return taken;
    }
    return [];
  }
}
