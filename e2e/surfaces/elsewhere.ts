/** Attacks that other tests try, on pictures in an <img> unless they say otherwise. */
export interface Elsewhere {
  readonly attack: string;
  readonly file: string;
  /** Words of the test's title, or of the attack's name in it. */
  readonly words: string;
}

const inFile =
  (file: string) =>
  (attack: string, words: string): Elsewhere => ({ attack, file, words });
const marks = inFile('marks.spec.ts');
const boxes = inFile('box-fights.spec.ts');
const gallery = inFile('gallery.spec.ts');
const network = inFile('network.spec.ts');
const elements = inFile('element-surfaces.spec.ts');
const page = inFile('hostile.spec.ts');
const streams = inFile('streams.spec.ts');
const worker = inFile('service-worker.spec.ts');
const reloads = inFile('reloads.spec.ts');

export const ELSEWHERE: readonly Elsewhere[] = [
  marks('forges our attribute', 'forges the look'),
  marks('removes our attribute', 'removes the look'),
  marks('puts a node into a covered picture', 'puts text into it'),
  marks('steals the mark of a picture that is shown', 'steals the mark of a shown one'),
  marks('copies such a mark', 'copies the mark of a shown one'),
  marks('fills it while it is out of the page', 'fills it while it is detached'),
  marks('clones what is shown and swaps its source', 'clones a shown one and swaps the source'),
  marks('copies what is shown by markup', 'copies by markup'),
  marks('has a frame adopt what is shown', 'adopts a shown one in a frame'),
  marks('keeps the load event to itself', 'keeps the load event to itself'),
  marks('asks our own script to retire', 'calls for our retirement'),
  marks('strips and styles in every frame', 'repeats itself every frame'),
  marks('writes its document anew', 'a document written anew, at once and while it is open'),
  boxes('24 ways of moving a picture under the masks of its parts', 'pages that fight'),
  elements(
    'swaps, clones and animates inputs, objects, embeds and SVG images that are shown',
    'nothing a page does to what is shown shows another picture',
  ),
  gallery(
    '60 pictures, verdicts three seconds late',
    'nothing is painted before a verdict that takes three seconds',
  ),
  gallery('60 pictures, a quarter of the CPU', 'with a quarter of the CPU'),
  gallery('60 pictures, the service worker stopped', 'with the service worker stopped'),
  gallery(
    'insists on being visible inline',
    'on a page whose every picture insists on being visible',
  ),
  gallery('is left half-way', 'over fifty navigations, half of them left half-way'),
  network(
    'asks for a picture that nobody may keep',
    'a same-origin picture that no cache may keep',
  ),
  page('listens to whatever could tell it of a verdict', 'hears nothing of a verdict'),
  page('asks for files of the extension', 'has no use of our files'),
  streams(
    'has one picture after another sent under one address, in seven kinds of element',
    'as one picture after another is not shown',
  ),
  reloads(
    'has what is shown loaded once more, when it is another picture, in eleven ways',
    'an address that is another picture the next time',
  ),
  worker(
    'has its service worker give elements another picture than it gives us, in three ways',
    'an explicit picture that a worker of the page gives',
  ),
];
