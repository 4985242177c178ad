/** Rows of this many bytes are compressed at a time. */
const CHUNK = 1 << 16;

/**
 * @param colour `#rgb` or `#rrggbb`
 * @returns a PNG of one colour, in a few bytes whatever its size: what stands in for a picture
 */
export async function blankPng(
  width: number,
  height: number,
  colour: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  // One bit a pixel, all of them the first colour of the palette.
  header.setUint8(8, 1);
  header.setUint8(9, 3);
  const rows = (1 + Math.ceil(width / 8)) * height;
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', rgbOf(colour)),
    chunk('IDAT', await deflatedZeros(rows)),
    chunk('IEND', new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function rgbOf(colour: string): Uint8Array<ArrayBuffer> {
  const digits = colour.slice(1);
  const pairs = digits.length === 3 ? [...digits].map((one) => one + one) : digits.match(/../g);
  return Uint8Array.from(pairs ?? [], (pair) => Number.parseInt(pair, 16));
}

async function deflatedZeros(count: number): Promise<Uint8Array<ArrayBuffer>> {
  let left = count;
  const zeros = new ReadableStream<BufferSource>({
    pull(controller) {
      const length = Math.min(left, CHUNK);
      left -= length;
      controller.enqueue(new Uint8Array(length));
      if (left === 0) controller.close();
    },
  });
  const deflated = zeros.pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

function chunk(name: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(
    [...name].map((letter) => letter.charCodeAt(0)),
    4,
  );
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
