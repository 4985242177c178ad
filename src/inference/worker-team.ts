import type { Host, WorkerHost } from './worker-host.ts';
import type { PartsAsk, Picture } from './worker-protocol.ts';

interface Member {
  readonly host: Host;
  out: number;
}

/**
 * Several workers with the same model in each, where one worker cannot have several threads. An
 * order goes to the member with the fewest out. They live and die together: what one of them dies
 * of, the caller answers with a new team.
 */
export class WorkerTeam implements Host {
  readonly #members: readonly Member[];

  constructor(hosts: readonly Host[]) {
    this.#members = hosts.map((host) => ({ host, out: 0 }));
  }

  time(batch: number, rounds: number): ReturnType<WorkerHost['time']> {
    return this.#give((host) => host.time(batch, rounds));
  }

  judge(pictures: Picture[], urgent = false): ReturnType<WorkerHost['judge']> {
    return this.#give((host) => host.judge(pictures, urgent));
  }

  detect(picture: Picture, urgent = false): ReturnType<WorkerHost['detect']> {
    return this.#give((host) => host.detect(picture, urgent));
  }

  locate(picture: Picture, ask: PartsAsk, urgent: boolean): ReturnType<WorkerHost['locate']> {
    return this.#give((host) => host.locate(picture, ask, urgent));
  }

  try(picture: Picture): ReturnType<WorkerHost['try']> {
    return this.#give((host) => host.try(picture));
  }

  end(): void {
    for (const { host } of this.#members) host.end();
  }

  endWhenIdle(): void {
    for (const { host } of this.#members) host.endWhenIdle();
  }

  async #give<T>(work: (host: Host) => Promise<T>): Promise<T> {
    const [first, ...rest] = this.#members;
    if (!first) throw new Error('a team of nobody');
    const member = rest.reduce((least, each) => (each.out < least.out ? each : least), first);
    member.out++;
    try {
      return await work(member.host);
    } finally {
      member.out--;
    }
  }
}
