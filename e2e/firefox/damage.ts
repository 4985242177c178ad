import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { GECKO_ID } from '../../tools/firefox/profile.ts';

/*
 * What can go wrong with an extension in Firefox, done from the browser's own window (`Firefox.chrome`),
 * whose scripts may do what the browser itself does. Each function handed to it runs there.
 */

/** As much of the browser's own interface as is used here. */
interface Inside {
  ChromeUtils: {
    importESModule(address: string): Record<string, unknown>;
  };
  Services: {
    ppmm: {
      addMessageListener(name: string, heard: (message: { data: number }) => void): void;
      loadProcessScript(address: string, forNew: boolean): void;
    };
  };
}

/** Has every worker of the engine fail as one does that crashes. @returns how many there were */
export async function killWorkers(window: FirefoxPage): Promise<number> {
  return window.evaluate(() => {
    const { Services } = globalThis as unknown as Inside;
    const inWorker =
      'new Debugger().addDebuggee(global).executeInGlobal("setTimeout(() => { throw new Error(\'killed\'); })")';
    const inProcess = `if (Services.appinfo.remoteType === 'extension') {
      const debuggers = Cc['@mozilla.org/dom/workers/workerdebuggermanager;1']
        .getService(Ci.nsIWorkerDebuggerManager)
        .getWorkerDebuggerEnumerator();
      let killed = 0;
      for (const worker of debuggers) {
        if (!worker.url.endsWith('/inference/worker.js')) continue;
        worker.initialize('data:text/javascript,' + encodeURIComponent(${JSON.stringify(inWorker)}));
        killed++;
      }
      sendAsyncMessage('figleaf-killed', killed);
    }`;
    return new Promise<number>((resolve) => {
      Services.ppmm.addMessageListener('figleaf-killed', ({ data }) => resolve(data));
      Services.ppmm.loadProcessScript(`data:,${encodeURIComponent(inProcess)}`, false);
    });
  });
}

/**
 * Installs a packed extension as a store's is, or a new version of it.
 * @returns what became of it, and the version that is now there
 */
export async function installPacked(
  window: FirefoxPage,
  file: string,
): Promise<{ became: 'installed' | 'postponed'; version: string }> {
  return window.evaluate(
    async ([path, id]) => {
      interface Install {
        addListener(listener: { onInstallEnded(): void; onInstallPostponed(): void }): void;
        install(): Promise<unknown>;
      }
      interface Modules {
        AddonManager: {
          getInstallForFile(file: object): Promise<Install>;
          getAddonByID(addon: string): Promise<{ version: string }>;
        };
        FileUtils: { File: new (at: string) => object };
      }
      const { ChromeUtils } = globalThis as unknown as Inside;
      const { AddonManager, FileUtils } = {
        ...ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs'),
        ...ChromeUtils.importESModule('resource://gre/modules/FileUtils.sys.mjs'),
      } as unknown as Modules;
      const install = await AddonManager.getInstallForFile(new FileUtils.File(path));
      const became = await new Promise<'installed' | 'postponed'>((resolve, reject) => {
        install.addListener({
          onInstallEnded: () => resolve('installed'),
          onInstallPostponed: () => resolve('postponed'),
        });
        // Of one that is postponed nothing more is heard.
        install.install().catch(reject);
      });
      return { became, version: (await AddonManager.getAddonByID(id)).version };
    },
    [file, GECKO_ID] as const,
  );
}

/** What a person switches on for private windows; the extension starts anew with it. */
export async function allowPrivateWindows(window: FirefoxPage): Promise<void> {
  await window.evaluate(async (id) => {
    interface Modules {
      AddonManager: { getAddonByID(addon: string): Promise<{ reload(): Promise<void> }> };
      ExtensionPermissions: { add(addon: string, granted: object): Promise<void> };
    }
    const { ChromeUtils } = globalThis as unknown as Inside;
    const { AddonManager, ExtensionPermissions } = {
      ...ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs'),
      ...ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs'),
    } as unknown as Modules;
    const permissions = ['internal:privateBrowsingAllowed'];
    await ExtensionPermissions.add(id, { permissions, origins: [] });
    await (await AddonManager.getAddonByID(id)).reload();
  }, GECKO_ID);
}
