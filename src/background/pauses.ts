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

const ALARM = 'pause-ends';

/** Changes follow one another; two at once would lose one. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Pauses lie in storage.session: they outlive the service worker, and the browser's end, or an
 * update, ends them all. A private window's are its own.
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
  const change = turn.then(async () => {
    const now = Date.now();
    const before = await readAllPauses();
    const pauses = withPause(before, host, length === null ? null : pauseFrom(now, length));
    await browser.storage.session.set({ pauses });
    await setAlarm(pauses);
    return pauses;
  });
  turn = change.catch(() => undefined);
  return change;
}

/** The engine goes by the clock whenever it decides; the alarm has it decide anew by itself. */
export function listenForEnds(ended: () => Promise<void>): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== ALARM) return;
    void readAllPauses().then(setAlarm).then(ended);
  });
}

async function setAlarm(pauses: Pauses): Promise<void> {
  const when = nextEnd(pauses, Date.now());
  if (when === null) await browser.alarms.clear(ALARM);
  else browser.alarms.create(ALARM, { when });
}
