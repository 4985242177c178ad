import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import {
  type CoveredPicture,
  type EngineSays,
  type PageSays,
  PRIORITY,
  type Priority,
  type Said,
  type Wish,
} from '../shared/messages.ts';
import type { Scores } from '../shared/policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings.ts';
import { sha256 } from '../shared/sha256.ts';
import { eventually } from '../shared/test-eventually.ts';
import { Arrived } from './arrived.ts';
import { Corrections } from './corrections.ts';
import { Keys } from './keys.ts';
import type { Looking, Outcome, WantedSight } from './looking.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
// Of what came over the network, and is not tried here.
vi.mock('./answered-again.chrome.ts', () => ({ answeredAgain: () => async () => false }));
const { Pages } = await import('./pages.ts');

const keys = await Keys.from('ab'.repeat(32));
const drawn = await Promise.all(
  Array.from({ length: 6 }, async (_, i) => new Uint8Array(await encode(ordinary(i, i).draw(64)))),
);

/** What became known, message by message: ids of verdicts, or what else was said. */
const said: (string | number[])[] = [];
const covered = new Map<number, boolean>();
/** Ends the looks that are under way, in the order in which they began. */
const looks: ((outcome: Outcome) => void)[] = [];
/** What they are looks at. */
const contents: WantedSight['content'][] = [];
let say: (message: PageSays) => void;
let leave: () => void;
let pages: InstanceType<typeof Pages>;
let corrections: Corrections;
let arrived: Arrived;
let detects = false;

const scores = (explicit: number): Scores => ({ byCategory: { explicit }, nude: [] });
const seen = (explicit: number, picture = 'p'): Outcome => ({
  sight: { scores: scores(explicit), boxes: null, parts: null },
  mosaic: null,
  picture,
});

beforeEach(() => {
  // What waits must not go because this machine is busy.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  said.length = 0;
  looks.length = 0;
  contents.length = 0;
  covered.clear();
  detects = false;
  const looking = {
    look: ({ content, dropped }: WantedSight) =>
      new Promise<Outcome>((resolve) => {
        looks.push(resolve);
        contents.push(content);
        dropped.addEventListener('abort', () => resolve({ failed: 'dropped' }));
      }),
  } as unknown as Looking;
  corrections = new Corrections(keys, null, new Map());
  arrived = new Arrived();
  pages = new Pages(
    { settings: DEFAULT_SETTINGS, pauses: { everywhere: null, sites: {} }, all: [] },
    looking,
    corrections,
    { detects: () => detects, findsSmallParts: () => false },
    arrived,
    () => undefined,
  );
  ({ say, leave } = open(1, false, (message) => {
    if (message.say !== 'verdicts') said.push(message.say);
    else {
      said.push(message.verdicts.map(({ id }) => id));
      for (const { id, verdict } of message.verdicts) covered.set(id, verdict.cover);
    }
  }));
  said.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

/** A page of a tab of its own, and what the engine hears from it. */
function open(tabId: number, incognito: boolean, postMessage: (message: EngineSays) => void) {
  const page = { say: (_: PageSays): void => undefined, leave: (): void => undefined };
  const port = {
    sender: { tab: { id: tabId, incognito }, frameId: 0, url: 'https://a.example/' },
    postMessage,
    onMessage: { addListener: (listener: typeof say) => (page.say = listener) },
    onDisconnect: { addListener: (listener: typeof leave) => (page.leave = listener) },
    disconnect: () => undefined,
  };
  pages.accept(port as never);
  return page;
}

/** Resolves when it is being looked at: looks begin in the order of asking only where each is waited for. */
const judge = (id: number, priority: Priority, mayWait = true, from = say): Promise<void> => {
  const source = { by: 'bytes', bytes: drawn[id], fragment: '' };
  const rest = { width: 64, height: 64, priority, ahead: false, mayWait };
  const before = looks.length;
  from({ say: 'judge', id, source, ...rest } as PageSays);
  return lookedAt(before + 1);
};
/** All that were asked about are being looked at. */
const lookedAt = (count: number) => eventually(() => expect(looks).toHaveLength(count));
/** What is said at the end of a task was said. */
const tasks = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
const end = async (look: number, outcome: Outcome): Promise<void> => {
  looks[look]?.(outcome);
  await tasks();
};

describe('verdicts about what is out of sight', () => {
  it('wait for others, and go with what may not wait', async () => {
    for (const id of [1, 2, 3]) await judge(id, PRIORITY.rest);
    await judge(4, PRIORITY.onScreen);
    await judge(5, PRIORITY.rest);
    await lookedAt(5);
    await end(0, seen(0));
    await end(1, seen(0.99));
    expect(said).toEqual([]);
    await end(3, seen(0));
    expect(said).toEqual([[1, 2, 4]]);
    expect(Object.fromEntries(covered)).toEqual({ 1: false, 2: true, 4: false });
  });

  it('do not wait where their surface says so', async () => {
    await judge(1, PRIORITY.rest, false);
    await judge(2, PRIORITY.rest);
    await lookedAt(2);
    await end(0, seen(0));
    expect(said).toEqual([[1]]);
  });

  it.each(['is clear', 'fails', 'is given up'])('go with the last one, which %s', async (last) => {
    await judge(1, PRIORITY.rest);
    await judge(2, PRIORITY.rest);
    await lookedAt(2);
    await end(0, seen(0));
    expect(said).toEqual([]);
    if (last === 'is given up') say({ say: 'drop', id: 2 });
    await end(1, last === 'fails' ? { failed: 'no' } : seen(0));
    expect(said).toEqual([last === 'is given up' ? [1] : [1, 2]]);
  });

  it('go when one of them comes on screen', async () => {
    await judge(1, PRIORITY.rest);
    await judge(2, PRIORITY.rest);
    await lookedAt(2);
    await end(0, seen(0));
    say({ say: 'priority', id: 1, priority: PRIORITY.onScreen });
    await tasks();
    expect(said).toEqual([[1]]);
  });

  it('go nowhere once the page has left', async () => {
    await judge(1, PRIORITY.rest);
    await judge(2, PRIORITY.rest);
    await lookedAt(2);
    await end(0, seen(0));
    leave();
    await end(1, seen(0));
    expect(said).toEqual([]);
  });
});

describe('settings that somebody else must look by', () => {
  const BOTH: Settings = { ...DEFAULT_SETTINGS, strategy: 'both', detector: 'blocks' };
  const change = (): void => {
    detects = true;
    pages.settings = BOTH;
  };

  it('are told after the verdicts there are, which the page must know to ask again', async () => {
    await judge(1, PRIORITY.rest);
    await judge(2, PRIORITY.rest);
    await lookedAt(2);
    await end(0, seen(0));
    change();
    await tasks();
    expect(said.filter((one) => one !== 'view')).toEqual([[1], [1], 'again']);
  });

  it('have what was looked at meanwhile looked at again, once', async () => {
    await judge(1, PRIORITY.onScreen);
    await lookedAt(1);
    change();
    said.length = 0;
    await end(0, seen(0));
    expect(said).toEqual([[1], 'again']);
    said.length = 0;
    await judge(1, PRIORITY.onScreen);
    await lookedAt(2);
    // The detector failed: what is missing is asked for no more.
    await end(1, seen(0.01));
    expect(said).not.toContain('again');
  });
});

describe('what a person takes back of a picture', () => {
  const ALWAYS_SHOW: Said = { forNow: null, forGood: 'show' };
  const newest = (): CoveredPicture => {
    const [one] = pages.newest(1, 5);
    if (!one) throw new Error('nothing is covered');
    return one;
  };
  /** A picture that the model calls clear or not, as it hangs in the page. */
  const hung = async (explicit: number): Promise<string> => {
    await judge(1, PRIORITY.onScreen);
    await lookedAt(1);
    const picture = createHash('sha256')
      .update(drawn[1] ?? '')
      .digest('hex');
    await end(0, seen(explicit, picture));
    return picture;
  };

  it.each<[string, Wish[], Said]>([
    ['for good', [{ to: 'cover', lasting: true }], { forNow: null, forGood: 'cover' }],
    ['for now', [{ to: 'cover', lasting: false }], { forNow: 'cover', forGood: null }],
    [
      'for now over the contrary',
      [
        { to: 'show', lasting: true },
        { to: 'cover', lasting: false },
      ],
      { forNow: 'cover', forGood: 'show' },
    ],
  ])('leaves their own cover %s as it was', async (_how, wishes, said) => {
    const picture = await hung(0.01);
    for (const wish of wishes) say({ say: 'correct', id: 1, ...wish });
    await tasks();
    const before = newest();
    expect(before).toMatchObject({ reason: 'hand', said });
    await pages.correct(1, before.picture, ALWAYS_SHOW);
    await tasks();
    expect(covered.get(1)).toBe(false);
    expect(corrections.said(picture)).toEqual(ALWAYS_SHOW);
    await pages.correct(1, before.picture, before.said);
    await tasks();
    expect(covered.get(1)).toBe(true);
    expect(newest()).toEqual(before);
  });

  it('leaves nothing said where the model covered it', async () => {
    const picture = await hung(0.99);
    const before = newest();
    expect(before.said).toEqual({ forNow: null, forGood: null });
    await pages.correct(1, before.picture, ALWAYS_SHOW);
    await pages.correct(1, before.picture, before.said);
    await tasks();
    expect(covered.get(1)).toBe(true);
    expect(corrections.said(picture)).toEqual(before.said);
    expect(corrections.size).toBe(0);
  });

  it('shows nothing where revealing is switched off', async () => {
    await hung(0.99);
    const { picture } = newest();
    pages.settings = { ...DEFAULT_SETTINGS, reveal: false };
    for (const to of [ALWAYS_SHOW, { forNow: 'show', forGood: 'cover' }] as const) {
      await expect(pages.correct(1, picture, to)).rejects.toThrow('switched off');
    }
    await pages.correct(1, picture, { forNow: 'cover', forGood: 'show' });
    await tasks();
    expect(newest()).toMatchObject({ reason: 'hand' });
  });
});

describe('what is said of a picture in a private window', () => {
  it('is said to the pages in private windows that show it, and to no others', async () => {
    const hidden: (boolean | string)[] = [];
    const page = open(2, true, (message) => {
      if (message.say !== 'verdicts') return;
      for (const { verdict } of message.verdicts) {
        hidden.push(verdict.cover && verdict.reason);
      }
    });
    const clear = seen(0, await sha256(drawn[1] ?? new Uint8Array()));
    await judge(1, PRIORITY.onScreen);
    await lookedAt(1);
    await end(0, clear);
    await judge(1, PRIORITY.onScreen, true, page.say);
    await lookedAt(2);
    await end(1, clear);
    expect([said, hidden]).toEqual([[[1]], [false]]);

    for (const lasting of [false, true]) {
      page.say({ say: 'correct', id: 1, to: 'cover', lasting });
      await tasks();
      expect([said, hidden.at(-1)]).toEqual([[[1]], 'hand']);
    }
    // Loaded anew.
    page.say({ say: 'drop', id: 1 });
    await judge(1, PRIORITY.onScreen, true, page.say);
    await lookedAt(3);
    await end(2, clear);
    expect(hidden).toEqual([false, 'hand', 'hand', 'hand']);

    say({ say: 'correct', id: 1, to: 'show', lasting: true });
    await tasks();
    expect([said, hidden.at(-1)]).toEqual([[[1], [1]], 'hand']);
  });
});

describe('what a page reads off an element', () => {
  const address = 'https://a.example/p#view';
  const viewer = { tabId: 1, frameId: 0, top: 'https://a.example/', isPrivate: false };
  const [bytes = new Uint8Array()] = drawn;
  const looked = async () => {
    const source = { by: 'rgba', rgba: new Uint8Array(4), width: 1, height: 1 } as const;
    const rest = {
      width: 64,
      height: 64,
      priority: PRIORITY.onScreen,
      ahead: false,
      mayWait: false,
    };
    say({ say: 'judge', id: 1, source, address, ...rest });
    await lookedAt(1);
    return contents[0];
  };

  it('is judged as it is', async () => {
    arrived.note(address, viewer, bytes);
    expect(await looked()).toMatchObject({ as: 'rgba' });
  });

  it('is not judged where that is ours, but what it stands for', async () => {
    arrived.note(address, viewer, bytes);
    arrived.noteReplaced(address, viewer, true);
    expect(await looked()).toMatchObject({ as: 'bytes', bytes });
    const picture = await sha256(bytes);
    await end(0, seen(0.99, picture));
    expect(covered.get(1)).toBe(true);
    expect(pages.countsOf(1)).toMatchObject({ looked: 1, covered: 1 });
    say({ say: 'anew', id: 1, token: 't1' });
    expect(pages.isRevealed(viewer, 'https://a.example/p#figleaf-t1', picture)).toBe(true);
  });

  it('is judged as it is where nobody has what it stands for any more', async () => {
    arrived.noteReplaced(address, viewer, true);
    expect(await looked()).toMatchObject({ as: 'rgba' });
  });

  it('of one address does not stand for what came under another, or in another tab', async () => {
    arrived.note(address, { ...viewer, tabId: 2 }, bytes);
    arrived.noteReplaced(address, { ...viewer, tabId: 2 }, true);
    arrived.noteReplaced('https://a.example/q', viewer, true);
    expect(await looked()).toMatchObject({ as: 'rgba' });
  });
});

describe('a picture that no model could look at', () => {
  const failing = async (outcome: Outcome): Promise<void> => {
    await judge(1, PRIORITY.onScreen);
    await lookedAt(1);
    await end(0, outcome);
    said.length = 0;
  };
  const NOBODY: Outcome = { failed: 'no model', later: true };
  const asksAgain = () => said.includes('again');

  it('is asked for once more when one can, and when something else is set', async () => {
    await failing(NOBODY);
    expect(asksAgain()).toBe(false);
    pages.askAgain();
    expect(asksAgain()).toBe(true);
    await judge(1, PRIORITY.onScreen);
    await lookedAt(2);
    said.length = 0;
    // It is being looked at.
    pages.askAgain();
    await end(1, NOBODY);
    // Its failure alone asks for nothing.
    expect(asksAgain()).toBe(false);
    pages.settings = { ...DEFAULT_SETTINGS, model: 'fast' };
    expect(asksAgain()).toBe(true);
  });

  it('is asked for once more when the model was changed meanwhile', async () => {
    await judge(1, PRIORITY.onScreen);
    await lookedAt(1);
    pages.settings = { ...DEFAULT_SETTINGS, model: 'fast' };
    said.length = 0;
    await end(0, NOBODY);
    expect(said).toEqual([[1], 'again']);
  });

  it('is left alone where nothing is looked at', async () => {
    await failing(NOBODY);
    pages.settings = { ...DEFAULT_SETTINGS, enabled: false };
    expect(asksAgain()).toBe(false);
  });

  it('is not one that a model failed at', async () => {
    await failing({ failed: 'no picture' });
    pages.askAgain();
    pages.settings = { ...DEFAULT_SETTINGS, model: 'fast' };
    expect(asksAgain()).toBe(false);
  });
});
