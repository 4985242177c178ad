import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PRIORITY, type Priority } from '../shared/messages.ts';
import { eventually } from '../shared/test-eventually.ts';
import { type Answers, Judging, type Looker, type Wanted } from './judging.ts';
import { Keys } from './keys.ts';
import { EngineError } from './model-files.ts';
import { WorkerGone } from './worker-host.ts';
import type { Picture, WorkFailed } from './worker-protocol.ts';

/** What the fake model says: the byte it was shown. */
interface Said {
  byte: number;
}

interface Run {
  bytes: number[];
  urgent: boolean;
  answer: (answers?: (Said | WorkFailed)[]) => void;
  die: () => void;
}

/** A model that answers when the test says so. */
function fakeLooker(batch = 1) {
  const runs: Run[] = [];
  const about = { model: 'model-a', refuses: false };
  const looker: Looker<Said> = {
    open: async () => {
      if (about.refuses) throw new Error('no model');
      return about.model;
    },
    batch,
    look: (questions, urgent) =>
      new Promise((resolve, reject) => {
        const bytes = questions.map(
          ({ content }) => (content.as === 'bytes' && content.bytes[0]) || 0,
        );
        const told = bytes.map((byte): Said => ({ byte }));
        const { model } = about;
        runs.push({
          bytes,
          urgent,
          answer: (answers = told) => resolve({ model, answers, ms: 10 * bytes.length }),
          die: () => reject(new WorkerGone('killed')),
        });
      }),
  };
  return { looker, runs, about };
}

function fakeCache(): Answers<Said> & { kept: Map<string, Said> } {
  const kept = new Map<string, Said>();
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    put: (key, said) => kept.set(key, said),
  };
}

let keys: Keys;
beforeEach(async () => {
  keys = await Keys.from('ab'.repeat(32));
});

const picture = (byte: number): Picture => ({
  as: 'bytes',
  bytes: Uint8Array.of(byte),
  moves: false,
});
function wanted(byte: number, priority: Priority = PRIORITY.onScreen, site = 'a.test') {
  const drop = new AbortController();
  const asked: Wanted['asked'] = { priority, moved: null };
  const want: Wanted = {
    content: picture(byte),
    about: null,
    picture: `hash of ${byte}`,
    site,
    isPrivate: false,
    dropped: drop.signal,
    asked,
  };
  return { want, asked, drop };
}

const anyKept = () => true;
/** Until the fake model has been asked so many times. */
const asked = (runs: readonly Run[], times: number) =>
  eventually(() => expect(runs.length).toBe(times));

describe('one picture', () => {
  it('goes to the model once, and then to the cache', async () => {
    const { looker, runs } = fakeLooker();
    const cache = fakeCache();
    const noted = vi.fn();
    const judging = new Judging(looker, cache, keys, noted);
    const first = judging.judge(wanted(7).want, anyKept);
    await asked(runs, 1);
    runs[0]?.answer();
    expect(await first).toEqual({ answer: { byte: 7 } });
    expect(await judging.judge(wanted(7).want, anyKept)).toEqual({ answer: { byte: 7 } });
    expect(runs.length).toBe(1);
    expect(noted.mock.calls.map(([, , , from]) => from)).toEqual(['model', 'cache']);
    expect(judging).toMatchObject({ judged: 1, cached: 1, failed: 0, medianMs: 10 });
  });

  it('that passes, one frame of many, is not kept', async () => {
    const { looker, runs } = fakeLooker();
    const cache = fakeCache();
    const judging = new Judging(looker, cache, keys);
    const passing = judging.judge({ ...wanted(7).want, passing: true }, anyKept);
    await asked(runs, 1);
    runs[0]?.answer();
    expect(await passing).toEqual({ answer: { byte: 7 } });
    expect(cache.kept.size).toBe(0);
  });

  it('is looked at anew where what is kept will not do', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging(looker, fakeCache(), keys);
    const first = judging.judge(wanted(7).want, anyKept);
    await asked(runs, 1);
    runs[0]?.answer();
    await first;
    const second = judging.judge(wanted(7).want, () => false);
    await asked(runs, 2);
    runs[1]?.answer([{ byte: 8 }]);
    expect(await second).toEqual({ answer: { byte: 8 } });
  });

  it('shown twice on a site is looked at once; on another site on its own', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging(looker, fakeCache(), keys);
    const here = [wanted(7), wanted(7)].map(({ want }) => judging.judge(want, anyKept));
    const there = judging.judge(wanted(7, PRIORITY.onScreen, 'b.test').want, anyKept);
    await asked(runs, 2);
    for (const run of runs) run.answer();
    expect(await Promise.all([...here, there])).toEqual(Array(3).fill({ answer: { byte: 7 } }));
  });

  it('without a model fails, and nothing is kept of it', async () => {
    const { looker, about } = fakeLooker();
    const cache = fakeCache();
    const judging = new Judging(looker, cache, keys);
    about.refuses = true;
    expect(await judging.judge(wanted(7).want, anyKept)).toEqual({
      failed: 'Error: no model',
      later: true,
    });
    expect(cache.kept.size).toBe(0);
    expect(judging.failed).toBe(1);
  });

  it('whose model is gone when its turn comes may be looked at later', async () => {
    const { looker } = fakeLooker();
    const look = () => Promise.reject(new EngineError('crashed', 'it keeps crashing'));
    const judging = new Judging({ ...looker, look }, fakeCache(), keys);
    expect(await judging.judge(wanted(7).want, anyKept)).toMatchObject({ later: true });
  });

  it('that cannot be decoded fails, and nothing is kept of it', async () => {
    const { looker, runs } = fakeLooker();
    const cache = fakeCache();
    const judging = new Judging(looker, cache, keys);
    const judged = judging.judge(wanted(7).want, anyKept);
    await asked(runs, 1);
    runs[0]?.answer([{ id: 0, why: 'no picture' }]);
    expect(await judged).toEqual({ failed: 'no picture' });
    expect(cache.kept.size).toBe(0);
  });

  it('is not kept under a model that has not said it', async () => {
    const { looker, runs, about } = fakeLooker();
    const cache = fakeCache();
    const judging = new Judging(looker, cache, keys);
    const opened = vi.spyOn(looker, 'open');
    const judged = judging.judge(wanted(7).want, anyKept);
    await eventually(() => expect(opened).toHaveBeenCalled());
    about.model = 'model-b';
    await asked(runs, 1);
    runs[0]?.answer();
    await judged;
    expect(cache.kept.size).toBe(0);
  });
});

describe('a worker that dies', () => {
  it('leaves its picture to the next', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging(looker, fakeCache(), keys);
    const judged = judging.judge(wanted(7, PRIORITY.rest).want, anyKept);
    await asked(runs, 1);
    runs[0]?.die();
    await asked(runs, 2);
    expect(runs[1]?.urgent).toBe(true);
    runs[1]?.answer();
    expect(await judged).toEqual({ answer: { byte: 7 } });
  });

  it('twice over one picture fails that picture', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging(looker, fakeCache(), keys);
    const judged = judging.judge(wanted(7).want, anyKept);
    for (const i of [0, 1]) {
      await asked(runs, i + 1);
      runs[i]?.die();
    }
    expect(await judged).toEqual({ failed: 'Error: killed' });
  });
});

describe('the queue', () => {
  /** Fills every place off screen, so that what follows waits. */
  async function busy(batch = 1) {
    const { looker, runs } = fakeLooker(batch);
    const judging = new Judging(looker, fakeCache(), keys);
    const all = [101, 102].map((byte) => judging.judge(wanted(byte, PRIORITY.rest).want, anyKept));
    await asked(runs, 2);
    return { judging, runs, all };
  }
  /** So that it has its place in the queue. */
  const placed = ({ asked: place }: ReturnType<typeof wanted>) =>
    eventually(() => expect(place.moved).not.toBeNull());

  it('has a place more for what is on screen, and says that it is urgent', async () => {
    const { judging, runs } = await busy();
    const rest = wanted(1, PRIORITY.rest);
    void judging.judge(rest.want, anyKept);
    await placed(rest);
    void judging.judge(wanted(2).want, anyKept);
    await asked(runs, 3);
    expect(runs[2]).toMatchObject({ bytes: [2], urgent: true });
  });

  it('has the next one ready for each of two workers, and one more of what is on screen', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging({ ...looker, workers: 2 }, fakeCache(), keys);
    const ask = async (from: number, priority: Priority): Promise<void> => {
      for (let byte = from; byte < from + 8; byte++) {
        const one = wanted(byte, priority);
        void judging.judge(one.want, anyKept);
        await placed(one);
      }
    };
    await ask(1, PRIORITY.rest);
    expect(runs).toHaveLength(4);
    await ask(11, PRIORITY.onScreen);
    expect(runs.map(({ urgent }) => urgent)).toEqual([false, false, false, false, true, true]);
  });

  it('lets nothing wait in a batch for what moves', async () => {
    const { judging, runs } = await busy(4);
    for (const byte of [1, 2, 3]) {
      const one = wanted(byte, PRIORITY.rest);
      const bytes = Uint8Array.of(byte);
      void judging.judge(
        { ...one.want, content: { as: 'bytes', bytes, moves: byte === 2 } },
        anyKept,
      );
      await placed(one);
    }
    runs[0]?.answer();
    await asked(runs, 4);
    expect(runs.slice(2).map(({ bytes }) => bytes)).toEqual([[1, 3], [2]]);
  });

  it('lets one that comes nearer go first', async () => {
    const { judging, runs } = await busy();
    const [one, two] = [wanted(1, PRIORITY.rest), wanted(2, PRIORITY.rest)];
    for (const each of [one, two]) {
      void judging.judge(each.want, anyKept);
      await placed(each);
    }
    two.asked.priority = PRIORITY.near;
    two.asked.moved?.();
    runs[0]?.answer();
    await asked(runs, 3);
    expect(runs[2]?.bytes).toEqual([2]);
  });

  it('keeps the place of the nearest who wait for it', async () => {
    const { judging, runs } = await busy();
    const [far, near, same] = [wanted(1, 2), wanted(2, 1), wanted(2, 2)];
    for (const each of [far, near, same]) {
      void judging.judge(each.want, anyKept);
      await placed(each);
    }
    runs[0]?.answer();
    await asked(runs, 3);
    expect(runs[2]?.bytes).toEqual([2]);
  });

  it('takes as many at a time as the model is fastest with', async () => {
    const { judging, runs } = await busy(4);
    const waiting = [1, 2, 3].map((byte) => wanted(byte, PRIORITY.rest));
    const judged: ReturnType<typeof judging.judge>[] = [];
    // One after the other: keys are made at once, and are ready in whatever order.
    for (const each of waiting) {
      judged.push(judging.judge(each.want, anyKept));
      await placed(each);
    }
    runs[0]?.answer();
    await asked(runs, 3);
    expect(runs[2]?.bytes).toEqual([1, 2, 3]);
    runs[2]?.answer();
    expect(await Promise.all(judged)).toEqual([1, 2, 3].map((byte) => ({ answer: { byte } })));
  });

  it('lets go of a picture that nobody wants any more, and of no other', async () => {
    const { judging, runs } = await busy();
    const [gone, same, other] = [1, 1, 2].map((byte) => wanted(byte, PRIORITY.rest));
    if (!gone || !same || !other) throw new Error('nothing wanted');
    const judged = [gone, same, other].map(({ want }) => judging.judge(want, anyKept));
    for (const each of [gone, same, other]) await placed(each);
    gone.drop.abort();
    runs[0]?.answer();
    await asked(runs, 3);
    expect(runs[2]?.bytes).toEqual([1]);
    other.drop.abort();
    expect(await judged[2]).toEqual({ failed: 'dropped' });
    runs[2]?.answer();
    expect(await judged[1]).toEqual({ answer: { byte: 1 } });
  });

  it('keeps a frame waiting when another video that had shown the same one goes on', async () => {
    const { looker, runs } = fakeLooker();
    const judging = new Judging(looker, fakeCache(), keys);
    const judge = ({ want }: ReturnType<typeof wanted>) =>
      judging.judge({ ...want, passing: true }, anyKept);
    const before = wanted(1);
    const first = judge(before);
    await asked(runs, 1);
    runs[0]?.answer();
    await first;
    const others = [2, 3, 4].map((byte) => judge(wanted(byte)));
    await asked(runs, 4);
    const same = wanted(1);
    const waiting = judge(same);
    await placed(same);
    before.drop.abort();
    for (const run of runs.slice(1)) run.answer();
    await Promise.all(others);
    await asked(runs, 5);
    runs[4]?.answer();
    expect(await waiting).toEqual({ answer: { byte: 1 } });
  });

  it('tells the model when nothing is out any more', async () => {
    const { looker, runs } = fakeLooker();
    const idle = vi.fn(async () => undefined);
    const judging = new Judging({ ...looker, idle }, fakeCache(), keys);
    const judged = judging.judge(wanted(1).want, anyKept);
    await asked(runs, 1);
    expect(idle).not.toHaveBeenCalled();
    runs[0]?.answer();
    await judged;
    await eventually(() => expect(idle).toHaveBeenCalledTimes(1));
  });
});
