import { ask } from '../shared/ask.ts';
import type { RequestName, Requests } from '../shared/messages.ts';

type EngineRequest = {
  [N in RequestName]: Requests[N] extends { from: 'ui'; to: 'engine' } ? N : never;
}[RequestName];

/**
 * Asks the engine; starts it and asks once more if its document does not exist yet.
 * @throws Error when it is refused, or nobody answers the second time
 */
export async function askEngine<N extends EngineRequest>(
  name: N,
  body: Requests[N]['body'],
): Promise<Requests[N]['reply']> {
  try {
    return await ask(name, body);
  } catch {
    await ask('engine.ensure', null);
    return ask(name, body);
  }
}
