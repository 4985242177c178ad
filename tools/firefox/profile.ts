import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The extension's id, as in manifest.json, and the origin that a profile of ours gives it. */
export const GECKO_ID = 'figleaf@figleaf.invalid';
const UUID = '5f1e9a1e-0f19-4eaf-8f19-1eaf00f19eaf';
export const HOME = `moz-extension://${UUID}/`;

type Pref = string | number | boolean;

const PREFS: Readonly<Record<string, Pref>> = {
  'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
  'devtools.console.stdout.content': true,
  'devtools.jsonview.enabled': false,
  // On a busy machine a script's first run may take its time.
  'dom.max_ext_content_script_run_time': 60,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  // Screenshots are compared by pixels.
  'gfx.color_management.mode': 0,
};

/** Nothing that the browser does by itself leaves this machine. */
const SILENT: Readonly<Record<string, Pref>> = {
  'services.settings.server': 'data:,#dummy',
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.update.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
};

/** Every name is this machine: *.test is, and nothing else can be reached. */
const CLOSED_NETWORK: Readonly<Record<string, Pref>> = {
  'network.dns.forceResolve': '127.0.0.1',
  'network.http.http3.enable': false,
};

/** @returns the folder of a new profile, for the caller to remove */
export async function makeProfile(
  closedNetwork: boolean,
  prefs: Readonly<Record<string, Pref>> = {},
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-firefox-'));
  const all = { ...PREFS, ...SILENT, ...(closedNetwork ? CLOSED_NETWORK : {}), ...prefs };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(path.join(folder, 'user.js'), lines.join(''));
  return folder;
}
