/**
 * `npm run models:synthetic`: writes to `.cache/synthetic/` the models that tests and measurements
 * use: the colour-keyed detector, YOLOv8n's architecture with random weights (for speed only), and a
 * tiny model for every card. None of them can judge a picture, and none of them ships.
 */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { replaceFile } from '../cache.ts';
import { allCards, projectFolder } from '../cards.ts';
import { colourDetector } from './colour-detector.ts';
import { tinyModel } from './tiny.ts';
import { randomYolov8n } from './yolov8n.ts';

const folder = join(projectFolder, '.cache', 'synthetic');
mkdirSync(folder, { recursive: true });

const models: [file: string, bytes: Uint8Array][] = [
  ['colour-detector.onnx', colourDetector()],
  ['yolov8n-random-weights-for-speed-only.onnx', randomYolov8n()],
  ...allCards().map(({ card }): [string, Uint8Array] => [`tiny-${card.id}.onnx`, tinyModel(card)]),
];
for (const [file, bytes] of models) {
  const path = join(folder, file);
  replaceFile(path, bytes);
  console.log(`${relative(projectFolder, path)}: ${(bytes.length / 1e6).toFixed(2)} MB`);
}
