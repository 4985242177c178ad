import type { Host, WorkerHost } from './worker-host.ts';
import type { PartsAsk, Picture } from './worker-protocol.ts';

interface Member {
  readonly host: Host;
  out: number;
}

/**
 * Several workers with the same model in each. An order goes to the member with the fewest out. They
 * live and die together: what one of them dies of, the caller answers with a new team.
 */
export class WorkerTeam implements Host {
  readonly #members: Member[];
  readonly #whole: Promise<unknown>;
  #leaving = false;

  /** @param others open one by one, or not at all; each joins once it does */
  constructor(first: Host, others: readonly Promise<Host>[]) {
    this.#members = [{ host: first, out: 0 }];
    this.#whole = Promise.allSettled(others.map((other) => other.then((host) => this.#join(host))));
  }

  get workers(): number {
    return this.#members.length;
  }

  /** It ends, or will once it is idle, because it was told to. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** With all of them at work at once: what a batch takes then, shared among them. */
  async time(batch: number, rounds: number): Promise<number> {
    await this.#whole;
    const each = await Promise.all(this.#members.map(({ host }) => host.time(batch, rounds)));
    return Math.max(...each) / each.length;
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
    this.#leaving = true;
    for (const { host } of this.#members) host.end();
  }

  endWhenIdle(): void {
    this.#leaving = true;
    for (const { host } of this.#members) host.endWhenIdle();
  }

  #join(host: Host): void {
    if (this.#leaving) host.end();
    else this.#members.push({ host, out: 0 });
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
