import type { FirefoxPage } from './page.ts';

interface Inside {
  ChromeUtils: { requestProcInfo(): Promise<{ children: { pid: number; type: string }[] }> };
}

/**
 * The number of the process that the background and its workers live in.
 * @param window of the browser's own (`Firefox.chrome`)
 */
export async function extensionProcess(window: FirefoxPage): Promise<number> {
  const pid = await window.evaluate(async () => {
    const { children } = await (globalThis as unknown as Inside).ChromeUtils.requestProcInfo();
    return children.find(({ type }) => type === 'extension')?.pid ?? null;
  });
  if (pid === null) throw new Error('no process of an extension');
  return pid;
}
