import { Images } from './image.ts';
import type { Page, Surface } from './surface.ts';

/** Every surface there is. */
export const SURFACES: readonly (new (page: Page) => Surface)[] = [Images];
