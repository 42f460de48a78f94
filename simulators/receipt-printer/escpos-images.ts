import { take, takeU16, type ByteReader } from './byte-reader.ts';
import type { Alignment, PaperItem } from './paper.ts';

type ImageItem = Extract<PaperItem, { kind: 'image' }>;

const image = (align: Alignment, widthDots: number, heightDots: number, rows: Buffer): ImageItem =>
  ({ kind: 'image', align, widthDots, heightDots, rowsBase64: rows.toString('base64') });

/** GS v 0 m xL xH yL yH d…: x bytes a row, y rows. */
export function* readRaster(align: Alignment): ByteReader<ImageItem> {
  yield;
  const rowBytes = yield* takeU16();
  const rows = yield* takeU16();
  return image(align, rowBytes * 8, rows, yield* take(rowBytes * rows));
}

/** ESC * m nL nH d…: n columns of 8 or 24 dots, top dot in the most significant bit; turned into rows. */
export function* readBitImage(align: Alignment): ByteReader<ImageItem> {
  const mode = yield;
  const columns = yield* takeU16();
  const columnBytes = mode >= 32 ? 3 : 1;
  const data = yield* take(columns * columnBytes);
  const rowBytes = Math.ceil(columns / 8);
  const rows = Buffer.alloc(rowBytes * columnBytes * 8);
  for (let x = 0; x < columns; x += 1) {
    for (let y = 0; y < columnBytes * 8; y += 1) {
      const isBlack = (data[x * columnBytes + (y >> 3)]! & (0x80 >> (y & 7))) !== 0;
      if (isBlack) rows[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return image(align, columns, columnBytes * 8, rows);
}

/** GS ( L: function 112 stores a raster picture, function 50 (or 2) prints and forgets it. */
export function openGraphicsStore() {
  let stored: { widthDots: number; heightDots: number; rows: Buffer } | null = null;
  return {
    execute(body: Buffer, align: Alignment): ImageItem | null {
      const command = body[1];
      if (command === 112 && body.length >= 10) {
        stored = { widthDots: body.readUInt16LE(6), heightDots: body.readUInt16LE(8), rows: Buffer.from(body.subarray(10)) };
        return null;
      }
      if ((command !== 50 && command !== 2) || stored === null) return null;
      const { widthDots, heightDots, rows } = stored;
      stored = null;
      return image(align, widthDots, heightDots, rows);
    },
  };
}
