/** As HTMLMediaElement has them. */
const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
const NETWORK_LOADING = 2;

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
}

/**
 * @param poster the poster is what shows
 * @param hadFrame of this source a frame has been there before: it stays until there is another
 */
export function faceOf(video: VideoState, poster: boolean, hadFrame: boolean): Face {
  if (poster) return 'poster';
  const { readyState, networkState, videoWidth, paused, seeking } = video;
  if (readyState >= HAVE_CURRENT_DATA && videoWidth > 0) return 'frames';
  if (hadFrame) return 'soon';
  // Its data is known, and there is no picture in it.
  if (readyState >= HAVE_METADATA && videoWidth === 0) return 'nothing';
  const loads = networkState === NETWORK_LOADING;
  return loads || !paused || seeking ? 'soon' : 'nothing';
}
