import type { Instance } from '../row.ts';

/* Parts of the scripts that bring pictures in; they run in the page. */

/** The element that stands for it. */
export const of = ({ id }: Instance): string => `document.getElementById('${id}')`;

/** Shown elsewhere first, so that it is painted in the very frame in which it is brought in. */
export const decoded = (it: Instance, act: string, url = it.url): string =>
  `{ const known = new Image(); known.src = '${url}'; known.decode().then(() => { ${act} }); }`;
