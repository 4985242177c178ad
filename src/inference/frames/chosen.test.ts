import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFrames, differenceOf, SAME, SCENE } from './chosen.ts';

const CELLS = 24;
const gist = fc.oneof(
  fc.nat(255).map((grey) => new Uint8Array(CELLS).fill(grey)),
  fc.uint8Array({ minLength: CELLS, maxLength: CELLS }),
);
const film = fc
  .array(fc.record({ gist, ms: fc.integer({ min: 20, max: 5000 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((frames) => ({ gists: frames.map((f) => f.gist), times: frames.map((f) => f.ms) }));
const bounds = fc
  .record({ usual: fc.integer({ min: 1, max: 8 }), more: fc.nat(20) })
  .map(({ usual, more }) => ({ usual, most: usual + more }));

const grey = (value: number) => new Uint8Array(CELLS).fill(value);

describe('chooseFrames', () => {
  it('chooses the first, each once, in order, and no more than it may', () => {
    fc.assert(
      fc.property(film, bounds, ({ gists, times }, room) => {
        const { places } = chooseFrames(gists, times, room);
        expect(places[0]).toBe(0);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(places.at(-1)).toBeLessThan(gists.length);
        expect(places.length).toBeLessThanOrEqual(room.most);
      }),
    );
  });

  it('leaves nothing that is unlike all it chose, or says so', () => {
    fc.assert(
      fc.property(film, bounds, ({ gists, times }, room) => {
        const { places, leavesScene } = chooseFrames(gists, times, room);
        const farthest = Math.max(
          ...gists.map((one) =>
            Math.min(...places.map((place) => differenceOf(one, gists[place] ?? one))),
          ),
        );
        expect(leavesScene).toBe(farthest > SCENE);
        if (leavesScene) expect(places).toHaveLength(room.most);
        if (places.length < room.usual) expect(farthest).toBeLessThanOrEqual(SAME);
      }),
      { numRuns: 500 },
    );
  });

  it('looks once at what only seems to move', () => {
    const gists = Array.from({ length: 200 }, (_, i) => grey(120 + (i % 2)));
    const times = gists.map(() => 50);
    expect(chooseFrames(gists, times, { usual: 8, most: 48 })).toEqual({
      places: [0],
      leavesScene: false,
    });
  });

  it('finds the one frame that is another, wherever it stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 239 }), fc.nat(255), (at, value) => {
        fc.pre(Math.abs(value - 100) > SAME);
        const gists = Array.from({ length: 240 }, (_, i) => grey(i === at ? value : 100));
        const { places } = chooseFrames(
          gists,
          gists.map(() => 20),
          { usual: 2, most: 2 },
        );
        expect(places).toEqual([0, at]);
      }),
    );
  });

  it('prefers what is shown long to flickers, however glaring', () => {
    const flicker = [0, 255, 30, 225, 60].map(grey);
    const gists = [grey(128), ...flicker, grey(150), ...flicker];
    const times = gists.map((_, i) => (i === 6 ? 5000 : 20));
    expect(chooseFrames(gists, times, { usual: 2, most: 2 }).places).toEqual([0, 6]);
  });

  it('goes on while there are other scenes, and not for what goes on in one', () => {
    const within = Array.from({ length: 30 }, (_, i) => grey(100 + i));
    const room = { usual: 8, most: 48 };
    expect(
      chooseFrames(
        within,
        within.map(() => 50),
        room,
      ).places,
    ).toHaveLength(8);
    const slides = Array.from({ length: 20 }, (_, i) =>
      Uint8Array.from({ length: CELLS }, (__, cell) => (cell === i ? 255 : 20)),
    );
    expect(
      chooseFrames(
        slides,
        slides.map(() => 50),
        room,
      ).places,
    ).toHaveLength(20);
    expect(
      chooseFrames(
        slides,
        slides.map(() => 50),
        { usual: 8, most: 12 },
      ).leavesScene,
    ).toBe(true);
  });

  it('of nothing chooses nothing', () => {
    expect(chooseFrames([], [], { usual: 8, most: 8 })).toEqual({ places: [], leavesScene: false });
  });
});
