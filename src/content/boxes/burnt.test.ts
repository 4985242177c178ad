import { afterEach, beforeEach, expect, it, test, vi } from 'vitest';
import { burntIn } from '../../inference/burnt-in.ts';
import type { PageView } from '../../shared/messages.ts';
import type { CoveredBox } from '../../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { encoded, type Raster, raster, stubCanvas } from '../../shared/test-canvas.ts';
import { type Burnt, isBurnt, paintKey } from './burnt.ts';

vi.mock('../browser.chrome.ts', () => import('../browser.firefox.ts'));

const VIEW: PageView = { ...DEFAULT_SETTINGS, active: true, all: false };
const BOXES: CoveredBox[] = [
  { x: 0.1, y: 0.2, width: 0.3, height: 0.4, reasons: ['explicit'] },
  { x: 0.5, y: 0.1, width: 0.4, height: 0.3, reasons: ['explicit'] },
];
const PICTURE = raster(200, 150, (x, y) => ((x + y) % 2 ? [255, 0, 255] : [0, 255, 0]));

beforeEach(() => void stubCanvas(() => PICTURE));
afterEach(() => vi.unstubAllGlobals());

/** An image of this picture, as the page has it. */
const shown = (picture: Raster) =>
  ({
    complete: true,
    naturalWidth: picture.width,
    naturalHeight: picture.height,
    raster: picture,
  }) as unknown as HTMLImageElement;

async function painted(boxes: readonly CoveredBox[], view: PageView): Promise<HTMLImageElement> {
  await burntIn(new Uint8Array(3), boxes, null, view);
  if (!encoded) throw new Error('nothing was encoded');
  return shown(encoded.raster);
}
const nothing = () => ({ burnt: null as Burnt | null, mosaic: null });

test.each(['solid', 'pixelate', 'blur', 'hide'] as const)(
  '%s: what the background painted over is believed, and what it did not is not',
  async (maskStyle) => {
    const view = { ...VIEW, maskStyle };
    const all = await painted(BOXES, view);
    expect(isBurnt(nothing(), all, BOXES, view)).toBe(true);
    const one = await painted(BOXES.slice(0, 1), view);
    expect(isBurnt(nothing(), one, BOXES, view)).toBe(false);
    expect(isBurnt(nothing(), shown(PICTURE), BOXES, view)).toBe(false);
  },
);

it('is not believed once it should look otherwise', async () => {
  const image = await painted(BOXES, VIEW);
  const stand = nothing();
  expect(isBurnt(stand, image, BOXES, VIEW)).toBe(true);
  expect(isBurnt(stand, image, BOXES, { ...VIEW, maskColour: 'black' })).toBe(false);
});

it('believes nothing of what is not there, is not loaded, or has no parts', async () => {
  const image = await painted(BOXES, VIEW);
  expect(isBurnt(nothing(), null, BOXES, VIEW)).toBe(false);
  expect(isBurnt(nothing(), image, null, VIEW)).toBe(false);
  expect(isBurnt(nothing(), image, [], VIEW)).toBe(false);
  const loading = { ...image, complete: false } as HTMLImageElement;
  expect(isBurnt(nothing(), loading, BOXES, VIEW)).toBe(false);
});

it('reads each image once for each way of painting', async () => {
  const image = await painted(BOXES, VIEW);
  const stand = nothing();
  isBurnt(stand, image, BOXES, VIEW);
  const { burnt } = stand;
  isBurnt(stand, image, BOXES, VIEW);
  expect(stand.burnt).toBe(burnt);
});

it('a key tells ways of painting apart, and not what does not bear on them', () => {
  const key = paintKey(BOXES, VIEW);
  expect(paintKey(BOXES, { ...VIEW, label: !VIEW.label })).toBe(key);
  expect(paintKey(BOXES, { ...VIEW, maskStrength: 5 })).not.toBe(key);
  expect(paintKey(BOXES.slice(1), VIEW)).not.toBe(key);
});
