import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type PageSays,
  type PageVerdict,
  type PixelSource,
  PRIORITY,
  type Priority,
} from '../shared/messages.ts';
import { Asking, type Subject } from './asking.ts';
import type { EnginePort } from './engine-port.ts';

interface Picture extends Subject {
  name: string;
  at: Priority;
  gone: boolean;
}

let readyState: DocumentReadyState = 'complete';
const said: PageSays[] = [];
const sent: string[] = [];
const answered: string[] = [];
const port = {
  isOpen: true,
  say(message: PageSays) {
    said.push(message);
    return true;
  },
};

const picture = (name: string, at: Priority = PRIORITY.rest): Picture => ({
  name,
  at,
  gone: false,
  id: 0,
  phase: 'waiting',
  priority() {
    return this.at;
  },
  question() {
    const source: PixelSource = { by: 'none', why: name };
    return this.gone ? null : Promise.resolve({ source, width: 1, height: 1 });
  },
  sent: () => sent.push(name),
  answered: () => answered.push(name),
});
const pictures = (count: number, at: Priority): Picture[] =>
  Array.from({ length: count }, (_, i) => picture(`${at}-${i}`, at));

const start = () => new Asking(port as unknown as EnginePort);

const answer = (id: number): PageVerdict => ({ id, verdict: { cover: false }, mosaic: null });
const settled = () => new Promise((resolve) => setImmediate(resolve));
/** Names of the pictures that were asked about, in order. */
const asked = () =>
  said.flatMap((one) => (one.say === 'judge' && one.source.by === 'none' ? [one.source.why] : []));

beforeEach(() => {
  readyState = 'complete';
  vi.stubGlobal('document', {
    get readyState() {
      return readyState;
    },
  });
  said.length = 0;
  sent.length = 0;
  answered.length = 0;
  port.isOpen = true;
});

afterEach(() => vi.unstubAllGlobals());

describe('asking', () => {
  it('asks about no more at once than the engine can use, and goes on with each answer', async () => {
    const asking = start();
    const all = pictures(40, PRIORITY.rest);
    for (const one of all) asking.ask(one);
    await settled();
    expect(asked()).toHaveLength(12);
    expect(sent).toEqual(asked());
    for (const one of all.slice(0, 5)) asking.answered(answer(one.id));
    expect(answered).toEqual(all.slice(0, 5).map(({ name }) => name));
    await settled();
    expect(asked()).toEqual(all.slice(0, 17).map(({ name }) => name));
  });

  it('finds room for what is on screen that the rest may not take', async () => {
    const asking = start();
    for (const one of pictures(20, PRIORITY.rest)) asking.ask(one);
    for (const one of pictures(20, PRIORITY.onScreen)) asking.ask(one);
    await settled();
    expect(asked().filter((name) => name.startsWith('0-'))).toHaveLength(8);
  });

  it('asks about what is out of sight one by one while the page loads, nearest first, and about the rest at once', async () => {
    readyState = 'interactive';
    const asking = start();
    const [far, near] = [picture('far'), picture('near', PRIORITY.near)];
    const seen = pictures(3, PRIORITY.onScreen);
    const first = picture('first');
    for (const one of [first, far, near, ...seen]) asking.ask(one);
    await settled();
    const others = seen.map(({ name }) => name);
    expect(asked()).toEqual(['first', ...others]);
    for (const one of [first, ...seen]) asking.answered(answer(one.id));
    await settled();
    expect(asked()).toEqual(['first', ...others, 'near']);
    asking.answered(answer(near.id));
    await settled();
    expect(asked()).toEqual(['first', ...others, 'near', 'far']);
  });

  it('asks about all that is out of sight once the page has loaded, with the next answer', async () => {
    readyState = 'interactive';
    const asking = start();
    const all = pictures(5, PRIORITY.rest);
    for (const one of all) asking.ask(one);
    await settled();
    expect(asked()).toHaveLength(1);
    readyState = 'complete';
    for (const one of all.slice(0, 1)) asking.answered(answer(one.id));
    await settled();
    expect(asked()).toHaveLength(5);
  });

  it('asks first about what came on screen while it waited', async () => {
    const asking = start();
    const all = pictures(20, PRIORITY.rest);
    for (const one of all) asking.ask(one);
    const last = all[19] as Picture;
    last.at = PRIORITY.onScreen;
    asking.move(last);
    await settled();
    expect(asked()).toContain(last.name);
  });

  it('tells the engine what may wait a moment: what allows it, and is laid out', async () => {
    const asking = start();
    const [a, b, c] = [picture('a'), picture('b'), picture('c')];
    for (const one of [{ ...a, mayWait: true }, b, { ...c, mayWait: true, at: null as never }]) {
      asking.ask(one);
    }
    await settled();
    const mayWait = said.flatMap((one) => (one.say === 'judge' ? [one.mayWait] : []));
    expect(mayWait).toEqual([true, false, false]);
  });

  it('asks again about all that it is told to, no more at once than else', async () => {
    const asking = start();
    const all = pictures(40, PRIORITY.rest);
    for (const one of all) {
      asking.ask(one);
      asking.answered(answer(one.id));
    }
    await settled();
    said.length = 0;
    for (const { id } of [...all, ...all]) asking.askAgain(id);
    await settled();
    expect(asked()).toEqual(all.slice(0, 12).map(({ name }) => name));
    for (const [i, one] of all.entries()) {
      expect(asked()).toHaveLength(Math.min(40, i + 12));
      asking.answered(answer(one.id));
      await settled();
    }
    expect(asked()).toEqual(all.map(({ name }) => name));
    // Every place is free again.
    said.length = 0;
    const others = pictures(20, PRIORITY.onScreen);
    for (const one of others) asking.ask(one);
    await settled();
    expect(asked()).toHaveLength(20);
  });

  it('takes an answer to what was given up for nobody’s, and tells the engine so', async () => {
    const asking = start();
    const one = picture('one');
    asking.ask(one);
    const { id } = one;
    asking.abandon(one);
    expect(one).toMatchObject({ id: 0, phase: 'waiting' });
    said.length = 0;
    asking.answered(answer(id));
    expect(answered).toEqual([]);
    expect(said).toEqual([{ say: 'drop', id }]);
  });

  it('does not send the pixels of what was given up while they were read', async () => {
    const asking = start();
    const one = picture('one');
    asking.ask(one);
    asking.abandon(one);
    await settled();
    expect(asked()).toEqual([]);
  });

  it('frees the place of what was given up, and passes over what is gone', async () => {
    const asking = start();
    const all = pictures(14, PRIORITY.rest);
    for (const one of all) asking.ask(one);
    (all[12] as Picture).gone = true;
    asking.abandon(all[0] as Picture);
    await settled();
    expect(asked()).not.toContain('2-12');
    expect(asked()).toContain('2-13');
  });

  it('has the next picture of the same thing take the place of the one before', async () => {
    const asking = start();
    const one = picture('one');
    asking.ask(one);
    await settled();
    const first = one.id;
    asking.answered(answer(first));
    asking.askNext(one);
    await settled();
    expect(one.id).not.toBe(first);
    expect(asked()).toEqual(['one', 'one']);
    // The engine itself lets the first one go when it hears of the next.
    expect(said.filter(({ say }) => say === 'drop')).toEqual([]);
    asking.answered(answer(first));
    asking.answered(answer(one.id));
    expect(answered).toEqual(['one', 'one']);
  });

  it('asks over about what the engine doubts, as something new, and lets go of the first asking', async () => {
    const asking = start();
    const one = picture('one');
    asking.ask(one);
    await settled();
    const first = one.id;
    asking.askOver(first);
    await settled();
    expect(one.id).not.toBe(first);
    expect(asked()).toEqual(['one', 'one']);
    expect(said).toContainEqual({ say: 'drop', id: first });
    expect(answered).toEqual([]);
    // Of what nobody waits for, the engine is to forget.
    asking.askOver(first);
    expect(said.filter(({ say }) => say === 'drop')).toHaveLength(2);
    asking.answered(answer(one.id));
    expect(answered).toEqual(['one']);
  });

  it('waits for a line, and asks everything again on a new one', async () => {
    port.isOpen = false;
    const asking = start();
    const [one, two] = [picture('one'), picture('two')];
    asking.ask(one);
    asking.ask(two);
    await settled();
    expect(asked()).toEqual([]);
    port.isOpen = true;
    asking.askAllAgain();
    await settled();
    expect(asked()).toEqual(['one', 'two']);
    asking.answered(answer(one.id));
    said.length = 0;
    asking.askAllAgain();
    await settled();
    expect(asked().toSorted()).toEqual(['one', 'two']);
    // What has its verdict keeps it meanwhile.
    expect([one.phase, two.phase]).toEqual(['done', 'out']);
  });
});
