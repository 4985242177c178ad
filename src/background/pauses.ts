import browser from 'webextension-polyfill';
import {
  nextEnd,
  type PauseLength,
  type Pauses,
  pauseFrom,
  prunePauses,
  readPauses,
  withPause,
} from '../shared/pause.ts';
import { oneByOne } from './one-by-one.ts';
import { signed } from './signed.ts';

const ALARM = 'pause-ends';

const inTurn = oneByOne();

/**
 * Pauses lie in storage.session: they outlive the service worker, and the browser's end, or an
 * update, ends them all. Ordinary and private windows share them, as they do the settings.
 */
export async function readAllPauses(): Promise<Pauses> {
  const { pauses }: { pauses?: unknown } = await browser.storage.session.get('pauses');
  return prunePauses(readPauses(pauses), Date.now());
}

/**
 * The one way to pause and to resume; a lock that forbids pausing asks `pausesWeaken` here.
 * @param host null for everywhere
 * @throws RangeError for what is no length of a pause
 */
export function changePauses(host: string | null, length: PauseLength | null): Promise<Pauses> {
  return inTurn(async () => {
    const now = Date.now();
    const before = await readAllPauses();
    const pauses = withPause(before, host, length === null ? null : pauseFrom(now, length));
    await browser.storage.session.set({ pauses: signed(pauses) });
    return pauses;
  });
}

/** Must be called while the background's script first runs: the alarm wakes a sleeping worker. */
export function listenForEnds(ended: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void ended();
  });
}

/**
 * The pauses for the engine, which goes by the clock whenever it decides; an alarm at the next end
 * has it decide anew by itself. Alarms are each worker's own, whoever set the pause.
 */
export async function pausesWithAlarm(): Promise<Pauses> {
  const pauses = await readAllPauses();
  const when = nextEnd(pauses, Date.now());
  if (when === null) await browser.alarms.clear(ALARM);
  else browser.alarms.create(ALARM, { when });
  return pauses;
}
