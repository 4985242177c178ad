import { InstallError } from './install-fault.ts';

/** Held by the one window that installs or removes a model. The browser gives it back for a window
 * that is closed. */
const LOCK = 'figleaf-models';

/** @throws InstallError `busy` while another window holds the lock */
export const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (!lock) throw new InstallError({ is: 'busy' });
    return work();
  }) as Promise<T>;
