import { describe, expect, it, vi } from 'vitest';
import type { SeenBox } from '../shared/box-policy.ts';
import type { Scores } from '../shared/policy.ts';
import type { Found } from './detector.ts';
import type { Judged, Judging, Wanted } from './judging.ts';
import type { Located } from './locating.ts';
import { Looking, type Needs, type Scored, type WantedSight } from './looking.ts';
import type { PartsAsk } from './worker-protocol.ts';

const scores: Scores = { byCategory: { explicit: 0.5 }, nude: [] };
const box: SeenBox = {
  x: 0,
  y: 0,
  width: 0.5,
  height: 0.5,
  score: 0.9,
  category: 'nudity',
  unsafe: true,
  by: 'detector',
};
const scored: Judged<Scored> = { answer: { scores, mosaic: Uint8Array.of(1) } };
const found: Judged<Found> = { answer: { boxes: [box], mosaic: Uint8Array.of(2) } };

/** All who may look, with the answers they give, and whether a kept one without a mosaic would do. */
function all(
  classifier: Judged<Scored>,
  detector: Judged<Found>,
  parts: Judged<Located> = { answer: { boxes: [box], mosaic: null } },
) {
  const enough = vi.fn();
  const fake = <A extends Scored | Found>(judged: Judged<A>, bare: A) => ({
    judge: vi.fn(async (_: Wanted, will: (kept: A) => boolean) => {
      enough(will(bare));
      return judged;
    }),
  });
  const one = fake<Scored>(classifier, { scores, mosaic: null });
  const two = fake<Found>(detector, { boxes: [], mosaic: null });
  const three = { judge: vi.fn(async () => parts) };
  const looking = new Looking(
    one as unknown as Judging<Scored>,
    two as unknown as Judging<Found>,
    three as unknown as Judging<Located, PartsAsk>,
  );
  return { looking, classifier: one.judge, detector: two.judge, locator: three.judge, enough };
}

const drop = new AbortController();
const wanted: WantedSight = {
  content: { as: 'bytes', bytes: new Uint8Array(), moves: false },
  picture: 'hash',
  site: 'a.test',
  isPrivate: false,
  dropped: drop.signal,
  asked: { priority: 0, moved: null },
};
const needs = (change: Partial<Needs> = {}): Needs => ({
  classifier: true,
  detector: () => false,
  detectorId: 'colours',
  parts: () => null,
  mosaic: () => false,
  ...change,
});

describe('who looks', () => {
  it('the classifier alone', async () => {
    const { looking, detector } = all(scored, found);
    expect(await looking.look(wanted, needs())).toEqual({
      sight: { scores, boxes: null, parts: null },
      mosaic: Uint8Array.of(1),
      picture: 'hash',
    });
    expect(detector).not.toHaveBeenCalled();
  });

  it('the detector alone', async () => {
    const { looking, classifier } = all(scored, found);
    const asked = vi.fn(() => true);
    expect(await looking.look(wanted, needs({ classifier: false, detector: asked }))).toEqual({
      sight: { scores: null, boxes: { by: 'colours', found: [box] }, parts: null },
      mosaic: Uint8Array.of(2),
      picture: 'hash',
    });
    expect(classifier).not.toHaveBeenCalled();
    expect(asked).toHaveBeenCalledWith(null);
  });

  it('the detector after the classifier, which is asked what that said', async () => {
    const { looking } = all(scored, found);
    const asked = vi.fn(() => true);
    expect(await looking.look(wanted, needs({ detector: asked }))).toEqual({
      sight: { scores, boxes: { by: 'colours', found: [box] }, parts: null },
      mosaic: Uint8Array.of(1),
      picture: 'hash',
    });
    expect(asked).toHaveBeenCalledWith(scores);
  });
});

describe('the parts', () => {
  const ask: PartsAsk = {
    sensitivity: { explicit: 3, nudity: 3, suggestive: 0, drawn: 3, otherSkin: 0, people: 0 },
    rule: 'categories',
    margin: 0.1,
    areaLimit: 0.6,
    site: 'on',
  };

  it('are asked for after the scores, and are kept with what was asked', async () => {
    const { looking, locator } = all(scored, found);
    const parts = vi.fn(() => ask);
    expect(await looking.look(wanted, needs({ parts }))).toMatchObject({
      sight: { scores, boxes: null, parts: { ask, boxes: [box] } },
    });
    expect(parts).toHaveBeenCalledWith(scores);
    expect(locator).toHaveBeenCalledWith({ ...wanted, about: ask }, expect.anything());
  });

  it('are not asked of a classifier where a detector looks', async () => {
    const { looking, locator } = all(scored, found);
    await looking.look(wanted, needs({ detector: () => true, parts: () => ask }));
    expect(locator).not.toHaveBeenCalled();
  });

  it('that could not be looked for are missing, and not asked for again', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { looking } = all(scored, found, { failed: 'no map' });
    expect(await looking.look(wanted, needs({ parts: () => ask }))).toMatchObject({
      sight: { scores, parts: { ask, boxes: null } },
    });
  });
});

describe('a look that fails', () => {
  const failed = { failed: 'crashed' };

  it('of the classifier fails the picture, and the detector is not asked', async () => {
    const { looking, detector } = all(failed, found);
    expect(await looking.look(wanted, needs({ detector: () => true }))).toEqual(failed);
    expect(detector).not.toHaveBeenCalled();
  });

  it('of the detector leaves what the classifier said, with the boxes missing', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { looking } = all(scored, failed);
    expect(await looking.look(wanted, needs({ detector: () => true }))).toMatchObject({
      sight: { scores, boxes: null, parts: null },
    });
  });

  it('of the detector alone fails the picture', async () => {
    const { looking } = all(scored, failed);
    const only = needs({ classifier: false, detector: () => true });
    expect(await looking.look(wanted, only)).toEqual(failed);
  });
});

describe('a kept answer', () => {
  it('does without its mosaic where none is wanted', async () => {
    const { looking, enough } = all(scored, found);
    await looking.look(wanted, needs({ detector: () => true }));
    expect(enough.mock.calls).toEqual([[true], [true]]);
  });

  it('does not, where one is wanted; the detector’s then needs none', async () => {
    const { looking, enough } = all(scored, found);
    await looking.look(wanted, needs({ detector: () => true, mosaic: () => true }));
    expect(enough.mock.calls).toEqual([[false], [true]]);
  });
});
