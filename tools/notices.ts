import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

interface PackageFacts {
  name: string;
  version: string;
  /** SPDX. */
  license: string;
  source: string;
  text: string;
}

/**
 * Packages that carry no licence file, by name: who holds the copyright, as their repository says,
 * and where the notices of what they contain are.
 */
const WITHOUT_A_FILE: Readonly<
  Record<string, { holder: string; more?: (version: string) => string }>
> = {
  'onnxruntime-web': {
    holder: 'Microsoft Corporation',
    more: (version) =>
      `The WebAssembly file holds further components under their own licences, listed in\nhttps://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt`,
  },
};

/**
 * The notices that must go with a built extension.
 * @param files paths that went into it, relative to `root`; those outside node_modules are ours
 * @returns the text of THIRD-PARTY-NOTICES.txt, the same for the same packages in any order
 * @throws Error for a package whose licence cannot be told: such a build must not be shipped
 */
export async function notices(files: Iterable<string>, root: string): Promise<string> {
  const folders = new Set<string>();
  for (const file of files) {
    const folder = packageFolder(file);
    if (folder !== null) folders.add(folder);
  }
  const facts = await Promise.all([...folders].map((folder) => factsOf(path.join(root, folder))));
  facts.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  const intro =
    'Figleaf contains the works below, or parts of them. Each stays under its own licence.\n';
  return [intro, ...facts.map(inWords)].join(`\n${'-'.repeat(78)}\n\n`);
}

/**
 * @param file path with / or \ between its parts
 * @returns the innermost package's folder; null for a file of no package
 */
export function packageFolder(file: string): string | null {
  const found = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'));
  return found?.[1] ?? null;
}

async function factsOf(folder: string): Promise<PackageFacts> {
  const { name, version, license, repository } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  if (typeof license !== 'string') throw new Error(`${name} names no licence`);
  const address: string = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const source = address.replace(/^git\+/, '').replace(/\.git$/, '');
  return {
    name,
    version,
    license,
    source,
    text: await licenceText(folder, name, version, license),
  };
}

async function licenceText(
  folder: string,
  name: string,
  version: string,
  license: string,
): Promise<string> {
  const file = (await readdir(folder)).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file)
    return (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim();
  const known = WITHOUT_A_FILE[name];
  if (!known || license !== 'MIT') throw new Error(`${name} (${license}) has no licence file`);
  const more = known.more?.(version);
  return `Copyright (c) ${known.holder}\n\n${MIT}${more ? `\n\n${more}` : ''}`;
}

const inWords = ({ name, version, license, source, text }: PackageFacts): string =>
  `${name} ${version} (${license})\n${source ? `Source: ${source}\n` : ''}\n${text}\n`;

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
