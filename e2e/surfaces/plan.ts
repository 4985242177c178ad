import type { Site } from '../site.ts';
import type { Slot } from './eye.ts';
import { HOME, type Materials, type Staged, stage } from './instance.ts';
import type { Drawn, Stock } from './pictures.ts';
import { CELL, type Condition, type Row, type Sheet } from './row.ts';

/** An instance in its place on a page. */
export interface Actor {
  readonly row: Row;
  readonly it: Staged;
  readonly slot: Slot;
}

/** One page to open, and who is on it. */
export interface PagePlan {
  readonly url: string;
  readonly actors: readonly Actor[];
  readonly condition?: Condition | undefined;
}

export const WINDOW = { width: 1280, height: 880 };

const GAP = 16;
const SLOT = CELL + GAP;
const COLUMNS = Math.floor(WINDOW.width / SLOT / 2) * 2;
const ROWS = Math.floor(WINDOW.height / SLOT);
/** Explicit and ordinary side by side. */
const ROWS_A_PAGE = (COLUMNS * ROWS) / 2;

const HEAD = `<meta charset="utf-8"><link rel="icon" href="data:,"><style>
body { margin: 0; background: #fff; font: 16px/1.25 sans-serif }
.cell { position: absolute; width: ${CELL}px; height: ${CELL}px; font-size: 0 }
.box { display: block; width: ${CELL}px; height: ${CELL}px; background-size: ${CELL}px }
</style>`;

const usualPage = (body: string): Sheet => ({
  html: `<!doctype html><html lang="en"><head>${HEAD}</head><body>${body}</body></html>`,
});

/** Deals pictures out, so that which is which follows from nothing a page could know. */
export class Dealer {
  readonly #stock: Stock;
  readonly #materials: Materials;
  #dealt = 0;

  constructor(stock: Stock, materials: Materials) {
    this.#stock = stock;
    this.#materials = materials;
  }

  /** @returns one of each kind, in an order drawn by lot */
  async pair(): Promise<readonly [Staged, Staged]> {
    const turn = this.#dealt++;
    const of = (drawn: readonly Drawn[]): Drawn => {
      const one = drawn[turn % drawn.length];
      if (!one) throw new Error('no pictures');
      return one;
    };
    const id = (side: number) => `s${turn}x${side}`;
    const kinds = [of(this.#stock.explicit), of(this.#stock.ordinary)] as const;
    const [left, right] = Math.random() < 0.5 ? kinds : ([kinds[1], kinds[0]] as const);
    return [await stage(id(0), left, this.#materials), await stage(id(1), right, this.#materials)];
  }
}

/** @returns the pages that show all rows, each picture under addresses used only there */
export async function plan(rows: readonly Row[], dealer: Dealer, site: Site): Promise<PagePlan[]> {
  const pages: PagePlan[] = [];
  const shared = rows.filter(({ place = 'shared' }) => place === 'shared');
  const conditions = new Set(shared.map(({ condition }) => condition));
  for (const condition of conditions) {
    const under = shared.filter((row) => row.condition === condition);
    // What comes late does so on pages whose other pictures have come already.
    for (const together of [under.filter(({ late }) => !late), under.filter(({ late }) => late)]) {
      for (let from = 0; from < together.length; from += ROWS_A_PAGE) {
        const some = together.slice(from, from + ROWS_A_PAGE);
        pages.push({ ...(await sharedPage(some, dealer, site)), condition });
      }
    }
  }
  const alone = rows.filter((row) => !shared.includes(row));
  for (const row of alone) {
    if (row.place === 'own') pages.push(await sharedPage([row], dealer, site, row.sheet));
    else for (const it of await dealer.pair()) pages.push(eachPage(row, it, site));
  }
  return pages;
}

async function sharedPage(
  rows: readonly Row[],
  dealer: Dealer,
  site: Site,
  sheet: NonNullable<Row['sheet']> = usualPage,
): Promise<PagePlan> {
  const actors: Actor[] = [];
  for (const row of rows) {
    for (const it of await dealer.pair()) actors.push({ row, it, slot: slotOf(actors.length) });
  }
  const cells = actors.map(
    ({ row, it, slot }) =>
      `<div class="cell" style="left:${slot.x + GAP / 2}px;top:${slot.y + GAP / 2}px">${row.show(it)}</div>`,
  );
  const its = actors.map(({ it }) => it);
  return { url: serve(sheet(cells.join('\n'), its), site), actors };
}

function eachPage(row: Row, it: Staged, site: Site): PagePlan {
  const slot = { x: 0, y: 0, ...WINDOW };
  const url = row.address?.(it) ?? serve((row.sheet ?? usualPage)(row.show(it), [it]), site);
  return { url, actors: [{ row, it, slot }] };
}

const slotOf = (index: number): Slot => ({
  x: (index % COLUMNS) * SLOT,
  y: Math.floor(index / COLUMNS) * SLOT,
  width: SLOT,
  height: SLOT,
});

function serve(
  { html, type = 'text/html;charset=utf-8', headers = {} }: Sheet,
  site: Site,
): string {
  const path = site.add((_, response) => {
    response.writeHead(200, { 'content-type': type, ...headers });
    response.end(html);
  });
  return site.url(path, HOME);
}
