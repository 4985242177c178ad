import type { Page } from 'playwright';
import type { Scene, Stage } from './screenshot-stage.ts';

const HEIGHT = 600;

const popup = async (stage: Stage): Promise<Page> => popupOf(stage, await stage.visit());

async function popupOf(stage: Stage, tab: number): Promise<Page> {
  const page = await stage.open(`popup/popup.html?tab=${tab}`);
  // The whole of it, as a popup's window grows with what it holds.
  const { width = 0 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width, height: HEIGHT });
  return page;
}

/** Once the page's pictures have their verdicts. */
async function popupOfVerdicts(stage: Stage): Promise<Page> {
  const page = await popup(stage);
  await page.locator('.newest li').waitFor();
  return page;
}

export const POPUP_SCENES: readonly Scene[] = [
  { name: 'popup', everyLook: true, show: popupOfVerdicts },
  {
    name: 'popup-open',
    everyLook: true,
    whole: true,
    show: async (stage) => {
      const page = await popupOfVerdicts(stage);
      const closed = page.locator('details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      return page;
    },
  },
  {
    name: 'popup-paused',
    everyLook: true,
    show: async (stage) => {
      const page = await popupOfVerdicts(stage);
      await page.getByText('Pause', { exact: true }).click();
      await page.getByRole('button', { name: '15' }).click();
      await page.getByRole('button', { name: 'Resume' }).waitFor();
      return page;
    },
  },
  {
    name: 'popup-off',
    show: async (stage) => {
      const page = await popup(stage);
      await page.getByRole('switch').first().click();
      return page;
    },
  },
  {
    name: 'popup-starting',
    everyLook: true,
    show: async (stage) => {
      await stage.holdEngine();
      const page = await popup(stage);
      await page.locator('.notice-info').waitFor();
      return page;
    },
  },
  {
    name: 'popup-withheld',
    everyLook: true,
    show: async (stage) => {
      const tab = await stage.visit();
      await stage.withholdSites();
      const page = await popupOf(stage, tab);
      await page.locator('.notice-fault').waitFor();
      return page;
    },
  },
  {
    name: 'popup-closed',
    everyLook: true,
    show: async (stage) => {
      const page = await popupOf(stage, await stage.visitClosed());
      await page.locator('.notice-warning').waitFor();
      return page;
    },
  },
  {
    name: 'popup-damaged',
    damaged: true,
    show: async (stage) => {
      const page = await popup(stage);
      await page.getByRole('alert').waitFor();
      return page;
    },
  },
];
