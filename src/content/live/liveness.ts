/** More frames with drawing than this in a second, and it moves. */
export const MOST_STILL_FRAMES = 5;
const WINDOW_MS = 1000;
/** So many looks in a row found it changed: something draws that nobody tells of, a worker perhaps. */
const CHANGES_IN_A_ROW = 3;
/** Drawings closer together than this are one frame: half of one at 60 Hz. */
const FRAME_MS = 8;

/**
 * Tells a thing that draws all the time (a game, a player, a map that is dragged) from one that shows
 * a picture now and then. Takes note of the time of each drawing, whatever its number in a frame.
 */
export class Liveness {
  /** The latest frames, oldest first. */
  readonly #frames: number[] = [];
  #changes = 0;
  /** It moved before, and goes on where it stopped. */
  #goesOn = false;
  #moved = false;

  drawn(now: number): void {
    const last = this.#frames.at(-1);
    if (last !== undefined && now - last < FRAME_MS) return;
    if (this.isLive(now)) this.#moved = true;
    if (last === undefined || now - last > WINDOW_MS) this.#goesOn = false;
    this.#frames.push(now);
    if (this.#frames.length > MOST_STILL_FRAMES + 1) this.#frames.shift();
  }

  /** It was looked at, without word of a drawing. */
  checked(changed: boolean): void {
    this.#changes = changed ? this.#changes + 1 : 0;
  }

  /** It was moving some time: a map that is dragged again is not another picture. */
  get hasMoved(): boolean {
    return this.#moved;
  }

  /** Where it was moving, and begins where it stood still, it counts as moving from its first frame on. */
  goOn(): void {
    this.#goesOn = this.#moved;
  }

  isLive(now: number): boolean {
    if (this.#changes >= CHANGES_IN_A_ROW) return true;
    const [first] = this.#frames;
    const last = this.#frames.at(-1);
    if (this.#goesOn && last !== undefined && now - last < WINDOW_MS) return true;
    return (
      first !== undefined &&
      this.#frames.length > MOST_STILL_FRAMES &&
      now - first < WINDOW_MS + FRAME_MS
    );
  }
}
