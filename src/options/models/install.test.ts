import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allCards } from '../../../models/cards.ts';
import { tinyModel } from '../../../models/synthetic/tiny.ts';
import { type InstalledCard, parseCard } from '../../shared/card.ts';
import { install, type Origin, type Ports, type Step } from './install.ts';
import type { InstallFault } from './install-fault.ts';
import { answer, body, MemoryModels, sha256Of, WHERE } from './test-ports.ts';

const known = allCards().find(({ card }) => card.id === 'nudenet-v2-classifier');
if (!known) throw new Error('no such card');
const MODEL = Uint8Array.from(tinyModel(known.card));
const { unknown: _unknown, ...facts } = known.card as InstalledCard;
const CARD = { ...facts, bytes: MODEL.length, sha256: sha256Of(MODEL) } as InstalledCard;
const WEB: Origin = { by: 'web', url: WHERE, go: null };
const TAGGED = { etag: '"one"', 'accept-ranges': 'bytes' };

const inParts = (bytes: Uint8Array, parts: number) => {
  const size = Math.ceil(bytes.length / parts);
  return Array.from({ length: parts }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

/** One installation, from start to end. */
async function installing(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  {
    models = new MemoryModels(),
    card = CARD as InstalledCard,
    from = WEB,
    check = (async () => null) as Ports['check'],
    onStep = (_: Step): void => undefined,
    signal = new AbortController().signal,
  } = {},
) {
  const steps: Step[] = [];
  const asked = vi.fn(fetch);
  const ports = models.ports(asked as unknown as typeof globalThis.fetch, check);
  const outcome = install(card, from, ports, {
    signal,
    onStep: (step) => {
      steps.push(step);
      onStep(step);
    },
  });
  const fault: InstallFault | null = await outcome.then(
    () => null,
    (error) => error.fault ?? Promise.reject(error),
  );
  return { fault, steps, models, asked };
}

/** A body of which no more comes, and that fails when its request is given up. */
const heldBy = (signal: RequestInit['signal'], chunk: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(chunk);
      signal?.addEventListener('abort', () => controller.error(signal.reason));
    },
  });

/** Nothing has changed, and nothing is left. */
function expectNothing({ models }: { models: MemoryModels }) {
  expect(models.installed.size).toBe(0);
  expect(models.staged.size).toBe(0);
}

afterEach(() => vi.useRealTimers());

describe('from the web', () => {
  it('loads, checks, and installs', async () => {
    const checked: unknown[] = [];
    const { fault, models, steps, asked } = await installing(
      async () => answer(body(inParts(MODEL, 3))),
      { check: async (id) => checked.push(id) },
    );
    expect(fault).toBeNull();
    expect(models.installed.get(CARD.id)?.bytes).toEqual(MODEL);
    expect(models.staged.size).toBe(0);
    expect(checked).toEqual([`${CARD.id}.staged`]);
    expect(steps.map((step) => (step.is === 'loading' ? step.done : step.is))).toEqual([
      0,
      ...inParts(MODEL, 3).map((_, i, all) =>
        all.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0),
      ),
      'checking',
    ]);
    const [url, init] = asked.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe(WHERE);
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', headers: {} });
  });

  it('keeps a card that parses and names its file, also where the size was unknown', async () => {
    const { models } = await installing(async () => answer(body([MODEL])), {
      card: { ...CARD, bytes: null, unknown: 'The size.' } as InstalledCard,
    });
    const card = models.installed.get(CARD.id)?.card;
    expect(card).toMatchObject({ bytes: MODEL.length, sha256: CARD.sha256 });
    expect(parseCard(JSON.parse(JSON.stringify(card)))).toEqual(card);
  });

  const OTHER = Uint8Array.from(MODEL, (byte, i) => (i === 9 ? byte ^ 1 : byte));
  it.each<[string, () => Promise<Response>, InstallFault]>([
    ['no answer', async () => Promise.reject(new TypeError('failed')), { is: 'unreachable' }],
    ['404', async () => answer('no', { status: 404 }), { is: 'status', status: 404 }],
    [
      'an end without a body',
      async () => answer(null, { status: 204 }),
      { is: 'status', status: 204 },
    ],
    ['other bytes', async () => answer(body([OTHER])), { is: 'hash' }],
    [
      'fewer bytes',
      async () => answer(body([MODEL.subarray(1)])),
      { is: 'short', bytes: MODEL.length - 1, expected: MODEL.length },
    ],
    [
      'more bytes than the card says',
      async () => answer(body([MODEL, Uint8Array.of(1)], 'silent')),
      { is: 'long', expected: MODEL.length },
    ],
    [
      'a redirect away from https',
      async () => answer(body([MODEL]), {}, 'http://models.example/file.onnx'),
      { is: 'insecure' },
    ],
  ])('%s', async (_, fetch, expected) => {
    const outcome = await installing(fetch);
    expect(outcome.fault).toEqual(expected);
    expectNothing(outcome);
  });

  it('a cut keeps what there is, and tells whether it can go on', async () => {
    const part = MODEL.subarray(0, 100);
    const { fault, models } = await installing(async () =>
      answer(body([part], 'cut'), { headers: TAGGED }),
    );
    const go = { tag: '"one"' };
    expect(fault).toEqual({ is: 'cut', done: 100, total: MODEL.length, go });
    expect(models.staged.get(`${CARD.id}.staged`)?.bytes).toEqual(part);
    const plain = await installing(async () => answer(body([part], 'cut')));
    expect(plain.fault).toMatchObject({ is: 'cut', go: null });
    const weak = await installing(async () =>
      answer(body([part], 'cut'), { headers: { ...TAGGED, etag: 'W/"one"' } }),
    );
    expect(weak.fault).toMatchObject({ is: 'cut', go: null });
  });

  it('a connection without a byte for a minute counts as cut', async () => {
    vi.useFakeTimers();
    const outcome = installing(async (_, { signal }) =>
      answer(heldBy(signal, MODEL.subarray(0, 100))),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await outcome).fault).toMatchObject({ is: 'cut', done: 100 });
  });

  it('a full disk', async () => {
    const models = new MemoryModels();
    models.room = MODEL.length - 1;
    const outcome = await installing(async () => answer(body(inParts(MODEL, 4))), { models });
    expect(outcome.fault).toEqual({ is: 'full' });
    expectNothing(outcome);
  });

  it.each<[string, Error, InstallFault]>([
    ['full', new DOMException('full', 'QuotaExceededError'), { is: 'full' }],
    ['broken', new Error('no'), { is: 'storage', words: 'Error: no' }],
  ])('a disk so %s that there is no place to begin', async (_, error, expected) => {
    const models = new MemoryModels();
    models.stage = () => Promise.reject(error);
    const outcome = await installing(async () => answer(body([MODEL])), { models });
    expect(outcome.fault).toEqual(expected);
    expect(outcome.asked).not.toHaveBeenCalled();
    expectNothing(outcome);
  });

  it('cancelled while loading', async () => {
    const cancel = new AbortController();
    const models = new MemoryModels();
    const outcome = installing(
      async (_, { signal }) => answer(heldBy(signal, MODEL.subarray(0, 10))),
      {
        models,
        signal: cancel.signal,
        onStep: (step) => step.is === 'loading' && step.done === 10 && cancel.abort(),
      },
    );
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    expectNothing({ models });
  });

  it('cancelled while it is checked', async () => {
    const cancel = new AbortController();
    const models = new MemoryModels();
    const outcome = installing(async () => answer(body([MODEL])), {
      models,
      signal: cancel.signal,
      check: async () => cancel.abort(),
    });
    await expect(outcome).rejects.toMatchObject({ name: 'AbortError' });
    expectNothing({ models });
  });
});

describe('going on after a cut', () => {
  const go = { tag: '"one"' };
  const withPart = (length: number) => {
    const models = new MemoryModels();
    models.staged.set(`${CARD.id}.staged`, { bytes: MODEL.slice(0, length) });
    return models;
  };
  const part = (from: number) =>
    answer(body([MODEL.subarray(from)]), {
      status: 206,
      headers: { ...TAGGED, 'content-range': `bytes ${from}-${MODEL.length - 1}/${MODEL.length}` },
    });

  it('asks for the rest of the same file', async () => {
    const { fault, models, asked, steps } = await installing(async () => part(100), {
      models: withPart(100),
      from: { ...WEB, go },
    });
    expect(fault).toBeNull();
    expect(models.installed.get(CARD.id)?.bytes).toEqual(MODEL);
    expect(asked.mock.calls[0]?.at(1)).toMatchObject({
      headers: { range: 'bytes=100-', 'if-range': '"one"' },
    });
    expect(steps[0]).toEqual({ is: 'loading', done: 100, total: MODEL.length });
  });

  it.each<[string, (first: boolean) => Response]>([
    ['the file is another now', () => answer(body([MODEL]))],
    ['another part is sent', (first) => (first ? part(50) : answer(body([MODEL])))],
    [
      'there is no such part',
      (first) => (first ? answer('', { status: 416 }) : answer(body([MODEL]))),
    ],
  ])('begins anew where %s', async (_, reply) => {
    let asked = 0;
    const { fault, models } = await installing(async () => reply(asked++ === 0), {
      models: withPart(100),
      from: { ...WEB, go },
    });
    expect(fault).toBeNull();
    expect(models.installed.get(CARD.id)?.bytes).toEqual(MODEL);
  });

  it('a server that has no part at all is not asked for ever', async () => {
    const outcome = await installing(async () => answer('', { status: 416 }), {
      models: withPart(100),
      from: { ...WEB, go },
    });
    expect(outcome.fault).toEqual({ is: 'status', status: 416 });
    expect(outcome.asked).toHaveBeenCalledTimes(2);
  });

  it('however often and wherever it is cut, what comes of it is the file', async () => {
    const cuts = fc.array(fc.nat(MODEL.length - 1), { maxLength: 5 });
    const parts = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(cuts, parts, async (places, count) => {
        const models = new MemoryModels();
        let from: Origin = WEB;
        const ends = [...places.sort((a, b) => a - b), null];
        for (const end of ends) {
          const { fault } = await installing(
            async () => {
              const here = from.by === 'web' && from.go ? await sizeOf(models) : 0;
              const sent = MODEL.subarray(here, end ?? undefined);
              return answer(body(inParts(sent, count), end === null ? 'whole' : 'cut'), {
                status: here > 0 ? 206 : 200,
                headers: { ...TAGGED, 'content-range': `bytes ${here}-` },
              });
            },
            { models, from },
          );
          if (end === null) expect(fault).toBeNull();
          else expect(fault).toMatchObject({ is: 'cut', done: end, go: end > 0 ? go : null });
          from = { ...WEB, go: fault?.is === 'cut' ? fault.go : null };
        }
        expect(models.installed.get(CARD.id)?.bytes).toEqual(MODEL);
      }),
      { numRuns: 25 },
    );
  });
  const sizeOf = async (models: MemoryModels) => (await models.stage(CARD.id)).size();
});

describe('from a file', () => {
  const never = async () => Promise.reject(new Error('asked the network'));
  const from = (bytes: Uint8Array): Origin => ({ by: 'file', file: new Blob([bytes.slice()]) });

  it('installs it without the network', async () => {
    const { fault, models, asked } = await installing(never, { from: from(MODEL) });
    expect(fault).toBeNull();
    expect(models.installed.get(CARD.id)?.bytes).toEqual(MODEL);
    expect(asked).not.toHaveBeenCalled();
  });

  it('whose card knows no hash, keeps the hash it has', async () => {
    const card = { ...CARD, sha256: null, unknown: 'The hash.' } as InstalledCard;
    const { models } = await installing(never, { from: from(MODEL), card });
    expect(models.installed.get(CARD.id)?.card.sha256).toBe(CARD.sha256);
  });

  it.each<[string, number[], InstallFault]>([
    ['text', [...new TextEncoder().encode('Dear all')], { is: 'not-onnx' }],
    [
      'operators of others',
      [0x3a, 6, 0x0a, 4, 0x3a, 2, 0x78, 0x79],
      { is: 'operators', domain: 'xy' },
    ],
    ['data elsewhere', [0x3a, 4, 0x2a, 2, 0x70, 1], { is: 'external' }],
  ])('%s', async (_, bytes, expected) => {
    const card = { ...CARD, bytes: null, sha256: null, unknown: 'All of it.' } as InstalledCard;
    const check = vi.fn();
    const outcome = await installing(never, { from: from(Uint8Array.from(bytes)), card, check });
    expect(outcome.fault).toEqual(expected);
    expect(check).not.toHaveBeenCalled();
    expectNothing(outcome);
  });

  it('what the engine refuses, in its words', async () => {
    const outcome = await installing(never, {
      from: from(MODEL),
      check: () => Promise.reject(new Error('no input called picture')),
    });
    expect(outcome.fault).toEqual({ is: 'mismatch', words: 'no input called picture' });
    expectNothing(outcome);
  });

  it('a file that went away', async () => {
    const file = new Blob([MODEL.slice()]);
    file.stream = () => body([], 'cut');
    const outcome = await installing(never, { from: { by: 'file', file } });
    expect(outcome.fault).toEqual({ is: 'unreadable' });
    expectNothing(outcome);
  });
});

describe('two at once', () => {
  it('the second is told, and the first goes on', async () => {
    const models = new MemoryModels();
    let give: ((response: Response) => void) | undefined;
    const held = new Promise<Response>((resolve) => {
      give = resolve;
    });
    const first = installing(() => held, { models });
    const second = await installing(async () => answer(body([MODEL])), { models });
    expect(second.fault).toEqual({ is: 'busy' });
    expect(second.asked).not.toHaveBeenCalled();
    give?.(answer(body([MODEL])));
    expect((await first).fault).toBeNull();
    expect(models.installed.size).toBe(1);
  });

  it('what is installed is not replaced', async () => {
    const models = new MemoryModels();
    await installing(async () => answer(body([MODEL])), { models });
    const again = await installing(async () => answer(body([MODEL])), { models });
    expect(again.fault).toEqual({ is: 'taken' });
    expect(again.asked).not.toHaveBeenCalled();
    expect(models.installed.size).toBe(1);
  });
});
