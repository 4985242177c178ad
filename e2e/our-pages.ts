import type { Page } from 'playwright';
import { expect, type Figleaf } from './harness.ts';

/** A page of the extension, in a tab of its own. */
export async function openOurs(figleaf: Figleaf, file: string): Promise<Page> {
  const ours = await figleaf.newPage();
  await ours.goto(`chrome-extension://${figleaf.id}/${file}`);
  return ours;
}

/** The popup about a page's tab. */
export const openPopup = async (figleaf: Figleaf, page: Page): Promise<Page> =>
  openOurs(figleaf, `popup/popup.html?tab=${await figleaf.tabIdOf(page)}`);

/** The real options page, with the settings in it. */
export async function openOptions(figleaf: Figleaf): Promise<Page> {
  const options = await openOurs(figleaf, 'options/options.html');
  await options.setViewportSize({ width: 1100, height: 820 });
  await expect(options.getByRole('region', { name: 'Sensitivity' })).toBeVisible();
  return options;
}

/** Turns a switch of the options over. */
export const flip = (options: Page, name: string) => options.getByRole('switch', { name }).click();
/** Takes one of a group of the options' choices. */
export const choose = (options: Page, group: string, name: string) =>
  options.getByRole('group', { name: group }).getByRole('radio', { name, exact: true }).check();

export const settingsOf = async (figleaf: Figleaf) =>
  (await figleaf.ask('background', 'settings.get', null)).settings;

/** A file as a person chooses it. */
export const file = (name: string, bytes: Uint8Array, mimeType = 'application/json') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});

/**
 * What the browser does when a person chooses an entry of a picture's menu or presses a command's
 * keys: neither can be made by a test, so the event is raised in the service worker itself.
 */
export async function raise(
  figleaf: Figleaf,
  page: Page,
  event: { menu: string; src: string } | { command: string },
): Promise<void> {
  const tabId = await figleaf.tabIdOf(page);
  // A stopped worker wakes to this, and only an awake one can be evaluated in.
  await figleaf.ask('background', 'engine.ensure', null);
  const worker = page
    .context()
    .serviceWorkers()
    .find((each) => each.url().includes(figleaf.id));
  if (!worker) throw new Error('no service worker');
  await worker.evaluate(
    async ([id, what]) => {
      interface Raised {
        dispatch(...args: unknown[]): void;
      }
      const tab = await chrome.tabs.get(id);
      if ('command' in what) {
        (chrome.commands.onCommand as unknown as Raised).dispatch(what.command, tab);
      } else {
        const info = { menuItemId: what.menu, srcUrl: what.src, frameId: 0, editable: false };
        (chrome.contextMenus.onClicked as unknown as Raised).dispatch(info, tab);
      }
    },
    [tabId, event] as const,
  );
}
