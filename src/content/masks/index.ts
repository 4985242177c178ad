import type { PageView } from '../../shared/messages.ts';
import { blur } from './blur.ts';
import { hide } from './hide.ts';
import type { Mask } from './mask.ts';
import { pixelate } from './pixelate.ts';
import { solid } from './solid.ts';

/** Every mask a person can choose; a style without a file does not compile. */
export const MASKS: Readonly<Record<PageView['maskStyle'], Mask>> = { blur, hide, pixelate, solid };
