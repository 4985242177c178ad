import { test as plainTest } from '@playwright/test';
import { SEED } from './pictures.ts';
import { Site } from './site.ts';

/** What tests in every browser begin with: a web server, and the seed in the report. */
export const baseTest = plainTest.extend<{ seed: undefined }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const site = await Site.open();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  seed: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use, { annotations }) => {
      annotations.push({ type: 'FIGLEAF_E2E_SEED', description: String(SEED) });
      await use(undefined);
    },
    { auto: true },
  ],
});
