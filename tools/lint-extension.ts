import path from 'node:path';
import { cmd } from 'web-ext';

/**
 * Mozilla's checks on an unpacked extension. Warnings are printed: those on keys and permissions
 * that only Chromium has are expected.
 * @throws Error that names every error found
 */
export async function lintExtension(folder: string): Promise<void> {
  const { errors, warnings } = await cmd.lint(
    { sourceDir: folder, output: 'none' },
    { shouldExitProgram: false },
  );
  const inWords = ({ code, message, file, line }: (typeof errors)[number]): string =>
    `${[file, line].filter((part) => part != null).join(':')} ${code}: ${message}`;
  for (const warning of warnings) console.log(`  warning ${inWords(warning)}`);
  if (errors.length > 0) {
    const list = errors.map(inWords).join('\n');
    throw new Error(`web-ext lint found errors in ${path.basename(folder)}:\n${list}`);
  }
}
