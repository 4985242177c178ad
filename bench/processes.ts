import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright';

export interface BrowserProcess {
  pid: number;
  /** As the browser names it: browser, renderer, GPU, utility. */
  type: string;
  /** Runs the extension's own pages and workers. */
  extension: boolean;
}

/** Of the kernel's clock in /proc, ticks a second; 100 on every Linux there is. */
const TICKS = 100;

/** The browser's processes as they are now; Linux only, as are the two functions below. */
export async function processesOf(browser: Browser): Promise<BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return Promise.all(
    processInfo.map(async ({ id, type }) => ({
      pid: id,
      type,
      extension: (await read(id, 'cmdline')).includes('--extension-process'),
    })),
  );
}

/** @returns resident megabytes of a process that no file backs: its own heap, tensors, bitmaps */
export async function residentMb(pid: number): Promise<number> {
  const status = await read(pid, 'status');
  const kb = ['RssAnon', 'RssShmem'].map((field) =>
    Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN),
  );
  return kb.reduce((sum, one) => sum + one, 0) / 1024;
}

/** @returns milliseconds of processor time that the processes have used so far */
export async function cpuMs(processes: readonly BrowserProcess[]): Promise<number> {
  const each = await Promise.all(
    processes.map(async ({ pid }) => {
      // The name, second and in brackets, may hold spaces: utime and stime are counted after it.
      const fields = (await read(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
    }),
  );
  return each.reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0);
}

/** @returns '' for a process that is gone */
async function read(pid: number, file: string): Promise<string> {
  if (process.platform !== 'linux') throw new Error('reads /proc: Linux only');
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}
