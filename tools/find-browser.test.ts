import { describe, expect, test } from 'vitest';
import { PLACES } from './browser-places.ts';
import { findBrowser, type Machine } from './find-browser.ts';
import { ensureBrowser, planInstall } from './install-browser.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nID=debian\n';

interface Sketch extends Partial<Omit<Machine, 'isProgram' | 'resolve' | 'read'>> {
  programs?: readonly string[];
  links?: Readonly<Record<string, string>>;
  files?: Readonly<Record<string, string>>;
}

const machine = ({ programs = [], links = {}, files = {}, ...rest }: Sketch): Machine => ({
  platform: 'linux',
  env: { PATH: '/usr/local/bin:/usr/bin', HOME: '/home/ada' },
  root: false,
  ...rest,
  isProgram: (file) => programs.includes(file),
  resolve: (file) => links[file] ?? file,
  read: (file) => files[file] ?? null,
});

const found = (sketch: Sketch, kind: 'chromium' | 'firefox' = 'chromium') =>
  findBrowser(kind, machine(sketch));

describe('findBrowser', () => {
  test('takes the browser that CHROME_PATH names before any other', () => {
    const programs = ['/usr/bin/chromium', '/opt/mine/chrome'];
    const env = { PATH: '/usr/bin', CHROME_PATH: '/opt/mine/chrome' };
    expect(found({ programs, env })?.path).toBe('/opt/mine/chrome');
  });

  test('looks a bare CHROME_PATH up on PATH', () => {
    const env = { PATH: '/usr/bin', CHROME_PATH: 'google-chrome' };
    expect(found({ programs: ['/usr/bin/google-chrome'], env })?.path).toBe(
      '/usr/bin/google-chrome',
    );
  });

  test.each(['/nowhere/chrome', 'nowhere'])('refuses a wrong CHROME_PATH: %s', (wrong) => {
    const env = { PATH: '/usr/bin', CHROME_PATH: wrong };
    expect(() => found({ programs: ['/usr/bin/chromium'], env })).toThrow(
      `CHROME_PATH is "${wrong}", which is not a program`,
    );
  });

  test('prefers Chromium to branded Chrome wherever they are on PATH', () => {
    const programs = ['/usr/local/bin/google-chrome', '/usr/bin/chromium'];
    expect(found({ programs })).toEqual({
      kind: 'chromium',
      path: '/usr/bin/chromium',
      branded: false,
    });
  });

  test.each([
    ['/usr/bin/google-chrome', {}, true],
    ['/usr/bin/microsoft-edge', {}, true],
    ['/usr/bin/chrome', { '/usr/bin/chrome': '/opt/google/chrome/google-chrome' }, true],
    ['/usr/bin/chrome', { '/usr/bin/chrome': '/opt/chromium/chrome' }, false],
    ['/usr/bin/chromium', { '/usr/bin/chromium': '/usr/lib/chromium/chromium' }, false],
  ])('knows whether %s (%j) is branded: %s', (file, links, branded) => {
    expect(found({ programs: [file], links })?.branded).toBe(branded);
  });

  test('finds applications on macOS, the shared folder first', () => {
    const tail = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const platform = 'darwin';
    expect(found({ platform, programs: [`/home/ada${tail}`] })?.path).toBe(`/home/ada${tail}`);
    expect(found({ platform, programs: [`/home/ada${tail}`, tail] })).toMatchObject({
      path: tail,
      branded: true,
    });
    const testing = tail.replaceAll('Google Chrome', 'Google Chrome for Testing');
    expect(found({ platform, programs: [tail, testing] })).toMatchObject({
      path: testing,
      branded: false,
    });
  });

  test('finds programs on Windows, skipping folders whose variable is not set', () => {
    const file = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { Path: 'C:\\bin;C:\\tools', 'programfiles(x86)': 'C:\\Program Files (x86)' };
    expect(found({ platform: 'win32', env, programs: [file] })).toMatchObject({
      path: file,
      branded: true,
    });
    expect(
      found({ platform: 'win32', env, programs: [file, 'C:\\tools\\chromium.exe'] })?.path,
    ).toBe('C:\\tools\\chromium.exe');
  });

  test('answers null where there is none, and for each kind apart', () => {
    expect(found({ programs: ['/usr/bin/firefox-esr'] })).toBeNull();
    expect(found({ programs: ['/usr/bin/firefox-esr'] }, 'firefox')).toEqual({
      kind: 'firefox',
      path: '/usr/bin/firefox-esr',
      branded: false,
    });
    expect(found({ programs: [], env: {} })).toBeNull();
  });
});

describe('planInstall', () => {
  const debian = { programs: ['/usr/bin/apt-get'], files: { '/etc/os-release': DEBIAN } };

  test.each(['chromium', 'firefox'] as const)('installs %s with apt-get as root', (kind) => {
    expect(planInstall(kind, machine({ ...debian, root: true }))).toEqual({
      commands: [
        ['/usr/bin/apt-get', 'update'],
        ['/usr/bin/apt-get', 'install', '--yes', '--no-install-recommends', PLACES[kind].package],
      ],
    });
  });

  test.each<[string, Sketch, RegExp]>([
    ['not root', debian, /Run "apt-get install chromium" as root/],
    [
      'FIGLEAF_NO_INSTALL',
      { ...debian, root: true, env: { FIGLEAF_NO_INSTALL: '1' } },
      /FIGLEAF_NO_INSTALL is set, so nothing was installed/,
    ],
    [
      'another system',
      { root: true, programs: ['/usr/bin/apt-get'], files: { '/etc/os-release': 'ID=fedora\n' } },
      /Install Chromium, Google Chrome or Microsoft Edge, or set CHROME_PATH/,
    ],
    ['macOS', { ...debian, root: true, platform: 'darwin' }, /Install Chromium/],
  ])('says what to install instead: %s', (_, sketch, sentence) => {
    const plan = planInstall('chromium', machine(sketch));
    expect('advice' in plan && plan.advice).toMatch(sentence);
    expect(() => ensureBrowser('chromium', machine(sketch))).toThrow(sentence);
  });

  test('counts systems made from Debian', () => {
    const files = { '/etc/os-release': 'ID=raspbian\nID_LIKE="debian"\n' };
    expect(planInstall('chromium', machine({ ...debian, files, root: true }))).toHaveProperty(
      'commands',
    );
  });
});
