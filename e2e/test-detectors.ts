import { createHash } from 'node:crypto';
import { ordinary } from '../demo/draw/ordinary.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { allCards } from '../models/cards.ts';
import {
  COLOUR_KEYS,
  type ColourDetector,
  colourDetector,
} from '../models/synthetic/colour-detector.ts';
import type { StoredCard } from '../src/shared/model-store.ts';
import type { Settings } from '../src/shared/settings.ts';
import { explicitShots, SEED, type Shot, SIDE } from './pictures.ts';

/**
 * NudeNet 320n's card over a model that finds saturated colours (models/synthetic): every box's
 * true place is known. Each way of making it has an id of its own.
 */
export function syntheticDetector(
  id = 'colours',
  how: ColourDetector = {},
): { card: StoredCard; bytes: Uint8Array } {
  const bytes = colourDetector(how);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = allCards().find(({ card }) => card.id === 'nudenet-320n');
  if (!file) throw new Error('no card of NudeNet 320n');
  const card = { ...file.card, id, name: id, bytes: bytes.length, sha256 };
  return { card: card as StoredCard, bytes };
}

/** A browser of whatever kind with the extension. */
export interface DetectorHost {
  installDetector(card: StoredCard, bytes: Uint8Array): Promise<void>;
  set(patch: Partial<Settings>): Promise<unknown>;
}

/** Everything it finds is masked, and nothing else is: not even what the classifier is sure of. */
export async function maskBlocks(figleaf: DetectorHost, id?: string, how?: ColourDetector) {
  const { card, bytes } = syntheticDetector(id, how);
  await figleaf.installDetector(card, bytes);
  const sensitivity: Settings['sensitivity'] = {
    explicit: 3,
    nudity: 3,
    suggestive: 3,
    drawn: 3,
    otherSkin: 3,
    people: 3,
  };
  await figleaf.set({ strategy: 'detector', masked: 'boxes', sensitivity });
}

/** More than what it takes for a colour (models/synthetic/colour-detector.ts), for JPEG's sake. */
const VIVID = 0.45;

/** An explicit picture in which the synthetic detector has nothing to find. */
export async function dullPattern(): Promise<Shot> {
  for (const shot of await explicitShots(12)) {
    const { rgb } = shot.picture;
    const vivid = COLOUR_KEYS.some((key) => {
      for (let i = 0; i < rgb.length; i += 3) {
        const off = key.rgb.reduce((sum, c, n) => sum + Math.abs(c - (rgb[i + n] ?? 0) / 255), 0);
        if (off < VIVID) return true;
      }
      return false;
    });
    if (!vivid) return shot;
  }
  throw new Error('every pattern is vivid');
}

/** An ordinary picture of `SIDE` pixels and in it a block of 140 by 100 in that colour. */
export function withBlock(colour: readonly number[]): Picture {
  const { width, height, rgb } = ordinary(SEED, 1).draw(SIDE);
  const copy = rgb.slice();
  for (let y = 100; y < 200; y++) {
    for (let x = 80; x < 220; x++) copy.set(colour, (y * width + x) * 3);
  }
  return { width, height, rgb: copy };
}
