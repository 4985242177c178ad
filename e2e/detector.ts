import type { Figleaf } from './harness.ts';

export async function useColourDetector(figleaf: Figleaf): Promise<void> {
  await figleaf.set({ strategy: 'cascade' });
}
