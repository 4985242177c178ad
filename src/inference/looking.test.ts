import { describe, expect, it, vi } from 'vitest';
import type { SeenBox } from '../shared/box-policy.ts';
import type { Scores } from '../shared/policy.ts';
import type { Found } from './detector.ts';
import type { Judged, Judging, Wanted } from './judging.ts';
import { Looking, type Needs, type Scored } from './looking.ts';

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

/** Both, with the answers they give, and whether a kept one without a mosaic would do. */
function both(classifier: Judged<Scored>, detector: Judged<Found>) {
  const enough = vi.fn();
  const fake = <A extends Scored | Found>(judged: Judged<A>, bare: A) => ({
    judge: vi.fn(async (_: Wanted, will: (kept: A) => boolean) => {
      enough(will(bare));
      return judged;
    }),
  });
  const one = fake<Scored>(classifier, { scores, mosaic: null });
  const two = fake<Found>(detector, { boxes: [], mosaic: null });
  const looking = new Looking(one as unknown as Judging<Scored>, two as unknown as Judging<Found>);
  return { looking, classifier: one.judge, detector: two.judge, enough };
}

const drop = new AbortController();
const wanted: Wanted = {
  content: { as: 'bytes', bytes: new Uint8Array() },
  picture: 'hash',
  site: 'a.test',
  dropped: drop.signal,
  asked: { priority: 0, moved: null },
};
const needs = (change: Partial<Needs> = {}): Needs => ({
  classifier: true,
  detector: () => false,
  mosaic: () => false,
  ...change,
});

describe('who looks', () => {
  it('the classifier alone', async () => {
    const { looking, detector } = both(scored, found);
    expect(await looking.look(wanted, needs())).toEqual({
      seen: { scores, boxes: null },
      mosaic: Uint8Array.of(1),
      picture: 'hash',
    });
    expect(detector).not.toHaveBeenCalled();
  });

  it('the detector alone', async () => {
    const { looking, classifier } = both(scored, found);
    const asked = vi.fn(() => true);
    expect(await looking.look(wanted, needs({ classifier: false, detector: asked }))).toEqual({
      seen: { scores: null, boxes: [box] },
      mosaic: Uint8Array.of(2),
      picture: 'hash',
    });
    expect(classifier).not.toHaveBeenCalled();
    expect(asked).toHaveBeenCalledWith(null);
  });

  it('the detector after the classifier, which is asked what that said', async () => {
    const { looking } = both(scored, found);
    const asked = vi.fn(() => true);
    expect(await looking.look(wanted, needs({ detector: asked }))).toEqual({
      seen: { scores, boxes: [box] },
      mosaic: Uint8Array.of(1),
      picture: 'hash',
    });
    expect(asked).toHaveBeenCalledWith(scores);
  });
});

describe('a look that fails', () => {
  const failed = { failed: 'crashed' };

  it('of the classifier fails the picture, and the detector is not asked', async () => {
    const { looking, detector } = both(failed, found);
    expect(await looking.look(wanted, needs({ detector: () => true }))).toEqual(failed);
    expect(detector).not.toHaveBeenCalled();
  });

  it('of the detector leaves what the classifier said, with the boxes missing', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { looking } = both(scored, failed);
    expect(await looking.look(wanted, needs({ detector: () => true }))).toMatchObject({
      seen: { scores, boxes: null },
    });
  });

  it('of the detector alone fails the picture', async () => {
    const { looking } = both(scored, failed);
    const only = needs({ classifier: false, detector: () => true });
    expect(await looking.look(wanted, only)).toEqual(failed);
  });
});

describe('a kept answer', () => {
  it('does without its mosaic where none is wanted', async () => {
    const { looking, enough } = both(scored, found);
    await looking.look(wanted, needs({ detector: () => true }));
    expect(enough.mock.calls).toEqual([[true], [true]]);
  });

  it('does not, where one is wanted; the detector’s then needs none', async () => {
    const { looking, enough } = both(scored, found);
    await looking.look(wanted, needs({ detector: () => true, mosaic: () => true }));
    expect(enough.mock.calls).toEqual([[false], [true]]);
  });
});
