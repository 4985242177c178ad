import './page-world/canvas.ts';
import './page-world/picture-in-picture.ts';
import './page-world/shadow-roots.ts';
import './page-world/svg-addresses.ts';

/*
 * Runs in the page's own world, before its scripts, and tells the extension's world of what no
 * observer sees. It decides nothing, and the page can undo it: what is told here is only known sooner.
 */
