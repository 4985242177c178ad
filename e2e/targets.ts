import type { Browser } from 'playwright';

interface Reply {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

type Params = Record<string, unknown>;
type Heard = (params: Params) => void;

/** What debugger commands go through: the browser's own session, or a target's inside it. */
interface Channel {
  send(method: string, params: Params): Promise<Params>;
  on(method: string, heard: Heard): void;
}

/** A document or worker that Playwright does not show. */
export class Target implements Channel {
  readonly #channel: Channel;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #listeners: [method: string, heard: Heard][] = [];
  #next = 1;

  constructor(channel: Channel, sessionId: string) {
    this.#channel = channel;
    this.#sessionId = sessionId;
    channel.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      const reply: Reply = JSON.parse(String(event.message));
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
      for (const [method, heard] of this.#listeners) {
        if (method === reply.method) heard(reply.params ?? {});
      }
    });
  }

  on(method: string, heard: Heard): void {
    this.#listeners.push([method, heard]);
  }

  async send(method: string, params: Params): Promise<Params> {
    const id = this.#next++;
    const answered = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    await this.#channel.send('Target.sendMessageToTarget', {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** @returns the expression's value, as JSON carries it; a promise is waited for */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result?: { value?: unknown }; exceptionDetails?: { text: string } };
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result?.value;
  }
}

/** The engine's offscreen document. @throws Error when there is none */
export async function attachToOffscreen(browser: Browser, id: string): Promise<Target> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const url = `chrome-extension://${id}/inference/offscreen.html`;
  const found = targetInfos.find((target) => target.url === url);
  if (!found) throw new Error('no offscreen document');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: found.targetId });
  return new Target(session as unknown as Channel, sessionId);
}

/**
 * Keeps every worker that the offscreen document starts from now on from running its first line, as
 * a machine would that is slow beyond measure. @returns lets them go, and all that follow
 */
export async function holdNewWorkers(browser: Browser, id: string): Promise<() => Promise<void>> {
  const offscreen = await attachToOffscreen(browser, id);
  const held: Target[] = [];
  offscreen.on('Target.attachedToTarget', ({ sessionId, waitingForDebugger }) => {
    if (waitingForDebugger) held.push(new Target(offscreen, String(sessionId)));
  });
  const attach = (waitForDebuggerOnStart: boolean) =>
    offscreen.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart,
      flatten: false,
    });
  await attach(true);
  return async () => {
    await attach(false);
    for (const worker of held) await worker.send('Runtime.runIfWaitingForDebugger', {});
  };
}

/**
 * The workers of a classifier on WebAssembly. Waits until there are as many as there come to be
 * (src/inference/start-worker.ts).
 */
export async function attachToWorkers(
  browser: Browser,
  id: string,
  count: number,
): Promise<Target[]> {
  const offscreen = await attachToOffscreen(browser, id);
  const workers: Target[] = [];
  const attached = new Promise<void>((resolve) => {
    offscreen.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      // The service worker is announced as well.
      const { url } = targetInfo as { url: string };
      if (!url.endsWith('/inference/worker.js')) return;
      workers.push(new Target(offscreen, String(sessionId)));
      if (workers.length === count) resolve();
    });
  });
  await offscreen.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  await attached;
  return workers;
}
