import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type BuildOptions as EsbuildOptions,
  build as esbuild,
  type Metafile,
  type Plugin,
} from 'esbuild';
import { checkAgainstCard, makeModel } from '../models/bundled.ts';
import { allCards, bundledCards } from '../models/cards.ts';
import { ORT_FILES } from '../src/inference/ort-files.ts';
import { KNOWN_CARDS } from '../src/shared/known-cards.ts';
import { MINIMUM } from '../src/shared/platform.ts';
import { manifestFor, type Target } from './manifest.ts';
import { notices } from './notices.ts';

export interface BuildOptions {
  target?: Target;
  /** Adds the engine's journal and readable code; never for a store. */
  dev?: boolean;
  /** Where to write; `dist/<target>` unless told. */
  out?: string;
}

const root = path.resolve(import.meta.dirname, '..');
const ORT = 'node_modules/onnxruntime-web/dist';

/** Pages of the engine's own. In Firefox it lives in the background's. */
const ENGINE_PAGES: Readonly<Record<Target, readonly string[]>> = {
  chrome: ['src/inference/offscreen'],
  firefox: [],
};

/** The sheets of the cover: in Firefox all of it is of the user's origin (manifest.ts). */
const COVERS: Readonly<Record<Target, { in: string; out: string }[]>> = {
  chrome: [
    { in: 'src/content/cover.css', out: 'content/cover' },
    { in: 'src/content/cover.user.css', out: 'content/cover.user' },
  ],
  firefox: [{ in: 'src/content/cover.firefox.css', out: 'content/cover.user' }],
};

/** What is made of several files has room for it at its very beginning alone. */
const HTML_NAMESPACE = '@namespace html "http://www.w3.org/1999/xhtml";';

/** `x.chrome.ts` is what sources import; the Firefox build takes `x.firefox.ts` in its place. */
const seam = (target: Target): Plugin => ({
  name: 'seam',
  setup({ onResolve }) {
    onResolve({ filter: /\.chrome\.ts$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file.replace(/\.chrome\.ts$/, `.${target}.ts`)),
    }));
  },
});

/** `@import "x.css.ts"` is the sheet whose text that module exports: rules too much alike to write out. */
const cssModule: Plugin = {
  name: 'css-module',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\.ts$/ }, ({ kind, path: file, resolveDir }) =>
      kind === 'import-rule'
        ? { path: path.resolve(resolveDir, file), namespace: 'css-module' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'css-module' }, async ({ path: file }) => {
      const { text, watchFiles } = await bundled(file, { format: 'esm' });
      // Not imported by its path: then a later build of the same process would find the same text.
      const code = encodeURIComponent(text);
      const { default: contents } = await import(`data:text/javascript,${code}`);
      return { contents, loader: 'css', watchFiles };
    });
  },
};

/** `x.css?text` is the sheet as text, with all it imports: what a script puts into shadow roots. */
const cssText: Plugin = {
  name: 'css-text',
  setup({ onResolve, onLoad, initialOptions: { target, minify } }) {
    onResolve({ filter: /\.css\?text$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file.replace(/\?text$/, '')),
      namespace: 'css-text',
    }));
    onLoad({ filter: /./, namespace: 'css-text' }, async ({ path: file }) => {
      const { text, watchFiles } = await bundled(file, {
        legalComments: 'none',
        charset: 'utf8',
        plugins: [cssModule],
        ...(target ? { target } : {}),
        ...(minify ? { minify } : {}),
      });
      return { contents: text, loader: 'text', watchFiles };
    });
  },
};

/** One file with all it imports, and the files that are. */
async function bundled(
  file: string,
  how: EsbuildOptions,
): Promise<{ text: string; watchFiles: string[] }> {
  const { outputFiles, metafile } = await esbuild({
    ...how,
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
  });
  return { text: outputFiles[0]?.text ?? '', watchFiles: inputsOf(metafile) };
}

/** The files that a bundle was made of, those of plugins among them. */
const inputsOf = ({ inputs }: Metafile): string[] =>
  Object.keys(inputs).map((input) => path.resolve(root, input.replace(/^css-module:/, '')));

/**
 * Writes an unpacked extension, the same bytes from the same sources.
 * The models are made on the first run, which takes a little longer.
 * @returns the folder written
 */
export async function build({
  target = 'chrome',
  dev = false,
  out,
}: BuildOptions = {}): Promise<string> {
  const to = out ?? path.join(root, 'dist', target);
  const engine = ENGINE_PAGES[target];
  const models = bundledCards();
  for (const model of models) checkAgainstCard(model.card, makeModel(model));
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const common = {
    absWorkingDir: root,
    outdir: to,
    bundle: true,
    minify: !dev,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    target: `${target}${MINIMUM[target]}`,
    define: { __DEV__: String(dev), 'process.env.NODE_ENV': '"production"' },
    // onnxruntime's own switch for "the wasm files lie beside, do not inline them".
    conditions: ['onnxruntime-web-use-extern-wasm'],
    loader: { '.css': 'css' },
    plugins: [seam(target), cssModule, cssText],
  } satisfies EsbuildOptions;
  const bundles = await Promise.all([
    esbuild({
      ...common,
      format: 'iife',
      ...(target === 'firefox' ? { banner: { css: HTML_NAMESPACE } } : {}),
      entryPoints: [
        { in: 'src/content/content.ts', out: 'content/content' },
        { in: 'src/content/page-world.ts', out: 'content/page-world' },
        ...COVERS[target],
      ],
    }),
    esbuild({
      ...common,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      entryPoints: [
        { in: 'src/background/background.ts', out: 'background/background' },
        ...engine.map((page) => ({ in: `${page}.ts`, out: page.replace('src/', '') })),
        { in: 'src/inference/worker.ts', out: 'inference/worker' },
        { in: 'src/popup/popup.tsx', out: 'popup/popup' },
        { in: 'src/options/options.tsx', out: 'options/options' },
      ],
    }),
  ]);
  const copies: [from: string, to: string][] = [
    ...engine.map((page): [string, string] => [`${page}.html`, `${page.replace('src/', '')}.html`]),
    ['src/popup/popup.html', 'popup/popup.html'],
    ['src/options/options.html', 'options/options.html'],
    ['_locales', '_locales'],
    ['LICENSE', 'LICENSE'],
    ...[16, 32, 48, 128].map((n): [string, string] => [`icons/${n}.png`, `icons/${n}.png`]),
    ...Object.values(ORT_FILES).map((file): [string, string] => [`${ORT}/${file}`, `ort/${file}`]),
    ...models.flatMap(({ card: { id, file }, cardPath, modelPath }): [string, string][] => [
      [path.relative(root, cardPath), `models/${id}/card.json`],
      [path.relative(root, modelPath), `models/${id}/${file}`],
    ]),
  ];
  await Promise.all(
    copies.map(([from, dest]) =>
      cp(path.join(root, from), path.join(to, dest), { recursive: true }),
    ),
  );
  await writeFile(path.join(to, 'manifest.json'), await manifestFor(target));
  await writeFile(path.join(to, KNOWN_CARDS), installableCards());
  const shipped = [
    ...bundles.flatMap(({ metafile }) => filesIn(metafile)),
    ...copies.map(([from]) => from),
    ...models.map(({ card: { source } }) => `node_modules/${source.package}/${source.path}`),
  ];
  await writeFile(path.join(to, 'THIRD-PARTY-NOTICES.txt'), await notices(shipped, root));
  return to;
}

/** What people may install, as they are in the project: read, and checked, by the options page. */
const installableCards = (): string =>
  JSON.stringify(
    allCards()
      .filter(({ card }) => !card.bundled)
      .map(({ cardPath }) => JSON.parse(readFileSync(cardPath, 'utf8'))),
  );

/** What really went into a bundle; a module that was shaken off left nothing to give notice of. */
const filesIn = ({ outputs }: Metafile): string[] =>
  Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  );

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dev = process.argv.includes('--dev');
  for (const target of ['chrome', 'firefox'] as const) {
    console.log(path.relative(root, await build({ dev, target })));
  }
}
