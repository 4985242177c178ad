import { expect, test } from 'vitest';
import { MINIMUM } from '../src/shared/platform.ts';
import { manifestFor } from './manifest.ts';

const firefox = JSON.parse(await manifestFor('firefox'));
const chrome = JSON.parse(await manifestFor('chrome'));

test('the least versions are those stated in src/shared/platform.ts', () => {
  const { gecko, gecko_android } = firefox.browser_specific_settings;
  expect(gecko.strict_min_version).toBe(`${MINIMUM.firefox}.0`);
  expect(gecko_android.strict_min_version).toBe(`${MINIMUM.firefox}.0`);
  expect(chrome.minimum_chrome_version).toBe(String(MINIMUM.chrome));
});

test('no data is collected', () => {
  expect(firefox.browser_specific_settings.gecko.data_collection_permissions).toEqual({
    required: ['none'],
  });
});

test('Firefox is asked for nothing that it does not have, and Chrome likewise', () => {
  const firefoxOnly = ['webRequestBlocking', 'webRequestFilterResponse'];
  const chromeOnly = ['offscreen', 'declarativeNetRequestWithHostAccess'];
  expect(firefox.permissions).toEqual(expect.arrayContaining(firefoxOnly));
  expect(chrome.permissions).toEqual(expect.arrayContaining(chromeOnly));
  for (const name of chromeOnly) expect(firefox.permissions).not.toContain(name);
  for (const name of firefoxOnly) expect(chrome.permissions).not.toContain(name);
});

test('no code from elsewhere may run', () => {
  for (const { content_security_policy } of [firefox, chrome]) {
    const policy: string = content_security_policy.extension_pages;
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
    expect(policy).toMatch(/^default-src 'none';/);
  }
});
