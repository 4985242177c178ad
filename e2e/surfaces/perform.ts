import { setTimeout as pause } from 'node:timers/promises';
import type { Picture } from '../../demo/draw/picture.ts';
import type { Painted } from '../trace.ts';
import { isSeen, shareOf } from './eye.ts';
import type { Actor, PagePlan } from './plan.ts';
import type { Stage, View } from './stage.ts';

/** What was seen of one instance, in parts of what it has to show (0–1). */
export interface Sighting {
  readonly actor: Actor;
  readonly atEnd: number;
  /** The most that any frame showed. */
  readonly most: number;
  /** Its addresses that were painted where they could be seen; null where nobody tells. */
  readonly painted: readonly string[] | null;
  /** Why the row did not show what it says, where it did not. */
  readonly fault: string | null;
}

/** A page that is not as it should be and in which nothing changes for so long is taken as it is. */
const STILL_MS = 5_000;
/** One that is as it should be must stay so, the engine having nothing more to do. */
const QUIET_MS = 400;
const LONGEST_MS = 20_000;
const EVERY_MS = 120;

/** Opens the page and lets everything on it happen, until it stands as it should or stands still. */
export async function perform(stage: Stage, page: PagePlan): Promise<Sighting[]> {
  const { actors } = page;
  const view = await stage.open(page.condition);
  const faults = new Map<string, string>();
  const ends = new Map<Actor, number>();
  try {
    await view.brace();
    await view.goto(page.url);
    await act(stage, view, page, faults);
    await view.goOn();
    const screen = await standing(stage, view, page);
    for (const actor of actors) {
      ends.set(actor, actor.row.look ? await looked(stage, view, actor) : shareOf(screen, actor));
    }
    await checkPremises(view, page, faults);
  } catch (error) {
    for (const { row } of actors) faults.set(row.id, inWords(error));
  }
  // Whatever happened: a trace that goes on would keep the next from beginning.
  const { frames, painted } = await view.end();
  return actors.map((actor) => ({
    actor,
    atEnd: ends.get(actor) ?? 0,
    most: Math.max(0, ...frames.map(({ picture, scale }) => shareOf(picture, actor, scale))),
    painted: painted && paintedOf(painted, actor.it.addresses),
    fault: faults.get(actor.row.id) ?? null,
  }));
}

/**
 * A cover may move a picture's content so far out of its box, which clips, that painting it there
 * shows nothing (src/content/cover.css).
 */
function paintedOf(painted: readonly Painted[], addresses: ReadonlySet<string>): string[] {
  const seen = painted.filter(
    ({ url, rect: { x, y, width, height } }) =>
      addresses.has(url) && x + width > 0 && y + height > 0,
  );
  return [...new Set(seen.map(({ url }) => url))];
}

/** What comes late comes once the rest has its verdicts, one row after the other. */
async function act(
  stage: Stage,
  { hands, brace }: View,
  { actors }: PagePlan,
  faults: Map<string, string>,
): Promise<void> {
  const rows = new Set(actors.map(({ row }) => row));
  if (![...rows].some((row) => row.late || row.act)) return;
  await quiet(stage);
  await brace();
  for (const row of rows) {
    const its = actors.filter((actor) => actor.row === row).map(({ it }) => it);
    try {
      for (const it of its) if (row.late) await hands.run(row.late(it));
      await row.act?.(hands, its);
    } catch (error) {
      faults.set(row.id, inWords(error));
    }
  }
}

async function quiet(stage: Stage): Promise<void> {
  if (!stage.withExtension) return;
  let judged = await stage.judged();
  for (let since = Date.now(); Date.now() - since < QUIET_MS; await pause(EVERY_MS)) {
    const now = await stage.judged();
    if (now !== judged) since = Date.now();
    judged = now;
  }
}

/** @returns the screen, once it may be taken for the last */
async function standing(stage: Stage, view: View, { actors }: PagePlan): Promise<Picture> {
  const began = Date.now();
  let [since, last] = [began, ''];
  for (;;) {
    const screen = await view.screen();
    const judged = await stage.judged();
    const seen = actors.map((actor) => isSeen(shareOf(screen, actor), actor.row.eye));
    const state = JSON.stringify([seen, judged]);
    const now = Date.now();
    if (state !== last) [since, last] = [now, state];
    const right = actors.every(
      (actor, i) => actor.row.look || seen[i] === isToBeSeen(stage, actor),
    );
    const enough = right ? (stage.withExtension ? QUIET_MS : 0) : STILL_MS;
    if (now - since >= enough || now - began > LONGEST_MS) return screen;
    await pause(EVERY_MS);
  }
}

const isToBeSeen = ({ withExtension }: Stage, { it }: Actor): boolean =>
  !(withExtension && it.kind === 'explicit');

/** @returns what is there where the screen does not tell, once that is as it should be or stands still */
async function looked(stage: Stage, { hands }: View, actor: Actor): Promise<number> {
  const { it, row } = actor;
  const began = Date.now();
  for (;;) {
    const share = (await row.look?.(hands, it)) ?? 0;
    if (isSeen(share, row.eye) === isToBeSeen(stage, actor)) return share;
    if (Date.now() - began > STILL_MS) return share;
    await pause(EVERY_MS);
  }
}

async function checkPremises(
  { hands }: View,
  { actors }: PagePlan,
  faults: Map<string, string>,
): Promise<void> {
  for (const { row } of actors) {
    if (!row.premise || faults.has(row.id)) continue;
    if ((await hands.run(row.premise)) !== true) faults.set(row.id, `not so: ${row.premise}`);
  }
}

const inWords = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
