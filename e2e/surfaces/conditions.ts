import type { Condition, Row } from './row.ts';

const CONDITIONS: Readonly<Record<Condition, string>> = {
  'late verdicts': 'withheld',
  'a quarter of the CPU': 'slow',
  'the service worker stopped': 'asleep',
};

/** One of each kind: what covers it is the same for all of its kind. */
export const REPRESENTATIVES = [
  'img-no-cors',
  'img-late',
  'background-style',
  'background-class-late',
  'before-content',
  'before-class-late',
  'content-element',
  'border-image',
  'list-style-image',
  'svg-image',
  'svg-file-background',
  'input-image',
  'object',
  'embed',
  'video-poster',
  'canvas-2d-late',
  'shadow-declared-closed-background',
  'shadow-closed-img',
  'frame-cross-background',
  'frame-data',
  'frame-new',
];

/** @returns those rows once more, for each condition, among the hostile ones */
export const underConditions = (rows: readonly Row[]): readonly Row[] =>
  Object.entries(CONDITIONS).flatMap(([condition, suffix]) =>
    rows
      .filter(({ id }) => REPRESENTATIVES.includes(id))
      .map((row) => ({
        ...row,
        id: `${row.id}-${suffix}`,
        group: `With ${condition}`,
        title: `${row.group}: ${row.title}`,
        condition: condition as Condition,
      })),
  );
