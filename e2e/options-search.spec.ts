import type { Page } from 'playwright';
import { expect, test } from './harness.ts';
import { openOptions } from './our-pages.ts';

const field = (options: Page) => options.getByRole('searchbox', { name: 'Search the settings' });
const regions = (options: Page) => options.getByRole('main').getByRole('region');

test('the search leaves what it finds, and its sections in the list', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const all = await regions(options).count();
  expect(all).toBeGreaterThan(8);
  await field(options).fill('pixelate squares');
  await expect(regions(options)).toHaveCount(1);
  await expect(options.getByRole('region', { name: 'Covers' })).toBeVisible();
  await expect(options.getByRole('group', { name: 'Style' })).toBeVisible();
  await expect(options.getByRole('slider', { name: 'Strength' })).toBeHidden();
  await expect(options.getByRole('navigation').getByRole('link')).toHaveText(['Covers']);
  await expect(options.getByRole('search').first().getByRole('status')).toHaveText('1 found');
  await field(options).press('Escape');
  await expect(field(options)).toHaveValue('');
  await expect(regions(options)).toHaveCount(all);
});

test('words that nobody reads are found too', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await field(options).fill('WHITELIST');
  await expect(options.getByRole('navigation').getByRole('link')).toHaveText(['Sites']);
});

test('what nothing has to do with says so, and offers a way back', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await field(options).fill('zebra');
  await expect(regions(options)).toHaveCount(0);
  await expect(options.getByText('No setting has to do with “zebra”.')).toBeVisible();
  await expect(options.getByRole('search').first().getByRole('status')).toHaveText('Nothing found');
  await options.getByRole('button', { name: 'Show all settings' }).click();
  await expect(options.getByRole('region', { name: 'Sensitivity' })).toBeVisible();
});

test('sites are searched by name', async ({ figleaf }) => {
  const hosts = ['a.example', 'b.example', 'cats.test', 'dogs.test', 'e.example', 'f.example'];
  await figleaf.set({ sites: Object.fromEntries(hosts.map((host) => [host, 'off'])) });
  const options = await openOptions(figleaf);
  const sites = options.getByRole('region', { name: 'Sites' });
  await expect(sites.getByRole('listitem')).toHaveCount(6);
  const search = sites.getByRole('searchbox', { name: 'Search the sites' });
  await search.fill('.TEST');
  await expect(sites.getByRole('listitem')).toHaveCount(2);
  await expect(sites.getByRole('status')).toHaveText('2 of 6');
  await sites.getByRole('button', { name: 'Remove the rule for cats.test' }).click();
  await expect(sites.getByRole('listitem')).toHaveCount(1);
  await search.fill('nothing like it');
  await expect(sites.getByRole('status')).toHaveText('0 of 5');
  await search.press('Escape');
  await expect(sites.getByRole('listitem')).toHaveCount(5);
});
