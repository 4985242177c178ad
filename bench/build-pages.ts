import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build as esbuild } from 'esbuild';
import { build } from '../tools/build.ts';
import type { Target } from '../tools/manifest.ts';
import { DETECTORS } from './detectors.ts';

const here = import.meta.dirname;
const TFJS_WASM = path.join(here, '../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out');

export interface Built {
  /** An unpacked extension as shipped, with bench/engine.html and bench/throughput.html added. */
  extension: string;
  /** What the server serves as it is: watch.js, nsfwjs.js, tfjs/*.wasm. */
  site: string;
  remove(): Promise<void>;
}

/** Builds the extension as for a store, and the benchmark's own pages, in a folder of their own. */
export async function buildPages(target: Target = 'chrome'): Promise<Built> {
  const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-bench-'));
  const extension = await build({ target, out: path.join(folder, 'extension') });
  const site = path.join(folder, 'site');
  const common = { bundle: true, format: 'esm', target: 'chrome137', logLevel: 'error' } as const;
  const pages = path.join(here, 'pages');
  await Promise.all([
    esbuild({
      ...common,
      entryPoints: ['engine.ts', 'throughput.ts'].map((page) => path.join(pages, page)),
      outdir: path.join(extension, 'bench'),
      define: { __DEV__: 'false' },
    }),
    esbuild({ ...common, entryPoints: [path.join(pages, 'watch.ts')], outdir: site }),
    // Not minified: tfjs passes its threads' script on as a function's text.
    esbuild({
      ...common,
      entryPoints: [path.join(pages, 'nsfwjs.ts')],
      outdir: site,
      define: { global: 'globalThis' },
      external: ['crypto', 'fs', 'path', 'os', 'util', 'worker_threads', 'perf_hooks'],
    }),
    cp(TFJS_WASM, path.join(site, 'tfjs'), { recursive: true }),
  ]);
  await mkdir(path.join(extension, 'bench'), { recursive: true });
  const page = (name: string, scripts: string[]) =>
    writeFile(
      path.join(extension, `bench/${name}.html`),
      `<!doctype html><meta charset="utf-8"><title>${name}</title>${scripts
        .map((script) => `<script type="module" src="${script}.js"></script>`)
        .join('')}`,
    );
  for (const [name, make] of Object.entries(DETECTORS)) {
    const { card, bytes } = make();
    await writeFile(path.join(extension, `bench/${name}.onnx`), bytes);
    await writeFile(path.join(extension, `bench/${name}.json`), JSON.stringify(card));
  }
  await page('engine', ['engine']);
  await page('throughput', ['engine', 'throughput']);
  return { extension, site, remove: () => rm(folder, { recursive: true, force: true }) };
}
