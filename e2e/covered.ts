import type { Page } from 'playwright';

/**
 * Which images are covered, by their ids: for those that cannot be compared by pixels, whose sizes
 * and codecs differ, or that move.
 */
export const coveredOnes = (page: Page): Promise<Record<string, boolean>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.images].map((img) => {
        const { visibility, objectPosition } = getComputedStyle(img);
        return [img.id, visibility === 'hidden' || objectPosition !== '50% 50%'];
      }),
    ),
  );

/** Every image of the page has been loaded and can be decoded. */
export const allLoaded = (page: Page): Promise<boolean> =>
  page.evaluate(() => [...document.images].every((img) => img.naturalWidth > 0));
