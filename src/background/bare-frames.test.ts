import { beforeEach, expect, it, vi } from 'vitest';
import type { Runtime } from 'webextension-polyfill';

const { browser, did, here } = vi.hoisted(() => {
  const calls: string[] = [];
  /** By frame, whether our script is in it; undefined where nothing could be asked. */
  const frames = new Map<number, boolean | undefined>();
  const of = ({ frameIds }: { frameIds?: number[] }) => frameIds?.join() ?? 'all';
  return {
    did: calls,
    here: frames,
    browser: {
      scripting: {
        executeScript: vi.fn(async ({ target, files, world }) => {
          if (files) calls.push(`${files} ${world ?? 'ISOLATED'} ${of(target)}`);
          return [...frames].map(([frameId, result]) => ({ frameId, result }));
        }),
        insertCSS: vi.fn(async ({ target, files, origin }) => {
          calls.push(`${files} ${origin} ${of(target)}`);
        }),
      },
    },
  };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { enterBareFrames } = await import('./bare-frames.ts');
const sender = { tab: { id: 7 } } as Runtime.MessageSender;

beforeEach(() => {
  did.length = 0;
  here.clear();
});

it('brings sheets first, and then scripts, to the frames that have none', async () => {
  for (const [frameId, isHere] of [
    [0, true],
    [3, false],
    [5, undefined],
    [8, false],
  ] as const) {
    here.set(frameId, isHere);
  }
  expect(await enterBareFrames(sender)).toEqual([0, 3, 8]);
  expect(did).toEqual([
    'content/cover.user.css USER 3,8',
    'content/cover.css AUTHOR 3,8',
    'content/content.js ISOLATED 3,8',
    'content/page-world.js MAIN 3,8',
  ]);
});

it('brings nothing where all have it', async () => {
  here.set(0, true);
  expect(await enterBareFrames(sender)).toEqual([0]);
  expect(did).toEqual([]);
});

it('says nothing to who is in no tab', async () => {
  here.set(0, false);
  expect(await enterBareFrames({})).toEqual([]);
  expect(did).toEqual([]);
});
