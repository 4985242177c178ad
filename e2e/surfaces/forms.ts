import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { crafted } from '../../demo/draw/crafted.ts';
import { decode } from '../../demo/draw/encode.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import type { Drawn, Stock } from './pictures.ts';
import { CELL, type Form, type Forms, type Kind } from './row.ts';
import type { Stage } from './stage.ts';

/*
 * Pictures that move: they begin as an ordinary picture without blocks (but for `film`) and end, and
 * stay, as the one they are made for. They are played once, so that in the end there is something to look at.
 */

/** How often each of the two is shown, and for how long. */
const STILLS = { before: 3, after: 4, ms: 120 } as const;

/**
 * Makes the wanted forms of an explicit and an ordinary picture.
 * @param filler encoded; how all of them begin
 * @param browser records the videos, as this machine may have no other encoder
 */
export async function makeForms(
  wanted: ReadonlySet<Form>,
  stock: Stock,
  filler: Uint8Array,
  browser: Stage,
): Promise<Record<Kind, Forms>> {
  const first = await decode(filler);
  const of = async (drawn: Drawn | undefined): Promise<Forms> => {
    if (!drawn) throw new Error('no picture to make forms of');
    const made = new Map<Form, Buffer>();
    for (const form of wanted) {
      const frames = [
        ...Array.from({ length: STILLS.before }, () => first),
        ...Array.from({ length: STILLS.after }, () => drawn.picture),
      ];
      made.set(form, await MAKERS[form](frames, browser));
    }
    return (form) => {
      const bytes = made.get(form);
      if (!bytes) throw new Error(`the row does not say that it needs ${form}`);
      return bytes;
    };
  };
  return { explicit: await of(stock.explicit[0]), ordinary: await of(stock.ordinary[0]) };
}

type Maker = (frames: readonly Picture[], browser: Stage) => Promise<Buffer>;

const MAKERS: Readonly<Record<Form, Maker>> = {
  gif: (frames) =>
    stacked(frames)
      .gif({ ...played(frames), dither: 0 })
      .toBuffer(),
  webp: (frames) =>
    stacked(frames)
      .webp({ ...played(frames), quality: 90 })
      .toBuffer(),
  apng: async (frames) =>
    apng(await Promise.all(frames.map((frame) => single(frame).png().toBuffer()))),
  film: (frames, browser) => recorded(frames.slice(STILLS.before), browser),
  turning: recorded,
  crafted: (frames) => {
    const [sampled, seen] = [frames[0], frames.at(-1)];
    if (!sampled || !seen) throw new Error('a crafted picture is made of two');
    return single(crafted(enlarged(seen), enlarged(sampled), INPUT))
      .png()
      .toBuffer();
  },
};

const played = (frames: readonly Picture[]) => ({ loop: 1, delay: frames.map(() => STILLS.ms) });

const single = ({ width, height, rgb }: Picture) =>
  sharp(rgb, { raw: { width, height, channels: 3 } });

/** As libvips takes pictures that move: one below the other. */
function stacked(frames: readonly Picture[]): Sharp {
  const raw = { width: CELL, height: CELL * frames.length, channels: 3, pageHeight: CELL } as const;
  return sharp(Buffer.concat(frames.map(({ rgb }) => rgb)), { raw });
}

/**
 * https://www.w3.org/TR/png-3/#apng-frame-based-animation
 * @param files PNGs of the same size and kind
 */
function apng(files: readonly Buffer[]): Buffer {
  const [first] = files;
  if (!first) throw new Error('no frames');
  let sequence = 0;
  const out = [first.subarray(0, 8)];
  for (const { type, data } of chunksOf(first)) if (type === 'IHDR') out.push(chunk(type, data));
  out.push(chunk('acTL', numbers(files.length, 1)));
  for (const [index, file] of files.entries()) {
    const delay = Buffer.from([0, 0, 0, 0, 0, 0]);
    delay.writeUInt16BE(STILLS.ms, 0);
    delay.writeUInt16BE(1000, 2);
    const place = numbers(sequence++, CELL, CELL, 0, 0);
    out.push(chunk('fcTL', Buffer.concat([place, delay])));
    for (const { type, data } of chunksOf(file)) {
      if (type !== 'IDAT') continue;
      if (index === 0) out.push(chunk('IDAT', data));
      else out.push(chunk('fdAT', Buffer.concat([numbers(sequence++), data])));
    }
  }
  out.push(chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat(out);
}

function* chunksOf(png: Buffer): Iterable<{ type: string; data: Buffer }> {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    yield { type: png.toString('latin1', at + 4, at + 8), data };
    at += 12 + length;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers(data.length), body, numbers(crc32(body))]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, i * 4);
  return bytes;
}

/** A side of what the model is shown (its card). */
const INPUT = 224;
/** Pixels of a crafted picture from one that is looked at to the next: the others are not. */
const APART = 5;

/** Large enough that sampling falls on single pixels and passes over all others. */
function enlarged({ width, height, rgb }: Picture): Picture {
  const side = APART * (INPUT - 1) + 1;
  const large = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [px, py] = [Math.floor((x * width) / side), Math.floor((y * height) / side)];
      const i = (py * width + px) * 3;
      large.set(rgb.subarray(i, i + 3), (y * side + x) * 3);
    }
  }
  return { width: side, height: side, rgb: large };
}

/** Draws the frames on a canvas whose stream the browser records as VP8 in WebM. */
async function recorded(frames: readonly Picture[], browser: Stage): Promise<Buffer> {
  const urls = await Promise.all(
    frames.map(async (frame) => {
      const png = await single(frame).png().toBuffer();
      return `data:image/png;base64,${png.toString('base64')}`;
    }),
  );
  const view = await browser.open();
  try {
    await view.goto('about:blank');
    const base64 = await view.hands.run(
      `(${record.toString()})(${JSON.stringify(urls)}, ${STILLS.ms})`,
    );
    return Buffer.from(String(base64), 'base64');
  } finally {
    await view.end();
  }
}

/** Runs in a page. */
async function record(urls: readonly string[], ms: number): Promise<string> {
  const images = await Promise.all(
    urls.map(async (url) => {
      const img = new Image();
      img.src = url;
      await img.decode();
      return img;
    }),
  );
  const canvas = document.createElement('canvas');
  canvas.width = images[0]?.naturalWidth ?? 0;
  canvas.height = images[0]?.naturalHeight ?? 0;
  const context = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(), {
    mimeType: 'video/webm;codecs=vp8',
    videoBitsPerSecond: 4_000_000,
  });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  const began = performance.now();
  for (let index = 0; index < images.length; ) {
    const img = images[index];
    if (img) context?.drawImage(img, 0, 0);
    await new Promise(requestAnimationFrame);
    index = Math.floor((performance.now() - began) / ms);
  }
  recorder.stop();
  await stopped;
  const reader = new FileReader();
  const read = new Promise((resolve) => {
    reader.onload = resolve;
  });
  reader.readAsDataURL(new Blob(parts));
  await read;
  return String(reader.result).replace(/^.*,/, '');
}
