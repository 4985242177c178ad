import { PARTS_MARK, TREE_MARK } from '../../../shared/css-pin.ts';

/*
 * Parts of elements whose styles no script can read, or which are made only where a rule speaks of them
 * (a slider's thumb, a scroll bar, the parts of a view transition). They show what pictures a rule names
 * once loose-parts.ts has read all such rules, and every picture in them may be shown: its mark is
 * on the root of the document, and on the hosts of shadow roots.
 *
 * The build makes the sheet out of these lists. A part that a browser does not know makes a whole list of
 * selectors invalid, and `:is()` takes no parts, so each has a rule of its own. Only of those that begin
 * with `-webkit-` every browser takes any.
 */

/** `revert` leaves them what the browser gives them by itself: the icon of a calendar. */
const reverted = (...properties: readonly string[]): string =>
  properties.map((name) => `${name}: revert !important;`).join(' ');

const NO_PICTURES = reverted(
  'background-image',
  'border-image-source',
  'mask-image',
  '-webkit-mask-box-image-source',
  'transition',
);
const NO_CONTENT = reverted('content');
/** Not by another `content`: Chromium 156 makes no scroll marker again that was taken away so. */
const UNSEEN = 'visibility: hidden !important; transition: none !important;';

/** What scrolls has these. */
const OF_SCROLLING = ['scroll-button(*)', 'scroll-marker', 'scroll-marker-group'];
const OF_SCROLL_BARS = [
  '-webkit-scrollbar',
  '-webkit-scrollbar-thumb',
  '-webkit-scrollbar-button',
  '-webkit-scrollbar-track',
  '-webkit-scrollbar-track-piece',
  '-webkit-scrollbar-corner',
  '-webkit-resizer',
];

/**
 * A rule of ours for these makes them, or has them worked out for every element: held once a rule of the
 * page brings them a picture that may not be shown, on each of the elements that it is for. What is said of
 * an attribute is looked up for these alone.
 */
const BY_MARK = [
  ...OF_SCROLLING,
  'picker-icon',
  'checkmark',
  'column',
  'column::scroll-marker',
  'view-transition',
  'view-transition-group(*)',
  'view-transition-group-children(*)',
  'view-transition-image-pair(*)',
  'view-transition-old(*)',
  'view-transition-new(*)',
  ...OF_SCROLL_BARS,
];

/** The same where their `content` is that picture. */
const BY_MARK_FOR_CONTENT = [
  'scroll-button(*)',
  'scroll-marker',
  'column::scroll-marker',
  'picker-icon',
  'checkmark',
  ...['details-content', 'picker(select)', 'permission-icon'].flatMap((part) => [
    `${part}::before`,
    `${part}::after`,
    `${part}::scroll-button(*)`,
    `${part}::scroll-marker`,
    `${part}::column::scroll-marker`,
  ]),
  'placeholder::before',
  'placeholder::after',
  'file-selector-button::before',
  'file-selector-button::after',
];

/** Of elements in the browser's own trees: held until they are let go. */
const BY_TREE_WEBKIT = [
  '-webkit-color-swatch',
  '-webkit-color-swatch-wrapper',
  '-webkit-date-and-time-value',
  '-webkit-datetime-edit',
  '-webkit-datetime-edit-ampm-field',
  '-webkit-datetime-edit-day-field',
  '-webkit-datetime-edit-fields-wrapper',
  '-webkit-datetime-edit-hour-field',
  '-webkit-datetime-edit-millisecond-field',
  '-webkit-datetime-edit-minute-field',
  '-webkit-datetime-edit-month-field',
  '-webkit-datetime-edit-second-field',
  '-webkit-datetime-edit-text',
  '-webkit-datetime-edit-week-field',
  '-webkit-datetime-edit-year-field',
  '-webkit-meter-bar',
  '-webkit-meter-even-less-good-value',
  '-webkit-meter-inner-element',
  '-webkit-meter-optimum-value',
  '-webkit-meter-suboptimum-value',
  '-webkit-progress-bar',
  '-webkit-progress-inner-element',
  '-webkit-progress-value',
  '-webkit-slider-container',
  '-webkit-slider-runnable-track',
  '-webkit-slider-thumb',
  '-webkit-textfield-decoration-container',
];
const DETAILS = '&:is(details)::details-content';
const PICKER = '&:is(select)::picker(select)';
/** Of <geolocation>, in Chromium. */
const PERMISSION = '&::permission-icon';
const BY_TREE = [
  DETAILS,
  PICKER,
  PERMISSION,
  '&::-moz-range-thumb',
  '&::-moz-range-track',
  '&::-moz-range-progress',
  '&::-moz-progress-bar',
  '&::-moz-meter-bar',
  '&::-moz-color-swatch',
];
/** Made of each of DETAILS, PICKER and PERMISSION; so is a marker, which shows nothing but its `content`. */
const WITHIN = [
  'before',
  'after',
  'first-letter',
  'first-line',
  'column::scroll-marker',
  ...OF_SCROLLING,
  ...OF_SCROLL_BARS,
];
const WITHIN_OTHERS = [
  '&::placeholder::before',
  '&::placeholder::after',
  '&::file-selector-button::before',
  '&::file-selector-button::after',
];

/** The same of those that have icons, which a page may take away where nobody can read how. */
const WITH_ICONS = ['&::-internal-media-controls-overlay-cast-button'];
const WITH_ICONS_WEBKIT = [
  '-webkit-calendar-picker-indicator',
  '-webkit-details-marker',
  '-webkit-inner-spin-button',
  '-webkit-media-controls',
  '-webkit-media-controls-current-time-display',
  '-webkit-media-controls-enclosure',
  '-webkit-media-controls-fullscreen-button',
  '-webkit-media-controls-mute-button',
  '-webkit-media-controls-overlay-enclosure',
  '-webkit-media-controls-overlay-play-button',
  '-webkit-media-controls-panel',
  '-webkit-media-controls-play-button',
  '-webkit-media-controls-time-remaining-display',
  '-webkit-media-controls-timeline',
  '-webkit-media-controls-timeline-container',
  '-webkit-media-controls-toggle-closed-captions-button',
  '-webkit-media-controls-volume-control-container',
  '-webkit-media-controls-volume-control-hover-background',
  '-webkit-media-controls-volume-slider',
  '-webkit-media-slider-container',
  '-webkit-media-slider-thumb',
  '-webkit-media-text-track-container',
  '-webkit-media-text-track-display',
  '-webkit-media-text-track-region',
  '-webkit-media-text-track-region-container',
  '-webkit-search-cancel-button',
];

/** A film's own texts bring rules along, in a sheet that nobody can read: none of their pictures is shown. */
const NEVER = ['video::cue', 'video::cue(*)'];
/** No image can stand in their place by right. */
const NEVER_CONTENT = ['::placeholder', '::file-selector-button'];

const rules = (selectors: readonly string[], declarations: string): string =>
  selectors.map((selector) => `${selector} { ${declarations} }\n`).join('');

/** A mark says what a part's name begins with: that of `column::scroll-marker` is `column`. */
const marked = (parts: readonly string[], prefix = ''): string[] =>
  parts.map((part) => `[${PARTS_MARK}~="${prefix}${/^[\w-]+/.exec(part)?.[0]}"]::${part}`);

/** @param free the mark of a tree that lets them go. By the element, a rule is found sooner. */
const untilTreeIs = (free: string, nested: string): string => `
  :root:not(${free}),
  :root:not(${free}) *,
  :host(:not(${free})) * {
    ${nested}
  }`;

/** One selector for all of a list that every browser takes. */
const together = (parts: readonly string[]): string => parts.map((part) => `&::${part}`).join();

const within = (part: string): string =>
  rules(
    WITHIN.map((inner) => `${part}::${inner}`),
    NO_PICTURES,
  ) + rules([`${part}::marker`], NO_CONTENT);

export default `@layer {
  ${rules(marked(BY_MARK), NO_PICTURES)}
  ${rules(marked(BY_MARK_FOR_CONTENT, 'content:'), UNSEEN)}
  ${untilTreeIs(
    `[${TREE_MARK}="free"]`,
    rules([together(BY_TREE_WEBKIT), ...BY_TREE], NO_PICTURES + NO_CONTENT) +
      within(DETAILS) +
      within(PICKER) +
      within(PERMISSION) +
      rules(WITHIN_OTHERS, NO_PICTURES),
  )}
  ${untilTreeIs(
    `[${TREE_MARK}]`,
    rules([...WITH_ICONS, together(WITH_ICONS_WEBKIT)], NO_PICTURES + NO_CONTENT),
  )}
  ${rules(NEVER, NO_PICTURES + NO_CONTENT)}
  ${rules(NEVER_CONTENT, NO_CONTENT)}
}`;
