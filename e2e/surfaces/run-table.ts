import { Site } from '../site.ts';
import * as chromium from './chromium.ts';
import * as firefox from './firefox.ts';
import { makeForms } from './forms.ts';
import { judgeAll, type Result } from './judge.ts';
import { perform, type Sighting } from './perform.ts';
import { drawFiller, drawStock } from './pictures.ts';
import { Dealer, plan } from './plan.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

export type BrowserName = 'chromium' | 'firefox';

const STAGES = { chromium, firefox };

export interface TableOptions {
  /** Chromium unless told. */
  readonly browser?: BrowserName;
  readonly rows: readonly Row[];
  /** The extension's folder, built for development. */
  readonly built: string;
  readonly seed: number;
  /** Ends the run after the pages that are open; what was seen in both browsers is judged. */
  readonly signal?: AbortSignal;
  /** Told of each page that was shown. */
  progress?(text: string): void;
}

/** Shows every row without the extension and with it, and judges what was seen. */
export async function runTable({
  browser = 'chromium',
  rows,
  built,
  seed,
  signal,
  progress = () => undefined,
}: TableOptions): Promise<Result[]> {
  const site = await Site.open();
  try {
    const control = await STAGES[browser].controlStage();
    try {
      const stock = await drawStock(seed);
      const filler = await drawFiller(seed);
      const wanted = new Set(rows.flatMap(({ needs = [] }) => needs));
      const forms = await makeForms(wanted, stock, filler, control);
      const dealer = new Dealer(stock, { site, filler, forms });
      const figleaf = await STAGES[browser].figleafStage(built);
      try {
        const performed = async (stage: Stage): Promise<Sighting[]> => {
          const sightings: Sighting[] = [];
          for (const page of await plan(rows, dealer, site)) {
            if (signal?.aborted) break;
            const began = Date.now();
            sightings.push(...(await perform(stage, page)));
            const ids = [...new Set(page.actors.map(({ row }) => row.id))];
            const who = stage.withExtension ? 'Figleaf' : 'control';
            progress(`${who}, ${Date.now() - began} ms: ${ids.join(' ')}`);
          }
          return sightings;
        };
        // At once, as each of the two mostly waits.
        const [bare, covered] = await Promise.all([performed(control), performed(figleaf)]);
        const seen = (row: Row) =>
          [bare, covered].every(
            (sightings) => sightings.filter(({ actor }) => actor.row === row).length === 2,
          );
        return judgeAll(signal?.aborted ? rows.filter(seen) : rows, bare, covered);
      } finally {
        await figleaf.close();
      }
    } finally {
      await control.close();
    }
  } finally {
    await site.close();
  }
}
