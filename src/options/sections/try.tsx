import type { Section } from '../section.ts';
import { TryPicture } from '../try/try-picture.tsx';

export const tryOut: Section = {
  id: 'try',
  title: 'section_try',
  about: 'section_try_about',
  alsoCalled: 'also_try',
  rows: [{ id: 'picture', words: ['try_drop'], sets: [], View: TryPicture }],
};
