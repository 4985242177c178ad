/** More frames with drawing than this in a second, and it moves. */
export const MOST_STILL_FRAMES = 5;
const WINDOW_MS = 1000;
/** Drawings closer together than this are one frame: half of one at 60 Hz. */
const FRAME_MS = 8;

/**
 * Tells a thing that draws all the time (a game, a player, a map that is dragged) from one that shows
 * a picture now and then. Takes note of the time of each drawing, whatever its number in a frame.
 */
export class Liveness {
  /** The latest frames, oldest first. */
  readonly #frames: number[] = [];

  drawn(now: number): void {
    const last = this.#frames.at(-1);
    if (last !== undefined && now - last < FRAME_MS) return;
    this.#frames.push(now);
    if (this.#frames.length > MOST_STILL_FRAMES + 1) this.#frames.shift();
  }

  isLive(now: number): boolean {
    const [first] = this.#frames;
    return (
      first !== undefined &&
      this.#frames.length > MOST_STILL_FRAMES &&
      now - first < WINDOW_MS + FRAME_MS
    );
  }
}
