import type { Row } from './row.ts';
import { backgroundRows } from './rows/backgrounds.ts';
import { lateBackgroundRows } from './rows/backgrounds-late.ts';
import { canvasRows } from './rows/canvas.ts';
import { decorationRows } from './rows/decorations.ts';
import { embeddedRows } from './rows/embedded.ts';
import { frameRows } from './rows/frames.ts';
import { generatedRows } from './rows/generated.ts';
import { imgRows } from './rows/img.ts';
import { layerRows } from './rows/layers.ts';
import { pageRows } from './rows/pages.ts';
import { shadowRows } from './rows/shadow.ts';
import { svgRows } from './rows/svg.ts';

/** Every way a page can show a picture, that we know of. */
export const ROWS: readonly Row[] = unique([
  ...imgRows,
  ...backgroundRows,
  ...lateBackgroundRows,
  ...generatedRows,
  ...decorationRows,
  ...svgRows,
  ...embeddedRows,
  ...canvasRows,
  ...shadowRows,
  ...frameRows,
  ...layerRows,
  ...pageRows,
]);

function unique(rows: readonly Row[]): readonly Row[] {
  const ids = new Set<string>();
  for (const { id } of rows) {
    if (ids.has(id)) throw new Error(`two rows are called ${id}`);
    ids.add(id);
  }
  return rows;
}
