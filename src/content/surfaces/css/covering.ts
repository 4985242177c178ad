import type { PinnedValues } from '../../../shared/css-pin.ts';
import { COLOURS } from '../../../shared/mask-colours.ts';
import type { PageView } from '../../../shared/messages.ts';
import { cellsAt } from '../../masks/pixelate.ts';
import { coloursOf } from '../../mosaic.ts';
import { contrast, fromHex, type Rgb, readable } from './contrast.ts';

/** Soft spots along each side, at strength 1 to 5. */
const SPOTS = [6, 5, 5, 4, 4] as const;

/**
 * What lies in a covered background's place, so that text over it stays readable. Squares and soft
 * spots have the picture's own tones, which the page chose its text for; a plain colour gives way to
 * them where the text could not be read on it.
 * @param texts colours of the text over it; empty where there is none
 * @param behind what shows where there is no background at all
 */
export function coverOf(
  view: Pick<PageView, 'maskStyle' | 'maskStrength' | 'maskColour'>,
  mosaic: Uint8Array | null,
  texts: readonly Rgb[],
  behind: Rgb,
): PinnedValues {
  const plain = fromHex(COLOURS[view.maskColour]);
  const mean = mosaic ? (coloursOf(mosaic, 1)[0] ?? null) : null;
  switch (view.maskStyle) {
    case 'hide':
      if (texts.every((text) => contrast(text, behind) >= 3)) return { 'background-image': 'none' };
      return flat(readable(mean ?? plain, mean, texts));
    case 'solid':
      return flat(readable(plain, mean, texts));
    case 'pixelate':
      return mosaic
        ? squares(mosaic, cellsAt(view.maskStrength))
        : flat(readable(plain, null, texts));
    case 'blur':
      return mosaic
        ? spots(mosaic, SPOTS[view.maskStrength - 1] ?? 4)
        : flat(readable(plain, null, texts));
  }
}

/**
 * What stands in a covered border image's place, cut up and stretched as the page has it. It may fill
 * the box, too, under the text.
 */
export function borderCoverOf(
  view: Pick<PageView, 'maskStyle' | 'maskColour'>,
  mosaic: Uint8Array | null,
  texts: readonly Rgb[],
): string {
  if (view.maskStyle === 'hide') return 'none';
  const plain = fromHex(COLOURS[view.maskColour]);
  const mean = mosaic ? (coloursOf(mosaic, 1)[0] ?? null) : null;
  const colour = css(readable(view.maskStyle === 'solid' ? plain : (mean ?? plain), mean, texts));
  return `linear-gradient(${colour}, ${colour})`;
}

/**
 * What stands in the place of a covered picture that has its own size where it is shown: generated
 * content, a bullet. One colour, as an SVG of that size, so that nothing moves.
 * @returns its address
 */
export function standInOf(
  view: Pick<PageView, 'maskStyle' | 'maskColour'>,
  mosaic: Uint8Array | null,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const mean = view.maskStyle === 'solid' || !mosaic ? null : coloursOf(mosaic, 1)[0];
  const fill = view.maskStyle === 'hide' ? 'none' : css(mean ?? fromHex(COLOURS[view.maskColour]));
  const size = `width='${width}' height='${height}'`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' ${size}><rect ${size} fill='${fill}'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`;

const AROUND: PinnedValues = {
  'background-origin': 'border-box',
  'background-attachment': 'scroll',
  'background-blend-mode': 'normal',
};

const flat = (colour: Rgb): PinnedValues => ({
  ...AROUND,
  'background-image': `linear-gradient(${css(colour)}, ${css(colour)})`,
  'background-size': 'auto',
  'background-position': '0% 0%',
  'background-repeat': 'repeat',
});

/** A layer for each row, each a little over the next: no seams where a row ends within a pixel. */
function squares(mosaic: Uint8Array, cells: number): PinnedValues {
  const colours = coloursOf(mosaic, cells);
  const rows = Array.from({ length: cells }, (_, y) => {
    const stops = colours
      .slice(y * cells, (y + 1) * cells)
      .map((colour, x) => `${css(colour)} ${share(x / cells)} ${share((x + 1) / cells)}`);
    return `linear-gradient(90deg, ${stops.join(', ')})`;
  });
  const places = rows.map((_, y) => `0% ${share(cells > 1 ? y / (cells - 1) : 0)}`);
  return {
    ...AROUND,
    'background-image': rows.join(', '),
    'background-size': `100% calc(${share(1 / cells)} + 1px)`,
    'background-position': places.join(', '),
    'background-repeat': 'no-repeat',
  };
}

function spots(mosaic: Uint8Array, cells: number): PinnedValues {
  const reach = share(1.4 / cells);
  const layers = coloursOf(mosaic, cells).map((colour, i) => {
    const x = share(((i % cells) + 0.5) / cells);
    const y = share((Math.floor(i / cells) + 0.5) / cells);
    const [r, g, b] = colour;
    return `radial-gradient(${reach} ${reach} at ${x} ${y}, ${css(colour)}, rgba(${r}, ${g}, ${b}, 0))`;
  });
  const mean = coloursOf(mosaic, 1)[0] ?? [138, 143, 137];
  return {
    ...AROUND,
    'background-image': `${layers.join(', ')}, linear-gradient(${css(mean)}, ${css(mean)})`,
    'background-size': '100% 100%',
    'background-position': '0% 0%',
    'background-repeat': 'no-repeat',
  };
}

const share = (part: number): string => `${Number((part * 100).toFixed(3))}%`;
