import { Site } from '../site.ts';
import { controlStage, figleafStage } from './chromium.ts';
import { makeForms } from './forms.ts';
import { judgeAll, type Result } from './judge.ts';
import { perform, type Sighting } from './perform.ts';
import { drawFiller, drawStock } from './pictures.ts';
import { Dealer, plan } from './plan.ts';
import type { Row } from './row.ts';
import type { Stage } from './stage.ts';

export interface TableOptions {
  readonly rows: readonly Row[];
  /** The extension's folder, built for development. */
  readonly built: string;
  readonly seed: number;
  /** Told of each page that was shown. */
  progress?(text: string): void;
}

/** Shows every row without the extension and with it, and judges what was seen. */
export async function runTable({
  rows,
  built,
  seed,
  progress = () => undefined,
}: TableOptions): Promise<Result[]> {
  const site = await Site.open();
  try {
    const control = await controlStage();
    try {
      const stock = await drawStock(seed);
      const forms = await makeForms(
        new Set(rows.flatMap(({ needs = [] }) => needs)),
        stock,
        seed,
        control,
      );
      const dealer = new Dealer(stock, { site, filler: await drawFiller(seed), forms });
      const performed = async (stage: Stage): Promise<Sighting[]> => {
        const sightings: Sighting[] = [];
        for (const page of await plan(rows, dealer, site)) {
          const began = Date.now();
          sightings.push(...(await perform(stage, page)));
          const ids = [...new Set(page.actors.map(({ row }) => row.id))];
          const who = stage.withExtension ? 'Figleaf' : 'control';
          progress(`${who}, ${Date.now() - began} ms: ${ids.join(' ')}`);
        }
        return sightings;
      };
      const bare = await performed(control);
      const figleaf = await figleafStage(built);
      try {
        return judgeAll(rows, bare, await performed(figleaf));
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
