import { Canvases } from './canvas.ts';
import { Images } from './image.ts';
import type { Page, Surface } from './surface.ts';
import { Videos } from './video.ts';

/** Every surface there is. */
export const SURFACES: readonly (new (page: Page) => Surface)[] = [Images, Videos, Canvases];
