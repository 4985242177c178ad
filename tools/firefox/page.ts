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

  /**
   * Runs a script as it stands, whatever the page's policy forbids.
   * @returns what its last expression comes to, awaited, where that is no object
   * @throws Error with the page's own words
   */
  async run(expression: string): Promise<unknown> {
    const answer = await this.#bidi.send<Evaluated>('script.evaluate', {
      expression,
      awaitPromise: true,
      target: { context: this.id },
      serializationOptions: { maxDomDepth: 0, maxObjectDepth: 0 },
    });
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
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

  /** @returns what printing to a file gives */
  async pdf(): Promise<Buffer> {
    const { data } = await this.#bidi.send<{ data: string }>('browsingContext.print', {
      context: this.id,
      background: true,
    });
    return Buffer.from(data, 'base64');
  }

  /** The mouse, as a person moves it. */
  hover(x: number, y: number): Promise<void> {
    return this.#point([{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }]);
  }

  /** A click of the mouse, as a person's. */
  click(x: number, y: number): Promise<void> {
    return this.#point([
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
  }

  async #point(actions: readonly object[]): Promise<void> {
    await this.#bidi.send('input.performActions', {
      context: this.id,
      actions: [{ type: 'pointer', id: 'mouse', actions }],
    });
  }

  async close(): Promise<void> {
    await this.#bidi.send('browsingContext.close', { context: this.id });
  }
}
