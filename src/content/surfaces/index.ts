import { BareFrames } from './bare-frames.ts';
import { Canvases } from './canvas.ts';
import { CssImages } from './css/images.ts';
import { FilterImages } from './filter-image.ts';
import { Images } from './image.ts';
import { ImageInputs } from './image-input.ts';
import { Embeds, Objects } from './plugin.ts';
import type { Page, Surface } from './surface.ts';
import { SvgImages } from './svg-image.ts';
import { UsedFiles } from './use.ts';
import { Videos } from './video.ts';

/** Every surface there is. */
export const SURFACES: readonly (new (page: Page) => Surface)[] = [
  Images,
  CssImages,
  ImageInputs,
  Embeds,
  Objects,
  SvgImages,
  FilterImages,
  UsedFiles,
  Videos,
  Canvases,
  BareFrames,
];
