import { expect, test } from 'vitest';
import type { Host } from './worker-host.ts';
import { WorkerTeam } from './worker-team.ts';

/** Answers each order for its time when told to. */
function worker() {
  const out: ((ms: number) => void)[] = [];
  const ended: string[] = [];
  const host = {
    time: () => new Promise<number>((resolve) => out.push(resolve)),
    end: () => ended.push('now'),
    endWhenIdle: () => ended.push('when idle'),
  } as unknown as Host;
  return { host, out, ended };
}

test('an order goes to the member with the fewest out', async () => {
  const [a, b] = [worker(), worker()];
  const team = new WorkerTeam([a.host, b.host]);
  const first = team.time(1, 1);
  const second = team.time(1, 1);
  expect([a.out.length, b.out.length]).toEqual([1, 1]);
  b.out.shift()?.(7);
  expect(await second).toBe(7);
  const third = team.time(1, 1);
  expect([a.out.length, b.out.length]).toEqual([1, 1]);
  a.out.shift()?.(8);
  b.out.shift()?.(9);
  expect(await Promise.all([first, third])).toEqual([8, 9]);
});

test('a failed order is out no more', async () => {
  const a = worker();
  const failing = { ...a.host, try: () => Promise.reject(new Error('no')) } as Host;
  const b = worker();
  const team = new WorkerTeam([failing, b.host]);
  await expect(team.try({ as: 'bytes', bytes: new Uint8Array(), moves: false })).rejects.toThrow(
    'no',
  );
  const next = team.time(1, 1);
  a.out.shift()?.(1);
  expect(await next).toBe(1);
});

test('they end together', () => {
  const members = [worker(), worker()];
  const team = new WorkerTeam(members.map(({ host }) => host));
  team.endWhenIdle();
  team.end();
  for (const { ended } of members) expect(ended).toEqual(['when idle', 'now']);
});
