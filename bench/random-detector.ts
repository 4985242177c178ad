import { createHash } from 'node:crypto';
import { readCard } from '../models/cards.ts';
import type { StoredCard } from '../src/shared/model-store.ts';

/**
 * NudeNet 320n's card over YOLOv8n's architecture with random weights: as fast as the real one, and
 * of no other use.
 */
export function randomDetectorCard(model: Uint8Array): StoredCard {
  const { card } = readCard(new URL('../models/nudenet-320n/card.json', import.meta.url).pathname);
  const sha256 = createHash('sha256').update(model).digest('hex');
  const name = 'YOLOv8n, random weights, for speed only';
  const made = { ...card, id: 'random-320n', name, bytes: model.length, sha256 };
  return made as StoredCard;
}
