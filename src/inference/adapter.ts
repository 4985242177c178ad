/** Tries after the first, and the pause before each, in milliseconds. */
const TRIES = 3;
const PAUSE_MS = 50;

const SOFTWARE = /swiftshader|llvmpipe/i;

/**
 * Asks for a WebGPU adapter that computes on a graphics card.
 *
 * A browser that has just started answers the first request with null and one 40 ms later with the
 * adapter (seen at 12 of 12 starts of Chromium 156 on an NVIDIA card, whose GPU channel is made anew
 * meanwhile); so null is not final at once. Without a card this costs 150 ms, once.
 * @throws Error where there is no adapter, or only a software one (right answers, seconds each)
 */
export async function hardwareAdapter(
  gpu: Pick<GPU, 'requestAdapter'> | undefined,
  pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<GPUAdapter> {
  let adapter = (await gpu?.requestAdapter()) ?? null;
  for (let tries = TRIES; gpu && !adapter && tries > 0; tries--) {
    await pause(PAUSE_MS);
    adapter = await gpu.requestAdapter();
  }
  if (!adapter) throw new Error('no WebGPU adapter');
  const { isFallbackAdapter, architecture, description } = adapter.info;
  // The description is empty unless the browser was told to show it; SwiftShader is an architecture.
  if (isFallbackAdapter || SOFTWARE.test(`${architecture} ${description}`)) {
    throw new Error('only a software WebGPU adapter');
  }
  return adapter;
}
