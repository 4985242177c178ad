import type { BrowserContext } from 'playwright';

/** The part of what chrome://extensions is made with that is used here. */
interface DeveloperPrivate {
  updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>;
}

/** Chooses as a person does on the browser's page of extensions; the extension goes on running. */
export async function setSiteAccess(
  context: BrowserContext,
  extensionId: string,
  hostAccess: 'ON_CLICK' | 'ON_ALL_SITES',
): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    (update) => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
      return developerPrivate.updateExtensionConfiguration(update);
    },
    { extensionId, hostAccess },
  );
  await page.close();
}
