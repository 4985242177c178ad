import type { Section } from '../section.ts';
import { backup } from './backup.tsx';
import { checking } from './checking.tsx';
import { engine } from './engine.tsx';
import { general } from './general.tsx';
import { masks } from './masks.tsx';
import { models } from './models.tsx';
import { reset } from './reset.tsx';
import { sensitivity } from './sensitivity.tsx';
import { sites } from './sites.tsx';
import { tryOut } from './try.tsx';

/** In the order they stand on the page. */
export const SECTIONS: readonly Section[] = [
  sensitivity,
  masks,
  tryOut,
  checking,
  sites,
  models,
  engine,
  general,
  backup,
  reset,
];
