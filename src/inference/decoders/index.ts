import type { FoundBox } from '../../shared/boxes.ts';
import type { CardOf } from '../../shared/card.ts';
import type { Placement } from '../letterbox.ts';
import { decodeClassMap } from './class-map.ts';
import { decodeRetinanet } from './retinanet.ts';
import { floatsOf, type Tensor } from './tensor.ts';
import { decodeYolo } from './yolo.ts';

export type BoxCard = CardOf<'boxes-yolo'> | CardOf<'boxes-retinanet'> | CardOf<'class-map'>;

/**
 * @param outputs as the engine gives them (`Engine.runRaw`), of one picture
 * @param at where the picture lay in the model's input (`prepare`)
 * @returns what the model found, 0–1 of the original picture
 * @throws BadAnswer for an answer that cannot be read
 */
export function decodeBoxes(
  card: BoxCard,
  outputs: ReadonlyMap<string, Tensor>,
  at: Placement,
): FoundBox[] {
  switch (card.kind) {
    case 'boxes-yolo':
      return decodeYolo(outputs, card, at);
    case 'boxes-retinanet':
      return decodeRetinanet(outputs, card, at);
    case 'class-map': {
      const { map, reading } = card.outputs;
      return decodeClassMap(
        floatsOf(outputs, map),
        card.labels,
        reading,
        card.thresholds.score,
        at,
      );
    }
  }
}
