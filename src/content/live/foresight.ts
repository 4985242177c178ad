import type { Verdict } from '../../shared/policy.ts';

/** Seconds that may lie between two pieces that follow each other without a gap. */
export const TOUCH = 0.02;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
}

/** What is known of a film before it is shown: pieces of it, in seconds, each with its verdict. */
export class Foresight {
  /** In order, none over another. */
  #pieces: readonly Piece[] = [];

  /** What was known of these seconds before, is not any more. */
  note(from: number, to: number, verdict: Verdict): void {
    const around = this.#pieces.flatMap((piece) => [
      { ...piece, to: Math.min(piece.to, from) },
      { ...piece, from: Math.max(piece.from, to) },
    ]);
    const others = around.filter((piece) => piece.from < piece.to);
    this.#pieces = [...others, { from, to, verdict }].sort((a, b) => a.from - b.from);
  }

  /** @returns the first verdict that covers any moment of these seconds; null where none is known to */
  coverIn(from: number, to: number): Verdict | null {
    const piece = this.#pieces.find(
      (each) => each.verdict.cover && each.from <= to && each.to >= from,
    );
    return piece?.verdict ?? null;
  }

  /** Till when all is known from a moment on: that moment itself where nothing is. */
  knownUntil(moment: number): number {
    let until = moment;
    for (const { from, to } of this.#pieces) {
      if (from > until + TOUCH) break;
      until = Math.max(until, to);
    }
    return until;
  }

  /** Whether anything from a moment on is to be covered. */
  coversFrom(moment: number): boolean {
    return this.#pieces.some(({ to, verdict }) => verdict.cover && to >= moment);
  }

  forget(): void {
    this.#pieces = [];
  }
}
