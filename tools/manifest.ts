import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MINIMUM } from '../src/shared/platform.ts';

export type Target = 'chrome' | 'firefox';

const root = path.resolve(import.meta.dirname, '..');

/** The part of manifest.json that is changed here; the rest is passed on. */
interface Manifest {
  version: string;
  minimum_chrome_version?: string;
  message_serialization?: string;
  incognito: string;
  browser_specific_settings: {
    gecko: { strict_min_version: string };
    gecko_android?: { strict_min_version: string };
  };
  background: { service_worker?: string; scripts: string[] };
  content_scripts: { css?: string[]; css_origin?: string }[];
  permissions: string[];
}

/** Holding what comes over the network, which Chrome has no way to. */
const FOR_FIREFOX = ['webRequestBlocking', 'webRequestFilterResponse'];
/** The engine's document, and rules for its requests: Firefox has other ways for both. */
const NOT_FOR_FIREFOX = ['offscreen', 'declarativeNetRequestWithHostAccess'];

/** @returns the one manifest as it is for a browser, with the least versions filled in */
export async function manifestFor(target: Target): Promise<string> {
  const manifest: Manifest = JSON.parse(await readFile(path.join(root, 'manifest.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  manifest.version = version;
  manifest.browser_specific_settings.gecko.strict_min_version = `${MINIMUM.firefox}.0`;
  if (target === 'chrome') manifest.minimum_chrome_version = String(MINIMUM.chrome);
  else makeFirefox(manifest);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function makeFirefox(manifest: Manifest): void {
  // One background serves private windows too; what is theirs is kept apart by the engine.
  manifest.incognito = 'spanning';
  delete manifest.message_serialization;
  delete manifest.background.service_worker;
  manifest.browser_specific_settings.gecko_android = {
    strict_min_version: `${MINIMUM.firefox}.0`,
  };
  for (const script of manifest.content_scripts) {
    if (!script.css) continue;
    script.css_origin = 'user';
    // The sheet for the user's origin, in which pins outrank it.
    script.css = script.css.map((file) => file.replace(/\.css$/, '.user.css'));
  }
  manifest.permissions = [
    ...manifest.permissions.filter((name) => !NOT_FOR_FIREFOX.includes(name)),
    ...FOR_FIREFOX,
  ];
}
