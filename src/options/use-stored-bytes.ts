import { useEffect, useState } from 'preact/hooks';

/** Chromium tells the parts; where there are none, the sum has little else in it. */
interface Estimate extends StorageEstimate {
  usageDetails?: { indexedDB?: number };
}

/**
 * What the stored verdicts take on the disk. A browser clears up in its own time, so for a while
 * more may be there than is still used.
 * @param entries read again when these change
 * @returns bytes, null until or unless the browser tells
 */
export function useStoredBytes(entries: number | undefined): number | null {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    navigator.storage.estimate().then(
      ({ usage, usageDetails }: Estimate) => setBytes(usageDetails?.indexedDB ?? usage ?? null),
      (error: unknown) => console.warn('figleaf: storage estimate', error),
    );
  }, [entries]);
  return bytes;
}
