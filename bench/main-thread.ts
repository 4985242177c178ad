import { inBoth } from './both.ts';
import { type Env, median, type Row, spread } from './env.ts';
import { KINDS, NAMES } from './main-thread-of.ts';
import { COUNT } from './pictures.ts';
import { type Visit, visit } from './visit.ts';

const VISITS = 3;

/** What the page's main thread does for a gallery, from navigation to the last verdict and beyond. */
export async function measure(env: Env): Promise<Row[]> {
  const { mine, bare } = await inBoth(env, env.rounds * VISITS, visit);
  const rows: Row[] = KINDS.map((kind) => {
    const of = (visits: Visit[]): number[] => visits.map(({ mainThread }) => mainThread[kind]);
    return {
      what: `main thread, ${NAMES[kind]}, added for ${COUNT} pictures`,
      value: median(of(mine)) - median(of(bare)),
      unit: 'ms',
      note: `with ${spread(of(mine))}, without ${spread(of(bare))}`,
    };
  });
  const long = (visits: Visit[]): number =>
    visits.reduce((sum, { longTasks }) => sum + longTasks, 0) / visits.length;
  rows.push({
    what: 'tasks over 50 ms in the page, a visit',
    value: long(mine),
    unit: '',
    note: `without ${long(bare).toFixed(2)}; any cause`,
  });
  return rows;
}
