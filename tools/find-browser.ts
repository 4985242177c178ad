import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BrowserKind, PLACES } from './browser-places.ts';

/** What finding a browser needs to know of a machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs as the superuser, so it may install packages. */
  readonly root: boolean;
  /** An executable file stands at this absolute path. */
  isProgram(file: string): boolean;
  /** The path with symbolic links resolved. */
  resolve(file: string): string;
  /** @returns a text file's content, or null where there is no such file */
  read(file: string): string | null;
}

export interface Browser {
  readonly kind: BrowserKind;
  readonly path: string;
  /** Google's or Microsoft's own build, which takes extensions through the debugging pipe only. */
  readonly branded: boolean;
}

/**
 * Finds an installed browser: the one the environment names, else by name on PATH, else in its
 * platform's usual places.
 * @returns null when there is none
 * @throws Error when the environment names something that is not a program: a wrong CHROME_PATH
 *   must not quietly test another browser
 */
export function findBrowser(kind: BrowserKind, machine: Machine = thisMachine()): Browser | null {
  const { variable, names, paths } = PLACES[kind];
  const named = machine.env[variable];
  if (named) {
    const file = locate(named, machine);
    if (file === null) throw new Error(`${variable} is "${named}", which is not a program`);
    return browserAt(kind, file, machine);
  }
  const found =
    first(names, (name) => onPath(name, machine)) ??
    first(paths[machine.platform] ?? [], (place) => {
      const file = expand(place, machine);
      return file !== null && machine.isProgram(file) ? file : null;
    });
  return found === null ? null : browserAt(kind, found, machine);
}

/** The machine this program runs on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    env: process.env,
    root: process.getuid?.() === 0,
    isProgram(file) {
      if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EACCES') return false;
        throw error;
      }
    },
    resolve: (file) => realpathSync(file),
    read(file) {
      try {
        return readFileSync(file, 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

const pathsOf = (machine: Machine) => (machine.platform === 'win32' ? path.win32 : path.posix);

/** A path as given, or a bare name looked up on PATH. */
function locate(named: string, machine: Machine): string | null {
  const { resolve } = pathsOf(machine);
  if (!/[\\/]/.test(named)) return onPath(named, machine);
  const file = resolve(expand(named, machine) ?? named);
  return machine.isProgram(file) ? file : null;
}

function onPath(name: string, machine: Machine): string | null {
  const { delimiter, join } = pathsOf(machine);
  const folders = (variable('PATH', machine) ?? '').split(delimiter).filter((folder) => folder);
  const endings = machine.platform === 'win32' && !/\.exe$/i.test(name) ? ['.exe'] : [''];
  const files = folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
  return first(files, (file) => (machine.isProgram(file) ? file : null));
}

/** @returns null when a variable in the path is not set */
function expand(place: string, machine: Machine): string | null {
  let missing = false;
  const lookUp = (name: string): string => {
    const value = variable(name, machine);
    missing ||= value === undefined;
    return value ?? '';
  };
  const expanded = place
    .replace(/^~(?=\/)/, () => lookUp('HOME'))
    .replace(/%([^%]+)%/g, (_, name: string) => lookUp(name));
  return missing ? null : expanded;
}

/** Windows does not tell capitals apart in names of variables; Node's own `process.env` hides that. */
function variable(name: string, machine: Machine): string | undefined {
  if (machine.platform !== 'win32') return machine.env[name];
  const key = Object.keys(machine.env).find((key) => key.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : machine.env[key];
}

function browserAt(kind: BrowserKind, file: string, machine: Machine): Browser {
  return { kind, path: file, branded: kind === 'chromium' && isBranded(machine.resolve(file)) };
}

/** Chrome for Testing carries Google's name but keeps --load-extension. */
const isBranded = (file: string): boolean =>
  /google[\\/ -]?chrome|msedge|microsoft[\\/ -]?edge/i.test(file) && !/for.testing/i.test(file);

function first<T, R>(items: readonly T[], pick: (item: T) => R | null): R | null {
  for (const item of items) {
    const picked = pick(item);
    if (picked !== null) return picked;
  }
  return null;
}
