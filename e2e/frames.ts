import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';

/** Every frame that the page shows from now on, as a person sees them. */
export async function framesOf(page: Page): Promise<{ stop(): Promise<Picture[]> }> {
  const session = await page.context().newCDPSession(page);
  const frames: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    // The page may be gone by now, and with it who waits for this.
    session.send('Page.screencastFrameAck', { sessionId }).catch((error: unknown) => {
      console.debug(`no more frames: ${error}`);
    });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  return {
    async stop() {
      await session.send('Page.stopScreencast');
      await session.detach();
      return Promise.all(frames.map((data) => decode(Buffer.from(data, 'base64'))));
    },
  };
}
