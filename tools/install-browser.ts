import { spawnSync } from 'node:child_process';
import { type BrowserKind, PLACES } from './browser-places.ts';
import { type Browser, findBrowser, type Machine, thisMachine } from './find-browser.ts';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/**
 * How a missing browser can be had on this machine.
 * @returns the commands to run in order, or `advice`, a sentence for the person
 */
export function planInstall(
  kind: BrowserKind,
  machine: Machine,
): { commands: readonly Command[] } | { advice: string } {
  const { variable, advice, package: name } = PLACES[kind];
  const sentence = (why: string): { advice: string } => ({
    advice: `${why} ${advice}, or set ${variable} to the program's path.`,
  });
  const missing = `No ${kind === 'chromium' ? 'Chromium-based browser' : 'Firefox'} was found.`;
  const aptGet = '/usr/bin/apt-get';
  if (!isDebian(machine) || !machine.isProgram(aptGet)) return sentence(missing);
  if (machine.env.FIGLEAF_NO_INSTALL) {
    return sentence(`${missing} FIGLEAF_NO_INSTALL is set, so nothing was installed.`);
  }
  if (!machine.root) {
    return { advice: `${missing} Run "apt-get install ${name}" as root, or set ${variable}.` };
  }
  return {
    commands: [
      [aptGet, 'update'],
      [aptGet, 'install', '--yes', '--no-install-recommends', name],
    ],
  };
}

/**
 * An installed browser, or one installed now: announced, on Debian, as root, unless
 * FIGLEAF_NO_INSTALL is set.
 * @throws Error with a sentence on what to install when there is none
 */
export function ensureBrowser(kind: BrowserKind, machine: Machine = thisMachine()): Browser {
  const found = findBrowser(kind, machine);
  if (found) return found;
  const plan = planInstall(kind, machine);
  if ('advice' in plan) throw new Error(plan.advice);
  console.log(`No ${kind} here: installing Debian's package (FIGLEAF_NO_INSTALL=1 prevents it).`);
  for (const [program, ...args] of plan.commands) run(program, args);
  const installed = findBrowser(kind, machine);
  if (installed) return installed;
  throw new Error(`The package was installed, but no ${kind} is on PATH.`);
}

/** `ensureBrowser` for a command: without a browser it ends the program with that one sentence. */
export function browserOrExit(kind: BrowserKind): Browser {
  try {
    return ensureBrowser(kind);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Ubuntu counts: where its package is only a pointer to a snap, installing says so and fails. */
const isDebian = (machine: Machine): boolean =>
  machine.platform === 'linux' &&
  /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(machine.read('/etc/os-release') ?? '');

function run(program: string, args: readonly string[]): void {
  const { status, error, signal } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} ended with ${status ?? signal}`);
  }
}
