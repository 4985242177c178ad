import { createHash } from 'node:crypto';
import { readCard } from '../models/cards.ts';
import { colourDetector } from '../models/synthetic/colour-detector.ts';
import { randomYolov8n } from '../models/synthetic/yolov8n.ts';
import type { StoredCard } from '../src/shared/model-store.ts';

interface Made {
  card: StoredCard;
  bytes: Uint8Array;
}

/** Detectors under NudeNet 320n's card, for what its own weights are not needed for. */
export const DETECTORS = {
  /** YOLOv8n's architecture with random weights: as fast as the real one, and of no other use. */
  random: () => detector('random-320n', 'YOLOv8n, random weights, for speed only', randomYolov8n()),
  /** Finds blocks of saturated colours, so that what it finds is known. */
  colours: () => detector('colours', 'Saturated colours, for tests only', colourDetector()),
} as const satisfies Record<string, () => Made>;

export type DetectorName = keyof typeof DETECTORS;

function detector(id: string, name: string, bytes: Uint8Array): Made {
  const { card } = readCard(new URL('../models/nudenet-320n/card.json', import.meta.url).pathname);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { card: { ...card, id, name, bytes: bytes.length, sha256 } as StoredCard, bytes };
}
