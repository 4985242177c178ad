import type { Row } from '../section.ts';
import { Add } from './add.tsx';
import { FromFile } from './from-file.tsx';
import { Installed } from './installed.tsx';

/** What comes and goes of models. */
export const INSTALL_ROWS: readonly Row[] = [
  { id: 'installed', words: ['installed_models', 'remove'], sets: [], View: Installed },
  {
    id: 'add',
    words: ['add_model', 'add_model_hint', 'install', 'licence_agpl'],
    sets: [],
    View: Add,
  },
  { id: 'file', words: ['model_file', 'model_file_hint'], sets: [], View: FromFile },
];
