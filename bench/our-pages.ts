import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import {
  type Env,
  median,
  openPage,
  type Row,
  type Session,
  spread,
  startWithExtension,
} from './env.ts';

/** What the popup and the options cost: their size, and the script time until all is shown. */
const PAGES = [
  { name: 'popup', mostKb: 60, mostMs: 100 },
  { name: 'options', mostKb: null, mostMs: null },
] as const;

export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  try {
    const page = await openPage(session, env);
    const rows: Row[] = [];
    for (const { name, mostKb, mostMs } of PAGES) {
      const kb = await sizeOf(path.join(env.extension, name));
      const times: number[] = [];
      for (let round = 0; round < env.rounds * 2; round++) {
        times.push(await scriptMs(session, await addressOf(session, page, name)));
      }
      rows.push(
        {
          what: `${name}, scripts and styles`,
          value: kb,
          unit: 'KB',
          ...(mostKb && { target: { is: 'at most', value: mostKb } as const }),
        },
        {
          what: `${name}, script time from opening to shown`,
          value: median(times),
          unit: 'ms',
          note: spread(times),
          ...(mostMs && { target: { is: 'at most', value: mostMs } as const }),
        },
      );
    }
    return rows;
  } finally {
    await session.close();
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((file) => /\.(js|css)$/.test(file));
  const sizes = await Promise.all(files.map((file) => stat(path.join(folder, file))));
  return sizes.reduce((sum, { size }) => sum + size, 0) / 1000;
}

/** The popup is opened in a tab, about the page that was opened before. */
async function addressOf(session: Session, page: Page, name: string): Promise<string> {
  const tab = await session.console.evaluate(
    async (url) => (await chrome.tabs.query({})).find((one) => one.url === url)?.id,
    page.url(),
  );
  return `chrome-extension://${session.extensionId}/${name}/${name}.html?tab=${tab}`;
}

async function scriptMs({ context }: Session, address: string): Promise<number> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(address);
    await page.getByRole('switch').first().waitFor();
    const { metrics } = await session.send('Performance.getMetrics');
    const spent = metrics.find((metric) => metric.name === 'ScriptDuration');
    return 1000 * (spent?.value ?? Number.NaN);
  } finally {
    await page.close();
  }
}
