import type { Page } from 'playwright';
import type { Shot } from './pictures.ts';

/** A scene of a video: a picture, and for how long it is shown. */
export interface Scene {
  readonly shot: Pick<Shot, 'bytes'>;
  readonly ms: number;
}

/**
 * Films pictures one after another, in a page's own time.
 * @returns WebM, a key frame every 200 ms
 */
export async function film(page: Page, scenes: readonly Scene[]): Promise<Buffer> {
  const base64 = await page.evaluate(
    async (all) => {
      const bitmaps = await Promise.all(
        all.map(async ({ jpeg, ms }) => {
          const picture = await fetch(`data:image/jpeg;base64,${jpeg}`);
          return { bitmap: await createImageBitmap(await picture.blob()), ms };
        }),
      );
      const [first] = bitmaps;
      const canvas = document.createElement('canvas');
      canvas.width = first?.bitmap.width ?? 0;
      canvas.height = first?.bitmap.height ?? 0;
      const context = canvas.getContext('2d');
      const stream = canvas.captureStream(30);
      const options = {
        mimeType: 'video/webm;codecs=vp8',
        videoBitsPerSecond: 8_000_000,
        videoKeyFrameIntervalDuration: 200,
      };
      const recorder = new MediaRecorder(stream, options);
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const stopped = new Promise((resolve) => {
        recorder.onstop = resolve;
      });
      let odd = 0;
      const show = (bitmap: ImageBitmap) => {
        context?.drawImage(bitmap, 0, 0);
        // A frame that is like the one before is not filmed.
        if (context) context.fillStyle = `rgb(${++odd % 2} 0 0)`;
        context?.fillRect(0, 0, 1, 1);
      };
      if (first) show(first.bitmap);
      recorder.start();
      for (const { bitmap, ms } of bitmaps) {
        const until = performance.now() + ms;
        while (performance.now() < until) {
          show(bitmap);
          await new Promise((resolve) => setTimeout(resolve, 33));
        }
      }
      recorder.stop();
      await stopped;
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      let binary = '';
      for (const byte of bytes) binary += String.fromCharCode(byte);
      return btoa(binary);
    },
    scenes.map(({ shot, ms }) => ({ jpeg: shot.bytes.toString('base64'), ms })),
  );
  return Buffer.from(base64, 'base64');
}
