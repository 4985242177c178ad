import type { Page } from '@playwright/test';
import type { Site } from './site.ts';

/** The one name under which a browser lets a page without a certificate have a service worker. */
export const WORKER_HOST = 'localhost';

/**
 * @param answer source of a function from a Request to a Response or a promise of one; undefined leaves
 *   it to the network
 * @returns the path of a service worker that answers so
 */
export const workerScript = (site: Site, answer: string): string =>
  site.add((_, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': '/' });
    response.end(`
      const answer = ${answer};
      addEventListener('install', () => skipWaiting());
      addEventListener('activate', (event) => event.waitUntil(clients.claim()));
      addEventListener('fetch', (event) => {
        const given = answer(event.request);
        if (given) event.respondWith(given);
      });`);
  });

/** Has it answer what this site's pages at `WORKER_HOST` ask for from now on. */
export async function underWorker(page: Page, site: Site, answer: string): Promise<void> {
  await page.goto(site.page('<p>', WORKER_HOST));
  await page.evaluate(
    async (url) => {
      const { serviceWorker } = navigator;
      const controls = new Promise((resolve) => {
        serviceWorker.addEventListener('controllerchange', resolve);
      });
      await serviceWorker.register(url, { scope: '/' });
      if (!serviceWorker.controller) await controls;
    },
    workerScript(site, answer),
  );
}
