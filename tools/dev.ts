import { EventEmitter, once } from 'node:events';
import { watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from './build.ts';
import { browserOrExit } from './install-browser.ts';
import { ALLOW_LOADING, launchWithExtension, loadUnpacked } from './launch.ts';
import { BUILT_DEV, ROOT } from './paths.ts';

/*
 * npm run dev: a browser with the development build, rebuilt and reloaded on every change. Ends
 * when the browser is closed.
 */

const WATCHED = ['src', '_locales', 'icons', 'manifest.json'];
/** Editors write a file in several steps; one build for all of them. */
const SETTLES_WITHIN_MS = 80;

const ended = new AbortController();
const bell = new EventEmitter();
/** A change that came while an earlier one was being built is not lost. */
let stale = false;
const ring = () => {
  stale = true;
  bell.emit('ring');
};

const found = browserOrExit('chromium');
for (const name of WATCHED) {
  const options = { recursive: true, signal: ended.signal };
  watch(path.join(ROOT, name), options, ring);
}
await build({ dev: true, out: BUILT_DEV });
const { context, browser, extensionId } = await launchWithExtension(BUILT_DEV, {
  browser: found,
  closedNetwork: false,
  viewport: null,
  args: [ALLOW_LOADING],
});
context.once('close', () => {
  ended.abort();
  ring();
});
console.log(
  `${path.relative(ROOT, BUILT_DEV)} is loaded as ${extensionId}; close the browser to end.`,
);

for (;;) {
  if (!stale) await once(bell, 'ring');
  if (ended.signal.aborted) break;
  await pause(SETTLES_WITHIN_MS);
  stale = false;
  const start = performance.now();
  try {
    await build({ dev: true, out: BUILT_DEV });
    // chrome.runtime.reload() leaves an extension that came by --load-extension switched off.
    await loadUnpacked(browser, BUILT_DEV);
    console.log(`reloaded in ${(performance.now() - start).toFixed(0)} ms`);
  } catch (error) {
    // The next change may mend it; esbuild has already said what is wrong with the sources.
    console.error(error instanceof Error ? error.message : error);
  }
}
