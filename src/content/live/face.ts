/** As HTMLMediaElement has them. */
const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
const NETWORK_EMPTY = 0;
const NETWORK_IDLE = 1;

/**
 * What a video shows. `nothing`: not one pixel of a picture, and none will come without an event
 * that is heard first; so that a video which has only sound, or waits for a press on its controls,
 * can be used. `soon`: nothing yet, but a frame may come at any moment.
 */
export type Face = 'nothing' | 'soon' | 'poster' | 'frames';

export interface VideoState {
  readonly readyState: number;
  readonly networkState: number;
  readonly videoWidth: number;
  readonly paused: boolean;
  readonly seeking: boolean;
  /** Why its source will never show anything. */
  readonly error: unknown;
  readonly preload: string;
  readonly autoplay: boolean;
}

/**
 * @param poster the poster is what shows
 * @param hadFrame of this source a frame has been there before: it stays until there is another
 * @param allFailed whether it has tried each of its <source>, of which it says no error itself
 */
export function faceOf(
  video: VideoState,
  poster: boolean,
  hadFrame: boolean,
  allFailed: boolean,
): Face {
  if (poster) return 'poster';
  const { readyState, networkState, videoWidth, paused, seeking, error } = video;
  if (readyState >= HAVE_CURRENT_DATA && videoWidth > 0) return 'frames';
  if (hadFrame) return 'soon';
  // Its data is known. With a picture in it the first frame is painted at once, of a short film that is
  // here already, and told of a moment later.
  if (readyState >= HAVE_METADATA) return videoWidth === 0 ? 'nothing' : 'soon';
  if (error || allFailed) return 'nothing';
  if (!paused || seeking) return 'soon';
  // Else a network that rests has all of a short film, of which nothing was looked at yet.
  const waits = networkState === NETWORK_IDLE && video.preload === 'none' && !video.autoplay;
  return waits || networkState === NETWORK_EMPTY ? 'nothing' : 'soon';
}
