/**
 * For tests: an OffscreenCanvas on which whatever is drawn comes out as one scene.
 * @param scene the value that its pixels are near to, 0–240; they are never all of one colour
 */
export const canvasOf = (scene: () => number) =>
  class {
    readonly #pixels: number;
    constructor(width: number, height: number) {
      this.#pixels = width * height;
    }
    getContext() {
      const shown = scene();
      const data = Uint8ClampedArray.from(
        { length: this.#pixels * 4 },
        (_, i) => shown + (i % 7) * 2,
      );
      return { fillRect() {}, drawImage() {}, getImageData: () => ({ data }) };
    }
  };
