/** Where browsers are usually found; data only, so that a new place is a new line. */

export type BrowserKind = 'chromium' | 'firefox';

export interface BrowserPlaces {
  /** Environment variable that names the program outright. */
  readonly variable: string;
  /** Program names looked for on PATH, the preferred first. */
  readonly names: readonly string[];
  /** Full paths by platform; `%NAME%` and `~` stand for environment variables and the home folder. */
  readonly paths: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;
  /** Debian's package. */
  readonly package: string;
  /** What a person is told to install. */
  readonly advice: string;
}

const MAC = '/Applications';
const WINDOWS_ROOTS = ['%ProgramFiles%', '%ProgramFiles(x86)%', '%LocalAppData%'];

/** An application in the shared folder and in the person's own. */
const onMac = (app: string, program: string): string[] =>
  [MAC, `~${MAC}`].map((root) => `${root}/${app}.app/Contents/MacOS/${program}`);

const onWindows = (tail: string): string[] => WINDOWS_ROOTS.map((root) => `${root}\\${tail}`);

/** Chromium first: branded Chrome has ignored --load-extension since 137. */
export const PLACES: Readonly<Record<BrowserKind, BrowserPlaces>> = {
  chromium: {
    variable: 'CHROME_PATH',
    names: [
      'chromium',
      'chromium-browser',
      'ungoogled-chromium',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
      'microsoft-edge',
      'microsoft-edge-stable',
    ],
    paths: {
      linux: ['/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'],
      darwin: [
        ...onMac('Chromium', 'Chromium'),
        ...onMac('Google Chrome for Testing', 'Google Chrome for Testing'),
        ...onMac('Google Chrome', 'Google Chrome'),
        ...onMac('Microsoft Edge', 'Microsoft Edge'),
      ],
      win32: [
        ...onWindows('Chromium\\Application\\chrome.exe'),
        ...onWindows('Google\\Chrome\\Application\\chrome.exe'),
        ...onWindows('Microsoft\\Edge\\Application\\msedge.exe'),
      ],
    },
    package: 'chromium',
    advice: 'Install Chromium, Google Chrome or Microsoft Edge',
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
    paths: {
      linux: ['/snap/bin/firefox'],
      darwin: [...onMac('Firefox', 'firefox'), ...onMac('Firefox Developer Edition', 'firefox')],
      win32: onWindows('Mozilla Firefox\\firefox.exe'),
    },
    package: 'firefox-esr',
    advice: 'Install Firefox',
  },
};
