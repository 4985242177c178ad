import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerGone, WorkerHost } from './worker-host.ts';
import type { FromWorker, Lost, Numbered, Picture, ToWorker } from './worker-protocol.ts';

/** A worker that answers when the test says so. */
class FakeWorker extends EventTarget {
  static latest: FakeWorker;
  readonly orders: Numbered<ToWorker>[] = [];
  ended = false;
  constructor() {
    super();
    FakeWorker.latest = this;
  }
  postMessage(order: Numbered<ToWorker>): void {
    this.orders.push(order);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: Numbered<FromWorker> | Lost): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  /** Answers the nth order with classes that tell which one it was. */
  answer(n: number): void {
    const order = this.orders[n]?.order ?? -1;
    const results = [{ id: 0, tiles: [[n]], mosaic: new Uint8Array() }];
    this.say({ order, message: { done: 'judge', results, ms: 1 } });
  }
}

const picture = (byte: number): Picture => ({
  as: 'bytes',
  bytes: Uint8Array.of(byte),
  moves: false,
});
const onGone = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  onGone.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('WorkerHost', () => {
  it('gives each picture its own answer when a later one overtakes it', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const slow = host.judge([picture(0)]);
    const fast = host.judge([picture(1)]);
    FakeWorker.latest.answer(1);
    FakeWorker.latest.answer(0);
    expect((await slow).results).toMatchObject([{ tiles: [[0]] }]);
    expect((await fast).results).toMatchObject([{ tiles: [[1]] }]);
  });

  it('takes a second answer to one order for nobody’s', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const first = host.judge([picture(0)]);
    FakeWorker.latest.answer(0);
    await first;
    const second = host.judge([picture(1)]);
    FakeWorker.latest.answer(0);
    FakeWorker.latest.answer(1);
    expect((await second).results).toMatchObject([{ tiles: [[1]] }]);
  });

  it.each<[string, (worker: FakeWorker) => void]>([
    ['crashes', (worker) => worker.dispatchEvent(new Event('error'))],
    ['loses the GPU', (worker) => worker.say({ lost: true })],
    ['hangs', () => vi.advanceTimersByTime(21_000)],
    [
      'fails under a picture',
      (worker) =>
        worker.say({ order: 1, message: { done: 'refused', fault: 'crashed', why: 'x' } }),
    ],
  ])('rejects all that is out when it %s, and says so once', async (_name, happens) => {
    const host = new WorkerHost('worker.js', onGone);
    const out = [host.judge([picture(0)]), host.judge([picture(1)])];
    const settled = Promise.allSettled(out);
    happens(FakeWorker.latest);
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(WorkerGone) });
    }
    expect(FakeWorker.latest.ended).toBe(true);
    expect(onGone).toHaveBeenCalledTimes(1);
    await expect(host.judge([picture(2)])).rejects.toBeInstanceOf(WorkerGone);
  });

  it('leaves what moves more time, and only that', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const moving = host.judge([{ as: 'bytes', bytes: Uint8Array.of(0), moves: true }]);
    vi.advanceTimersByTime(50_000);
    FakeWorker.latest.answer(0);
    expect((await moving).results).toHaveLength(1);
    const still = host.judge([picture(1)]);
    const gone = expect(still).rejects.toBeInstanceOf(WorkerGone);
    vi.advanceTimersByTime(21_000);
    await gone;
  });

  it('gives each of several that take turns its time, as long as one of them is answered', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const out = [0, 1, 2].map((byte) => host.judge([picture(byte)]));
    for (const n of [1, 0, 2]) {
      vi.advanceTimersByTime(15_000);
      FakeWorker.latest.answer(n);
    }
    expect(await Promise.all(out)).toHaveLength(3);
    expect(onGone).not.toHaveBeenCalled();
  });

  it('is not kept from its end for ever by others that are answered', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const hung = expect(host.judge([picture(0)])).rejects.toBeInstanceOf(WorkerGone);
    for (let next = 1; next < 12; next++) {
      const other = host.judge([picture(next)]).catch((error: unknown) => error);
      vi.advanceTimersByTime(10_000);
      if (onGone.mock.calls.length > 0) break;
      FakeWorker.latest.answer(next);
      await other;
    }
    expect(onGone).toHaveBeenCalledTimes(1);
    await hung;
  });

  it('is not kept from its end by more that it is given', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const out = [host.judge([picture(0)])];
    vi.advanceTimersByTime(15_000);
    out.push(host.judge([picture(1)]));
    const settled = Promise.allSettled(out);
    vi.advanceTimersByTime(6_000);
    expect(onGone).toHaveBeenCalledTimes(1);
    expect(await settled).toMatchObject(Array(2).fill({ status: 'rejected' }));
  });

  it('waits for what moves with what may take its turn after it', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const moving = host.judge([{ as: 'bytes', bytes: Uint8Array.of(0), moves: true }]);
    const still = host.judge([picture(1)]);
    vi.advanceTimersByTime(50_000);
    FakeWorker.latest.answer(0);
    vi.advanceTimersByTime(15_000);
    FakeWorker.latest.answer(1);
    expect(await Promise.all([moving, still])).toHaveLength(2);
  });

  it('ends when idle, after the last answer and not before', async () => {
    const host = new WorkerHost('worker.js', onGone);
    const out = host.judge([picture(0)]);
    host.endWhenIdle();
    expect(FakeWorker.latest.ended).toBe(false);
    FakeWorker.latest.answer(0);
    await out;
    expect(FakeWorker.latest.ended).toBe(true);
  });
});
