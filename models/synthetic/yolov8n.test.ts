import { expect, it, vi } from 'vitest';
import { decodeBoxes } from '../../src/inference/decoders/index.ts';
import { prepare } from '../../src/inference/preprocess.ts';
import type { CardOf } from '../../src/shared/card.ts';
import { allCards } from '../cards.ts';
import { testPictures } from '../test-pictures.ts';
import { openEngine } from './engine-in-node.ts';
import { randomYolov8n } from './yolov8n.ts';

vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'));

it('YOLOv8n with random weights is as large as NudeNet 320n, and answers in its shape', async () => {
  const card = allCards()
    .map((file) => file.card)
    .find(
      (one): one is CardOf<'boxes-yolo'> => one.id === 'nudenet-320n' && one.kind === 'boxes-yolo',
    );
  if (!card) return expect.unreachable('no card of NudeNet 320n');
  const bytes = randomYolov8n();
  expect(Math.abs(bytes.length / (card.bytes ?? 0) - 1)).toBeLessThan(0.02);

  const engine = await openEngine(card, bytes);
  const seen = new Set<string>();
  for (const { rgba, width, height } of testPictures(3, 1)) {
    const { data, dims, at } = prepare(rgba, width, height, card.input);
    const outputs = await engine.runRaw(data, dims);
    const answer = outputs.get('output0');
    expect(answer?.dims).toEqual([1, 22, 2100]);
    seen.add(String(answer?.data.slice(0, 8)));
    // Whatever it finds means nothing, but the decoder must be able to read it.
    expect(Array.isArray(decodeBoxes(card, outputs, at))).toBe(true);
  }
  expect(seen.size).toBe(3);
});
