import browser from 'webextension-polyfill';
import type { PageCommand } from '../shared/messages.ts';

const MENUS = { cover: 'menu_cover', reveal: 'menu_reveal' } as const;

/** The entries of a picture's context menu; must be called at each installation or update. */
export async function makeMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, text] of Object.entries(MENUS)) {
    browser.contextMenus.create({ id, title: browser.i18n.getMessage(text), contexts: ['image'] });
  }
}

/** Passes a menu click on to the frame it was made in. */
export function listenToMenus(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, srcUrl, frameId }, tab) => {
    if ((menuItemId !== 'cover' && menuItemId !== 'reveal') || tab?.id === undefined || !srcUrl)
      return;
    const command: PageCommand = { command: menuItemId, src: srcUrl };
    browser.tabs.sendMessage(tab.id, command, { frameId: frameId ?? 0 }).catch((error: unknown) => {
      console.info(`figleaf: no content script took the menu command: ${error}`);
    });
  });
}
