import browser from 'webextension-polyfill';
import type { PageCommand } from '../shared/messages.ts';

interface Commands {
  toggleSite(tabId: number): Promise<void>;
  toggleAll(tabId: number): Promise<void>;
}

/** The keyboard's commands, by their names in manifest.json. */
export function listenToKeys({ toggleSite, toggleAll }: Commands): void {
  browser.commands.onCommand.addListener((name, tab) => {
    void act(name, tab?.id).catch((error: unknown) => console.warn(`figleaf: ${name}: ${error}`));
  });

  async function act(name: string, told: number | undefined): Promise<void> {
    const tabId = told ?? (await frontTab());
    if (tabId === undefined) return;
    if (name === 'toggle-site') await toggleSite(tabId);
    else if (name === 'cover-everything') await toggleAll(tabId);
    else if (name === 'toggle-picture') {
      const order: PageCommand = { command: 'toggle' };
      // Every frame hears it; the one that the pointer is in, or whose label has focus, acts.
      await browser.tabs.sendMessage(tabId, order);
    }
  }
}

async function frontTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}
