import type { Browser } from 'playwright';

/** The browser painted this picture, there on its page. */
export interface Painted {
  url: string;
  rect: { x: number; y: number; width: number; height: number };
}

interface TraceEvent {
  name: string;
  args: { data?: { url: string; x: number; y: number; width: number; height: number } };
}

/**
 * Records every painting of an image by any page of the browser from now on: it catches a flash of
 * a single frame. Blurred and fully transparent pictures count as painted, hidden ones do not.
 */
export async function paintTrace(browser: Browser): Promise<{ stop(): Promise<Painted[]> }> {
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]).filter(({ name }) => name === 'PaintImage'));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline'],
      excludedCategories: ['*'],
    },
  });
  return {
    async stop() {
      const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
      await session.send('Tracing.end');
      await complete;
      await session.detach();
      return events.flatMap(({ args: { data } }) => {
        if (!data) return [];
        const { url, x, y, width, height } = data;
        return [{ url, rect: { x, y, width, height } }];
      });
    },
  };
}

/**
 * How many of the addresses were painted where a person could see them. The solid cover moves a
 * picture's content far out of its box, which clips: painting it there shows nothing.
 */
export function seenOf(painted: readonly Painted[], urls: readonly string[]): string[] {
  const seen = new Set(
    painted
      .filter(({ rect: { x, y, width, height } }) => x + width > 0 && y + height > 0)
      .map(({ url }) => url),
  );
  return urls.filter((url) => seen.has(url));
}
