import browser from 'webextension-polyfill';
import { HAND_COMMANDS, type HandCommand, type PageCommand } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import type { Standing } from '../shared/standing.ts';

const TITLES: Readonly<Record<HandCommand, string>> = {
  cover: 'menu_cover',
  reveal: 'menu_reveal',
  alwaysCover: 'menu_always_cover',
  alwaysShow: 'menu_always_show',
};
const REVEALING: readonly HandCommand[] = ['reveal', 'alwaysShow'];

/** The entries of a picture's context menu; must be called at each installation or update. */
export async function makeMenus(): Promise<void> {
  fitted = '';
  await browser.contextMenus.removeAll();
  for (const id of HAND_COMMANDS) {
    const title = browser.i18n.getMessage(TITLES[id]);
    browser.contextMenus.create({ id, title, contexts: ['image'] });
  }
}

/** How the menus were fitted last. */
let fitted = '';

/**
 * Disables what cannot act in the tab in front: everything where the site is off or paused. Hides
 * what would reveal where the person gave that up.
 */
export async function fitMenus(settings: Settings, standing: Standing): Promise<void> {
  const enabled = standing !== 'off' && standing !== 'paused';
  const now = `${enabled} ${settings.reveal}`;
  if (now === fitted) return;
  fitted = now;
  try {
    await Promise.all(
      HAND_COMMANDS.map((id) => {
        const visible = settings.reveal || !REVEALING.includes(id);
        return browser.contextMenus.update(id, { enabled, visible });
      }),
    );
  } catch (error) {
    // Before the first installation is done there are none yet.
    fitted = '';
    console.debug(`figleaf: menus: ${error}`);
  }
}

/** Passes a menu click on to the frame it was made in. */
export function listenToMenus(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, srcUrl, frameId }, tab) => {
    const command = HAND_COMMANDS.find((id) => id === menuItemId);
    if (!command || tab?.id === undefined || !srcUrl) return;
    const order: PageCommand = { command, src: srcUrl };
    browser.tabs.sendMessage(tab.id, order, { frameId: frameId ?? 0 }).catch((error: unknown) => {
      console.info(`figleaf: no content script took the menu command: ${error}`);
    });
  });
}
