import type { Page } from 'playwright';
import { expect, type Figleaf } from './harness.ts';

/** The real options page, with the settings in it. */
export async function openOptions(figleaf: Figleaf): Promise<Page> {
  const options = await figleaf.newPage();
  await options.setViewportSize({ width: 1100, height: 820 });
  await options.goto(`chrome-extension://${figleaf.id}/options/options.html`);
  await expect(options.getByRole('region', { name: 'Sensitivity' })).toBeVisible();
  return options;
}

export const settingsOf = async (figleaf: Figleaf) =>
  (await figleaf.ask('background', 'settings.get', null)).settings;

/** A file as a person chooses it. */
export const file = (name: string, bytes: Uint8Array, mimeType = 'application/json') => ({
  name,
  mimeType,
  buffer: Buffer.from(bytes),
});
