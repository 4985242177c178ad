/** About a second: far longer than the browser takes to choose sources anew. */
const FRAMES_AFTER_CHANGE = 60;

/**
 * After a change of width, zoom or medium the browser may choose other sources, without a mutation
 * and at a time of its own in one of the next frames. An animation callback runs after that and
 * before the frame is painted, and sees the new address before the new picture is seen.
 * @param recheck in each of these frames, and at once
 * @returns what is called at each such change, always the same
 */
export function recheckFrames(recheck: () => void, signal: AbortSignal): () => void {
  let frames = 0;
  const inFrame = (): void => {
    recheck();
    if (--frames > 0 && !signal.aborted) requestAnimationFrame(inFrame);
  };
  return () => {
    const running = frames > 0;
    frames = FRAMES_AFTER_CHANGE;
    if (!running) inFrame();
  };
}
