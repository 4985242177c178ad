import type { Row } from './row.ts';

const REFERRED = 'Firefox shows no picture that stands in a file which is drawn with';

/** Why a row cannot be shown in Firefox 153, or cannot be judged there. */
const CANNOT: Readonly<Record<string, string>> = {
  'background-cross-fade': 'Firefox has no cross-fade()',
  'before-function': 'Firefox has no functions of a page’s own',
  'before-background-function': 'Firefox has no functions of a page’s own',
  'hostile-sanitised-root': 'Firefox shows no root that came so',
  'background-placeholder': 'Firefox paints no image there',
  'background-style-map': 'Firefox has no attributeStyleMap',
  'svg-feimage-element': 'Firefox shows no element by feImage',
  'refers-filter': REFERRED,
  'refers-filter-data': REFERRED,
  'refers-filter-late': REFERRED,
  'refers-before': REFERRED,
  'refers-backdrop': REFERRED,
  'refers-fill': REFERRED,
  'refers-fill-late': REFERRED,
  'refers-marker': REFERRED,
  'refers-part': REFERRED,
  'refers-state': REFERRED,
  'refers-conditions': REFERRED,
  'refers-substituted': REFERRED,
  'svg-use-file-filter': REFERRED,
  'svg-use-file-marker': REFERRED,
  'svg-use-file-pattern': REFERRED,
  'svg-use-file-read': REFERRED,
  'svg-use-file-sheet': REFERRED,
  'part-slider-track-data': 'a part of Chromium’s alone',
  'part-picker-icon-data': 'Firefox has no select that a page can style',
  'part-picker-data': 'Firefox has no select that a page can style',
  'part-scroll-button-data': 'Firefox has no scroll buttons',
  'part-scroll-marker-data': 'Firefox has no scroll markers',
  'part-scroll-button-mask': 'Firefox has no scroll buttons',
  'part-scroll-button-inherited': 'Firefox has no scroll buttons',
  'part-slider-inherited-by-attribute': 'Firefox has no attr() of any type',
  'part-media-button-data': 'a part of Chromium’s alone',
  'part-permission-icon-before-data': 'a part of Chromium’s alone',
  'part-permission-icon-content-data': 'a part of Chromium’s alone',
  'part-column-marker-content-data': 'Firefox has no scroll markers',
  'part-details-column-marker-data': 'Firefox has no scroll markers',
  'part-details-marker-data': 'Firefox has no scroll markers',
  'part-details-button-data': 'Firefox has no scroll buttons',
  'canvas-picture-in-picture':
    'what is drawn is a blank by then, and nothing here can look into that window',
  'canvas-webgl': 'no WebGL without a screen and a GPU',
  'canvas-webgl2': 'no WebGL without a screen and a GPU',
  'canvas-webgl-instanced': 'no WebGL without a screen and a GPU',
  'canvas-webgl-multi-draw': 'no WebGL without a screen and a GPU',
  'hostile-written-template': 'Firefox makes no root of what is written there',
  'print-pdf': 'a JPEG does not stand in Firefox’s PDF as it is, so there is nothing to find it by',
  'print-pdf-background':
    'a JPEG does not stand in Firefox’s PDF as it is, so there is nothing to find it by',
};

const SET = 'nothing tells of the load that an animation begins, so it stays covered';
const TURNS = 'it turned explicit before what goes ahead of it had come there';

/** Why a row is not right in Firefox, where it is known. */
const WRONG: Readonly<Record<string, string>> = {
  'canvas-2d-tainted': 'nobody can read it, as in Chromium',
  'canvas-worker':
    'Firefox itself shows only sometimes what a worker drew once, without Figleaf, too',
  'video-turns': TURNS,
  'video-turns-late': TURNS,
  'video-turns-paused': TURNS,
  'video-turns-canvas': TURNS,
  'video-turns-stream': TURNS,
  'svg-use-file-set': SET,
};

/** @returns why the row is not tried in Firefox; null where it is */
export function notInFirefox({ id, condition }: Pick<Row, 'id' | 'condition'>): string | null {
  if (condition === 'late verdicts') return 'no worker there can be held by a test';
  if (condition === 'a quarter of the CPU') return 'no page there can be slowed by a test';
  return CANNOT[id] ?? null;
}

export const wrongInFirefox = ({ id }: Pick<Row, 'id'>): string | null => WRONG[id] ?? null;
