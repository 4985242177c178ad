import { ask } from '../../shared/ask.ts';
import { stageFor } from '../../shared/model-stage.ts';
import { storedModels } from '../../shared/model-store.ts';
import { sha256 } from '../../shared/sha256.ts';
import { alone } from './alone.ts';
import type { Ports } from './install.ts';

/** Installing in the real browser. */
export const PORTS: Ports = {
  fetch: (input, init) => fetch(input, init),
  alone,
  stageFor,
  isInstalled: async (id) => (await storedModels()).some((card) => card.id === id),
  sha256,
  check: async (id) => {
    // Made sure of first, and not asked twice: a refusal is an answer, and a trial takes its time.
    await ask('engine.ensure', null);
    return ask('engine.checkModel', { id });
  },
};
