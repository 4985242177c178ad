import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';

const { PRIORITY_BELOW_NORMAL } = constants.priority;

export interface Ended {
  /** Null when the time limit ended it. */
  readonly exitCode: number | null;
  readonly out: string;
  readonly errors: string;
}

/**
 * Runs a program on the cores that nothing else wants, and a tenth of those that are, with what it prints kept until its end.
 * @param args of Node
 */
export async function beside(
  args: readonly string[],
  { cwd, timeout }: { cwd: string; timeout: number },
): Promise<Ended> {
  // A session of its own: Linux shares cores out among sessions, and only then among programs.
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    detached: process.platform !== 'win32',
  });
  const { pid } = child;
  if (pid !== undefined) giveWay(pid);
  // Nor does it hear of a person's Ctrl+C.
  const end = () => {
    child.kill();
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  const ended = once(child, 'close');
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode]: (number | null)[] = await ended;
  for (const signal of signals) process.off(signal, end);
  return { exitCode: exitCode ?? null, out, errors };
}

function giveWay(pid: number): void {
  const ofSession = `/proc/${pid}/autogroup`;
  try {
    setPriority(pid, PRIORITY_BELOW_NORMAL);
    if (existsSync(ofSession)) writeFileSync(ofSession, String(PRIORITY_BELOW_NORMAL));
  } catch (error) {
    // Where a machine forbids it, or the program has ended already, all still runs, only slower.
    console.warn(`process ${pid} does not give way: ${error}`);
  }
}
