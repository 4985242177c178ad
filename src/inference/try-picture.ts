import type { SeenBox } from '../shared/box-policy.ts';
import type { Tried } from '../shared/messages.ts';
import { scoresFrom } from '../shared/policy.ts';
import type { Settings } from '../shared/settings.ts';
import { MOST_BYTES, unpack, type Wire } from '../shared/wire.ts';
import type { Classifier } from './classifier.ts';
import { sizeOf, withinBounds } from './decode.ts';
import type { Detector } from './detector.ts';
import type { Looker } from './judging.ts';
import { type Located, partsAskOf } from './locating.ts';
import { pictureFrom } from './picture-source.ts';
import type { PartsAsk, Picture } from './worker-protocol.ts';

interface Lookers {
  classifier: Pick<Classifier, 'try'>;
  detector: Pick<Detector, 'isChosen' | 'look'>;
  locator: Pick<Looker<Located, PartsAsk>, 'look'>;
}

/**
 * A picture that a person tries in the options: past cache, queue, counts and journal, so that
 * nothing of it stays.
 */
export async function tryPicture(lookers: Lookers, wire: Wire, settings: Settings): Promise<Tried> {
  const bytes = unpack(wire);
  if (bytes.length > MOST_BYTES || !withinBounds(bytes)) return { is: 'refused', why: 'too-large' };
  /** A header that was understood, and then no picture: the rest is damaged or missing. */
  const undecodable = sizeOf(bytes) ? 'damaged' : 'not-a-picture';
  let content: Picture;
  try {
    const nowhere = { top: '', isPrivate: false };
    ({ content } = await pictureFrom({ by: 'bytes', bytes, fragment: '' }, 0, 0, nowhere));
  } catch (error) {
    console.info('figleaf: tried picture', error);
    return { is: 'refused', why: undecodable };
  }
  try {
    const { card, result } = await lookers.classifier.try(content);
    if (!('tiles' in result)) return { is: 'refused', why: undecodable };
    const { id, name, labels } = card;
    return {
      is: 'judged',
      model: { id, name, labels },
      scores: scoresFrom(card, result.tiles),
      tiles: result.tiles,
      map: result.map,
      boxes: await boxesIn(lookers, content, settings),
    };
  } catch (error) {
    console.warn('figleaf: tried picture', error);
    return { is: 'refused', why: 'engine' };
  }
}

/** By whoever would be asked for them on a page. */
async function boxesIn(
  { detector, locator }: Lookers,
  content: Picture,
  settings: Settings,
): Promise<readonly SeenBox[] | null> {
  if (!detector.isChosen && settings.masked !== 'boxes') return null;
  const { answers } = detector.isChosen
    ? await detector.look([{ content, about: null }], true)
    : await locator.look([{ content, about: partsAskOf(settings, 'on') }], true);
  const [answer] = answers;
  return answer && 'boxes' in answer ? answer.boxes : null;
}
