/** What is put in, how much of it in each frame, and the addresses that it shares. */
export interface Many {
  urls: readonly string[];
  count: number;
  atOnce: number;
}

/** Runs in a page: puts pictures into it. Resolves with the frame after the last of them. */
export async function insertMany({ urls, count, atOnce }: Many): Promise<void> {
  for (let from = 0; from < count; from += atOnce) {
    const part = document.createDocumentFragment();
    for (let i = from; i < from + atOnce; i++) {
      const img = document.createElement('img');
      img.src = urls[i % urls.length] ?? '';
      part.append(img);
    }
    document.body.append(part);
    await new Promise(requestAnimationFrame);
  }
}
