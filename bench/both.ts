import type { Page } from 'playwright';
import { type Env, openPage, startPlain, startWithExtension } from './env.ts';

/** What was measured with the extension and without it. */
export interface Both<T> {
  mine: T[];
  bare: T[];
}

/**
 * The same visit in a browser with us and in one without, turn by turn: what else the machine does
 * falls on both.
 * @param rounds of visits; `warm` more come first, of which nothing is kept
 */
export async function inBoth<T>(
  env: Env,
  rounds: number,
  visit: (page: Page, env: Env, ours: boolean) => Promise<T>,
  warm = 0,
): Promise<Both<T>> {
  const ours = await startWithExtension(env, 'fast');
  const plain = await startPlain(env);
  try {
    const [withUs, without] = [await openPage(ours, env), await openPage(plain, env)];
    const [mine, bare]: [T[], T[]] = [[], []];
    for (let round = 0; round < warm + rounds; round++) {
      mine.push(await visit(withUs, env, true));
      bare.push(await visit(without, env, false));
    }
    return { mine: mine.slice(warm), bare: bare.slice(warm) };
  } finally {
    await ours.close();
    await plain.close();
  }
}
