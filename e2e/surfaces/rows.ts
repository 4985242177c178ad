import { underConditions } from './conditions.ts';
import type { Row } from './row.ts';
import { backgroundRows } from './rows/backgrounds.ts';
import { lateBackgroundRows } from './rows/backgrounds-late.ts';
import { canvasRows } from './rows/canvas.ts';
import { decorationRows } from './rows/decorations.ts';
import { embeddedRows } from './rows/embedded.ts';
import { frameRows } from './rows/frames.ts';
import { generatedRows } from './rows/generated.ts';
import { hostileRows } from './rows/hostile.ts';
import { hostileScriptRows } from './rows/hostile-scripts.ts';
import { imgRows } from './rows/img.ts';
import { layerRows } from './rows/layers.ts';
import { movingRows } from './rows/moving.ts';
import { navigationRows } from './rows/navigation.ts';
import { pageRows } from './rows/pages.ts';
import { partRows } from './rows/parts.ts';
import { referenceRows } from './rows/references.ts';
import { shadowRows } from './rows/shadow.ts';
import { svgRows } from './rows/svg.ts';

const PLAIN: readonly Row[] = [
  ...imgRows,
  ...backgroundRows,
  ...lateBackgroundRows,
  ...generatedRows,
  ...partRows,
  ...decorationRows,
  ...svgRows,
  ...referenceRows,
  ...embeddedRows,
  ...canvasRows,
  ...shadowRows,
  ...frameRows,
  ...layerRows,
  ...pageRows,
  ...navigationRows,
  ...movingRows,
  ...hostileRows,
  ...hostileScriptRows,
];

/** Every way a page can show a picture, that we know of. */
export const ROWS: readonly Row[] = unique([...PLAIN, ...underConditions(PLAIN)]);

function unique(rows: readonly Row[]): readonly Row[] {
  const ids = new Set<string>();
  for (const { id } of rows) {
    if (ids.has(id)) throw new Error(`two rows are called ${id}`);
    ids.add(id);
  }
  return rows;
}
