/** The boxes in a printed page's margins, by CSS Paged Media. */
const BOXES = [
  'top-left-corner',
  'top-left',
  'top-center',
  'top-right',
  'top-right-corner',
  'bottom-left-corner',
  'bottom-left',
  'bottom-center',
  'bottom-right',
  'bottom-right-corner',
  'left-top',
  'left-middle',
  'left-bottom',
  'right-top',
  'right-middle',
  'right-bottom',
];

const NOTHING = 'background-image: none !important; border-image-source: none !important;';

/**
 * A printed page's own background, and what lies behind the words in its margins. No selector reaches
 * these, so nothing of them can be let through; colours stay.
 */
export default `@layer { @page { ${NOTHING} ${BOXES.map((box) => `@${box} { ${NOTHING} }`).join(' ')} } }`;
