import WebSocket from 'ws';

/** An answer that takes longer is a browser that hangs: told before a test gives up, which knows less. */
const ANSWERS_WITHIN_MS = 60_000;

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  error?: string;
  message?: string;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/**
 * WebDriver BiDi over a web socket: commands out, answers in. Small because it is all that driving
 * Firefox takes; Playwright's own Firefox cannot drive the stock browser.
 */
export class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#heard(JSON.parse(String(data))));
    socket.on('close', () => this.#closed());
    // What was out is told by the close that follows.
    socket.on('error', (error) => console.warn(`bidi: ${error}`));
  }

  static connect(url: string): Promise<Bidi> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 30 });
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new Bidi(socket)));
      socket.once('error', reject);
    });
  }

  /** @throws Error with the browser's own words when it refuses, or does not answer in time */
  send<Result>(method: string, params: object = {}): Promise<Result> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${method} ${JSON.stringify(params).slice(0, 200)}: no answer`));
      }, ANSWERS_WITHIN_MS);
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, timer });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #heard({ id, type, result, error, message }: Answer): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || !waiting) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (type === 'success') waiting.resolve(result);
    else waiting.reject(new Error(`${error}: ${message}`));
  }

  #closed(): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error('the browser closed the line'));
    }
    this.#waiting.clear();
  }
}
