import path from 'node:path';
import { parseArgs } from 'node:util';
import { serveGallery } from '../demo/gallery.ts';
import { foldOf } from '../src/shared/policy.ts';
import { build } from './build.ts';
import { demoBrowser } from './demo-browsers.ts';
import { isRight, type Outcome, runDemo } from './demo-run.ts';
import { Firefox } from './firefox/launch.ts';
import { browserOrExit } from './install-browser.ts';
import { hasDisplay, launchWithExtension } from './launch.ts';
import { BUILT_DEV, BUILT_FIREFOX_DEV, ROOT } from './paths.ts';
import { table } from './table.ts';

/*
 * npm start: the extension on the demo gallery. In a window where there is a display; else without
 * one, as a table and two screenshots, and the exit code tells whether every verdict is right.
 */

const { values } = parseArgs({ options: { browser: { type: 'string', default: 'chromium' } } });
if (values.browser !== 'chromium' && values.browser !== 'firefox') {
  throw new Error(`--browser ${values.browser}: chromium or firefox`);
}
const browser = browserOrExit(values.browser);
console.log('Building');
const built = browser.kind === 'firefox' ? BUILT_FIREFOX_DEV : BUILT_DEV;
await build({ dev: true, target: browser.kind === 'firefox' ? 'firefox' : 'chrome', out: built });
const gallery = await serveGallery();
try {
  if (hasDisplay()) await showWindow();
  else process.exitCode = (await printTable()) ? 0 : 1;
} finally {
  await gallery.close();
}

async function showWindow(): Promise<void> {
  console.log(`Opening ${gallery.origin} in ${browser.path}; close the window to end.`);
  if (browser.kind === 'firefox') return showFirefox();
  const { context } = await launchWithExtension(built, {
    browser,
    headless: false,
    // A person will want to look at other pages too.
    closedNetwork: false,
    viewport: null,
  });
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(gallery.origin);
  await closed;
}

async function showFirefox(): Promise<void> {
  const firefox = await Firefox.launch({ browser, headless: false, closedNetwork: false });
  await firefox.install(built);
  const page = await firefox.newPage();
  await page.goto(gallery.origin);
  await firefox.closed;
  await firefox.close();
}

/** @returns whether every picture is as it should be */
async function printTable(): Promise<boolean> {
  console.log(`No display: looking at ${gallery.origin} in ${browser.path} without a window`);
  const files = {
    before: path.join(ROOT, 'demo', 'before.png'),
    after: path.join(ROOT, 'demo', 'after.png'),
  };
  const outcomes = await runDemo(gallery, built, demoBrowser(browser), files);
  console.log(
    `\n${table(['picture', 'form', 'nude', 'porn', 'hentai', 'sexy', 'seen', 'ms', 'model', ''], outcomes.map(row))}\n`,
  );
  const wrong = outcomes.filter((outcome) => !isRight(outcome));
  const covered = outcomes.filter(({ seen }) => seen === 'covered').length;
  console.log(`${outcomes.length} pictures, ${covered} covered, ${wrong.length} wrong`);
  for (const file of Object.values(files)) console.log(path.relative(ROOT, file));
  return wrong.length === 0 && outcomes.length > 0;
}

function row(outcome: Outcome): string[] {
  const { item, entry, seen } = outcome;
  const score = (value: number | undefined): string => value?.toFixed(3) ?? '–';
  const scores = entry?.scores;
  return [
    item.name,
    item.form,
    score(scores && foldOf(scores, () => true)),
    score(scores?.byCategory.explicit),
    score(scores?.byCategory.drawn),
    score(scores?.byCategory.suggestive),
    seen,
    entry?.ms.toFixed(0) ?? '–',
    entry?.model ?? '–',
    isRight(outcome) ? '' : `expected: ${item.expected}`,
  ];
}
