import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFrames, coloursOf, differenceOf, type Gist, isScene, SAME } from './chosen.ts';

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

  it('leaves no scene, or says so; and of what is less than a scene nothing, where there is room', () => {
    fc.assert(
      fc.property(film, bounds, ({ gists, times }, room) => {
        const { places, leavesScene } = chooseFrames(gists, times, room);
        const chosen = places.map((place) => gists[place] ?? new Uint8Array());
        const isLeft = (one: Gist) =>
          chosen.every((other) =>
            isScene(differenceOf(one, other), differenceOf(coloursOf(one), coloursOf(other))),
          );
        const isNew = (one: Gist) => chosen.every((other) => differenceOf(one, other) > SAME);
        expect(leavesScene).toBe(gists.some(isLeft));
        if (leavesScene) expect(places).toHaveLength(room.most);
        if (places.length < room.usual) expect(gists.some(isNew)).toBe(false);
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

  const room = { usual: 8, most: 48 };
  const evenly = (gists: readonly Gist[], at = room) =>
    chooseFrames(
      gists,
      gists.map(() => 50),
      at,
    );
  /** A hundred cells of one colour, and one of another. */
  const ball = (at: number) =>
    Uint8Array.from({ length: 300 }, (_, i) => (Math.floor(i / 3) === at ? 255 : 0));

  it('does not go on for what only moves, or slowly changes', () => {
    expect(evenly(Array.from({ length: 60 }, (_, i) => ball(i))).places).toHaveLength(8);
    expect(evenly(Array.from({ length: 30 }, (_, i) => grey(100 + i))).places).toHaveLength(8);
  });

  it('goes on while there are other scenes, as far as it may', () => {
    const slides = [0, 50, 100, 150, 200, 250].flatMap((red) =>
      [0, 90, 180].map((green) =>
        Uint8Array.from({ length: CELLS }, (_, i) => [red, green, 0][i % 3] ?? 0),
      ),
    );
    const all = evenly(slides, { usual: 2, most: 48 });
    expect(all.leavesScene).toBe(false);
    expect(all.places.length).toBeGreaterThan(6);
    const most = all.places.length - 1;
    expect(evenly(slides, { usual: 2, most }).leavesScene).toBe(true);
  });

  it('of nothing chooses nothing', () => {
    expect(chooseFrames([], [], { usual: 8, most: 8 })).toEqual({ places: [], leavesScene: false });
  });
});
