import { expect, test } from 'vitest';
import type { Host } from './worker-host.ts';
import type { Picture, WorkTried } from './worker-protocol.ts';
import { WorkerTeam } from './worker-team.ts';

const PICTURE: Picture = { as: 'bytes', bytes: new Uint8Array(), moves: false };

/** Answers each order when told to, by its number. */
function worker() {
  const out: ((n: number) => void)[] = [];
  const ended: string[] = [];
  const later = () => new Promise<number>((resolve) => out.push(resolve));
  const host = {
    workers: 1,
    time: later,
    try: later as unknown as Host['try'],
    end: () => ended.push('now'),
    endWhenIdle: () => ended.push('when idle'),
  } as unknown as Host;
  return { host, out, ended };
}

const joined = async (team: WorkerTeam, workers: number): Promise<WorkerTeam> => {
  await expect.poll(() => team.workers).toBe(workers);
  return team;
};
const numberOf = (answer: Promise<unknown>) => answer as Promise<WorkTried & number>;

test('an order goes to the member with the fewest out', async () => {
  const [a, b] = [worker(), worker()];
  const team = await joined(new WorkerTeam(a.host, [Promise.resolve(b.host)]), 2);
  const first = team.try(PICTURE);
  const second = team.try(PICTURE);
  expect([a.out.length, b.out.length]).toEqual([1, 1]);
  b.out.shift()?.(7);
  expect(await numberOf(second)).toBe(7);
  const third = team.try(PICTURE);
  expect([a.out.length, b.out.length]).toEqual([1, 1]);
  a.out.shift()?.(8);
  b.out.shift()?.(9);
  expect(await Promise.all([first, third])).toEqual([8, 9]);
});

test('a failed order is out no more', async () => {
  const a = worker();
  const failing = { ...a.host, judge: () => Promise.reject(new Error('no')) } as Host;
  const b = worker();
  const team = await joined(new WorkerTeam(failing, [Promise.resolve(b.host)]), 2);
  await expect(team.judge([PICTURE])).rejects.toThrow('no');
  const next = team.try(PICTURE);
  a.out.shift()?.(1);
  expect(await numberOf(next)).toBe(1);
});

test('works with the first until the others are open, and without those that do not open', async () => {
  const [a, b] = [worker(), worker()];
  let open: (host: Host) => void = () => undefined;
  const later = new Promise<Host>((resolve) => {
    open = resolve;
  });
  const team = new WorkerTeam(a.host, [later, Promise.reject(new Error('no room'))]);
  void team.try(PICTURE);
  void team.try(PICTURE);
  expect(a.out).toHaveLength(2);
  open(b.host);
  await joined(team, 2);
  void team.try(PICTURE);
  expect([a.out.length, b.out.length]).toEqual([2, 1]);
});

test('is timed with all of them at work, and shares it among them', async () => {
  const [a, b] = [worker(), worker()];
  const team = new WorkerTeam(a.host, [Promise.resolve(b.host)]);
  const ms = team.time(1, 3);
  await expect.poll(() => a.out.length + b.out.length).toBe(2);
  a.out[0]?.(40);
  b.out[0]?.(50);
  expect(await ms).toBe(25);
});

test('they end together, and so does who comes too late', async () => {
  const members = [worker(), worker(), worker()] as const;
  const [first, second, late] = members;
  let open: (host: Host) => void = () => undefined;
  const later = new Promise<Host>((resolve) => {
    open = resolve;
  });
  const team = await joined(new WorkerTeam(first.host, [Promise.resolve(second.host), later]), 2);
  expect(team.leaving).toBe(false);
  team.endWhenIdle();
  team.end();
  expect(team.leaving).toBe(true);
  for (const { ended } of [first, second]) expect(ended).toEqual(['when idle', 'now']);
  open(late.host);
  await expect.poll(() => late.ended).toEqual(['now']);
  expect(team.workers).toBe(2);
});
