import { inBoth } from './both.ts';
import { type Env, median, type Row, spread } from './env.ts';
import { COUNT } from './pictures.ts';
import { type Visit, visit } from './visit.ts';

/** Visits a round: loading is short and its times vary. */
const VISITS = 3;

/** Time to the `load` event of a page with 60 pictures, with and without us, turn by turn. */
export async function measure(env: Env): Promise<Row[]> {
  const { mine, bare } = await inBoth(env, env.rounds * VISITS, visit);
  const load = (visits: Visit[]): number[] => visits.map(({ loadMs }) => loadMs);
  const title = `a page with ${COUNT} pictures`;
  return [
    {
      what: `load of ${title}, without`,
      value: median(load(bare)),
      unit: 'ms',
      note: spread(load(bare)),
    },
    {
      what: `load of ${title}, with`,
      value: median(load(mine)),
      unit: 'ms',
      note: spread(load(mine)),
    },
    { what: 'added to load', value: median(load(mine)) - median(load(bare)), unit: 'ms' },
    {
      what: 'navigation to the last of them shown',
      value: median(mine.map(({ lastMs }) => lastMs)),
      unit: 'ms',
      note: `without us ${median(bare.map(({ lastMs }) => lastMs)).toFixed(0)} ms`,
    },
  ];
}
