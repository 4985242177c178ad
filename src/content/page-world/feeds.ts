import { tellOfFeed } from './line.ts';
import { after, getter, inPlaceOf, keeping, prototypeOf } from './wrap.ts';

/*
 * Tells where what moves is seen in another thing than itself: a film that is drawn on a canvas, and a
 * canvas whose stream a video plays. What comes next there can be known before it is seen here.
 */

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { isPrototypeOf: isOver } = Object.prototype;
/** Not in every build of every browser. */
const streams = prototypeOf('MediaStream') as MediaStream | null;
const getVideoTracks = streams?.getVideoTracks;
const { prototype: canvases } = HTMLCanvasElement;
const { prototype: videos } = HTMLVideoElement;
const { performance: clock, WeakMap: Kept } = globalThis;
const { now } = clock;

/** So often it is told once more that a film is still drawn somewhere. */
const AGAIN_MS = 500;

const isConnected = getter<boolean>(Node.prototype, 'isConnected');
/** By what it was drawn on last, seen or not. */
const films = keeping(new Kept<object, HTMLVideoElement>());
const told = keeping(new Kept<object, { film: HTMLVideoElement; at: number }>());
/** By the track of a stream. */
const streamed = keeping(new Kept<object, HTMLCanvasElement>());
/** The video that plays a canvas's stream. */
const viewers = keeping(new Kept<object, HTMLVideoElement>());

/**
 * These sources are about to be drawn.
 * @param on a canvas of any kind
 * @param shown the one in the page that shows it
 */
export function draws(sources: readonly unknown[], on: object, shown: object): void {
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    if (typeof source !== 'object' || source === null) continue;
    const film = apply(isOver, videos, [source]) ? (source as HTMLVideoElement) : films.get(source);
    if (!film) continue;
    films.set(on, film);
    if (apply(isOver, canvases, [shown]) && isConnected(shown) === true) {
      tellOfFilm(film, shown as HTMLCanvasElement);
    }
  }
}

function tellOfFilm(film: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const at = apply(now, clock, []);
  const last = told.get(canvas);
  if (last?.film === film && at - last.at < AGAIN_MS) return;
  told.set(canvas, { film, at });
  tellOfFeed(canvas, film);
}

/** It is drawn on. @returns whether it is to be seen in a video, which is told of then */
export function tellOfStream(canvas: object): boolean {
  const viewer = viewers.get(canvas);
  if (viewer) tellOfFeed(viewer, canvas as HTMLCanvasElement);
  return viewer !== undefined;
}

function eachTrack(stream: unknown, run: (track: object) => void): void {
  if (typeof stream !== 'object' || stream === null || !getVideoTracks) return;
  if (!apply(isOver, streams, [stream])) return;
  const tracks = apply(getVideoTracks, stream, []) as object[];
  for (let i = 0; i < tracks.length; i++) {
    const track = tracks[i];
    if (track) run(track);
  }
}

after(canvases, 'captureStream', (canvas, stream) => {
  eachTrack(stream, (track) => streamed.set(track, canvas as HTMLCanvasElement));
});

const source = getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
if (source?.set) {
  const set = inPlaceOf(source.set as () => unknown, (native, video, args) => {
    apply(native, video, args);
    if (!apply(isOver, videos, [video])) return;
    eachTrack(args[0], (track) => {
      const canvas = streamed.get(track);
      if (!canvas) return;
      viewers.set(canvas, video as HTMLVideoElement);
      tellOfFeed(video as HTMLVideoElement, canvas);
    });
  });
  defineProperty(HTMLMediaElement.prototype, 'srcObject', { ...source, set });
}
