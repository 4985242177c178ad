import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate } from 'node:zlib';
import { encode } from './draw/encode.ts';
import { ordinary } from './draw/ordinary.ts';
import { type Answer, image, notFound, page } from './serve.ts';

/** Pixels each way of `/bad/huge.png`: 3.6 GB once a browser has decoded it. */
export const hugeSide = 30_000;

export const badPaths = [
  '/bad/404',
  '/bad/empty',
  '/bad/truncated.jpg',
  '/bad/html-as-jpeg',
  '/bad/huge.png',
  '/bad/endless',
] as const;

export type BadPath = (typeof badPaths)[number];

/** What can be wrong with a picture. `/bad/` is a page of them all. */
export async function badAnswers(): Promise<Map<string, Answer>> {
  const whole = await encode(ordinary(1, 0).draw(320));
  const answers: Record<BadPath, Answer> = {
    '/bad/404': notFound,
    '/bad/empty': image(new Uint8Array(), 'image/jpeg'),
    '/bad/truncated.jpg': image(whole.subarray(0, Math.round(whole.length * 0.4)), 'image/jpeg'),
    '/bad/html-as-jpeg': image(Buffer.from('<!doctype html><p>No picture.'), 'image/jpeg'),
    '/bad/huge.png': hugePng,
    '/bad/endless': endless(whole),
  };
  const tags = badPaths.map((path) => `<p><img src="${path}" alt="${path}" width="320"></p>`);
  return new Map<string, Answer>([
    ...Object.entries(answers),
    ['/bad/', page(`<!doctype html><title>Bad pictures</title>${tags.join('')}`)],
  ]);
}

/** Begins as a picture does, then a byte every while, and never an end. */
const endless =
  (whole: Uint8Array): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
    response.write(whole.subarray(0, Math.round(whole.length * 0.4)));
    const drip = setInterval(() => response.write(new Uint8Array(1)), 250);
    response.on('close', () => clearInterval(drip));
  };

/** A white PNG of one bit a pixel, never whole in memory: a data chunk for each of zlib's. */
const hugePng: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'no-store' });
  pipeline(whiteRows, createDeflate({ level: 9 }), wrapChunks, response).catch((error: unknown) => {
    // The browser may well go away before the end; anything else is a fault of ours.
    if (!response.destroyed) throw error;
  });
};

function* whiteRows(): Generator<Buffer> {
  const row = Buffer.alloc(1 + Math.ceil(hugeSide / 8), 255);
  row[0] = 0;
  const many = 100;
  const rows = Buffer.concat(Array.from({ length: many }, () => row));
  for (let y = 0; y < hugeSide; y += many) yield rows;
}

async function* wrapChunks(deflated: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(hugeSide, 0);
  header.writeUInt32BE(hugeSide, 4);
  header[8] = 1;
  yield Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  yield chunk('IHDR', header);
  for await (const data of deflated) yield chunk('IDAT', data);
  yield chunk('IEND', Buffer.alloc(0));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
