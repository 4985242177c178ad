import type { Tried } from '../shared/messages.ts';
import { scoresFrom } from '../shared/policy.ts';
import { MOST_BYTES, unpack, type Wire } from '../shared/wire.ts';
import type { Classifier } from './classifier.ts';
import { sizeOf, withinBounds } from './decode.ts';
import { pictureFrom } from './picture-source.ts';
import type { Picture } from './worker-protocol.ts';

/**
 * A picture that a person tries in the options: past cache, queue, counts and journal, so that
 * nothing of it stays.
 */
export async function tryPicture(classifier: Pick<Classifier, 'try'>, wire: Wire): Promise<Tried> {
  const bytes = unpack(wire);
  if (bytes.length > MOST_BYTES || !withinBounds(bytes)) return { is: 'refused', why: 'too-large' };
  /** A header that was understood, and then no picture: the rest is damaged or missing. */
  const undecodable = sizeOf(bytes) ? 'damaged' : 'not-a-picture';
  let content: Picture;
  try {
    ({ content } = await pictureFrom({ by: 'bytes', bytes }, 0, 0, ''));
  } catch (error) {
    console.info('figleaf: tried picture', error);
    return { is: 'refused', why: undecodable };
  }
  try {
    const { card, result } = await classifier.try(content);
    if (!('tiles' in result)) return { is: 'refused', why: undecodable };
    const { id, name, labels } = card;
    return {
      is: 'judged',
      model: { id, name, labels },
      scores: scoresFrom(card, result.tiles),
      tiles: result.tiles,
      map: result.map,
    };
  } catch (error) {
    console.warn('figleaf: tried picture', error);
    return { is: 'refused', why: 'engine' };
  }
}
