import type { Browser, CDPSession } from 'playwright';

interface Reply {
  id?: number;
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } };
  error?: { message: string };
}

/** A document or worker that Playwright does not show, reached over the browser's own session. */
export class Target {
  readonly #session: CDPSession;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #next = 1;

  private constructor(session: CDPSession, sessionId: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      const reply: Reply = JSON.parse(event.message);
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  static async attach(session: CDPSession, targetId: string): Promise<Target> {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId });
    return new Target(session, sessionId);
  }

  /** @returns the expression's value, as JSON carries it; a promise is waited for */
  async evaluate(expression: string): Promise<unknown> {
    const id = this.#next++;
    const answered = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    const params = { expression, awaitPromise: true, returnByValue: true };
    await this.#session.send('Target.sendMessageToTarget', {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method: 'Runtime.evaluate', params }),
    });
    const { result, error } = await answered;
    const fault = error?.message ?? result?.exceptionDetails?.text;
    if (fault) throw new Error(fault);
    return result?.result?.value;
  }

  /** Also undoes what a debugger holds there. */
  detach(): Promise<unknown> {
    return this.#session.send('Target.detachFromTarget', { sessionId: this.#sessionId });
  }
}

/** The engine's offscreen document. @throws Error when there is none */
export async function attachToOffscreen(browser: Browser, id: string): Promise<Target> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const url = `chrome-extension://${id}/inference/offscreen.html`;
  const found = targetInfos.find((target) => target.url === url);
  if (!found) throw new Error('no offscreen document');
  return Target.attach(session, found.targetId);
}

/**
 * The engine's worker. Its address is not listed, so each worker of the browser is asked; the
 * threads of onnxruntime lie blocked and never answer.
 */
export async function attachToWorker(browser: Browser): Promise<Target> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const workers = targetInfos.filter(({ type }) => type === 'worker');
  return Promise.any(
    workers.map(async ({ targetId }) => {
      const target = await Target.attach(session, targetId);
      const address = String(await target.evaluate('location.href'));
      if (!address.endsWith('/inference/worker.js')) throw new Error(address);
      return target;
    }),
  );
}
