import type { Bidi } from './bidi.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Evaluated =
  | { type: 'success'; result: { type: string; value?: unknown } }
  | { type: 'exception'; exceptionDetails: { text: string } };

/** How far a navigation is waited for. */
export type Wait = 'none' | 'interactive' | 'complete';

/** A tab of Firefox, with as much of a page's interface as the tests need. */
export class FirefoxPage {
  readonly #bidi: Bidi;
  readonly id: string;
  #viewport: { width: number; height: number } | null = null;

  constructor(bidi: Bidi, id: string) {
    this.#bidi = bidi;
    this.id = id;
  }

  async goto(url: string, wait: Wait = 'complete'): Promise<void> {
    await this.#bidi.send('browsingContext.navigate', { context: this.id, url, wait });
  }

  async reload(wait: Wait = 'complete'): Promise<void> {
    await this.#bidi.send('browsingContext.reload', { context: this.id, wait });
  }

  /** One step back in the tab's history. */
  async back(): Promise<void> {
    await this.#bidi.send('browsingContext.traverseHistory', { context: this.id, delta: -1 });
  }

  /**
   * Runs a function in the page; what goes in and what comes back is JSON.
   * @param run must use nothing from outside itself
   * @throws Error with the page's own words
   */
  evaluate<Result>(run: () => Result | Promise<Result>): Promise<Result>;
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  async evaluate<Result>(run: (argument: unknown) => unknown, argument?: unknown): Promise<Result> {
    // A runner may have compiled the function with a helper for names.
    const functionDeclaration = `async (json) => {
      const __name = (value) => value;
      return JSON.stringify({ value: await (${run})(JSON.parse(json).argument) });
    }`;
    const answer = await this.#bidi.send<Evaluated>('script.callFunction', {
      functionDeclaration,
      awaitPromise: true,
      target: { context: this.id },
      arguments: [{ type: 'string', value: JSON.stringify({ argument }) }],
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return JSON.parse(String(answer.result.value)).value;
  }

  /** @param devicePixelRatio device pixels to a CSS pixel; the machine's own unless told */
  async setViewportSize(
    viewport: { width: number; height: number },
    devicePixelRatio: number | null = null,
  ): Promise<void> {
    const params = { context: this.id, viewport, devicePixelRatio };
    await this.#bidi.send('browsingContext.setViewport', params);
    this.#viewport = viewport;
  }

  viewportSize(): { width: number; height: number } | null {
    return this.#viewport;
  }

  /** @param clip of the window; all of it unless told @returns a PNG */
  async shoot(clip?: Box): Promise<Buffer> {
    const { data } = await this.#bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.id,
      ...(clip ? { clip: { type: 'box', ...clip } } : {}),
    });
    return Buffer.from(data, 'base64');
  }

  /** @returns a PNG of the window */
  screenshot(): Promise<Buffer> {
    return this.shoot();
  }

  /** A click of the mouse, as a person's. */
  async click(x: number, y: number): Promise<void> {
    const actions = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.#bidi.send('input.performActions', {
      context: this.id,
      actions: [{ type: 'pointer', id: 'mouse', actions }],
    });
  }

  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.id });
  }
}
