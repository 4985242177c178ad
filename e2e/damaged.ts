import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies a built extension and changes one bit of each of its models.
 * @returns the copy's folder
 */
export async function withDamagedModels(built: string, to: string): Promise<string> {
  await cp(built, to, { recursive: true });
  const models = path.join(to, 'models');
  const files = await readdir(models, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.onnx'))) {
    const at = path.join(models, file);
    const bytes = await readFile(at);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(at, bytes);
  }
  return to;
}
