import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from 'retail-model/result.ts';

/** A picture as a label would put it on its glass. Planes are packed rows, most significant bit left. */
export interface LabelPicture {
  /** u32, never 0: 0 on the air means "no picture". */
  readonly pictureId: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly black: Uint8Array;
  /** Null for a label of two colours. Where black and accent are both set the accent wins. */
  readonly accent: Uint8Array | null;
}

interface LabelPictureError {
  readonly kind: 'not-a-picture' | 'wrong-checksum' | 'wrong-length' | 'wrong-size';
  readonly message: string;
}

const headBytes = 14;
const longestSidePixels = 1024;
const refuse = (kind: LabelPictureError['kind'], message: string): Result<never, LabelPictureError> => fail({ kind, message });

/** Decodes the bytes of `dData.data` as docs/shelf-label-pictures.md lays them out. */
export function decodeLabelPicture(bytes: Buffer): Result<LabelPicture, LabelPictureError> {
  if (bytes.length < headBytes + 4 || bytes.readUInt16BE(0) !== 0x4d50 || bytes[2] !== 1) return refuse('not-a-picture', 'No "MP" version 1 header.');
  if (crc32(bytes.subarray(0, -4)) !== bytes.readUInt32BE(bytes.length - 4)) return refuse('wrong-checksum', 'The CRC-32 does not match.');
  const [coding, widthPixels, heightPixels, planeCount] = [bytes[3]!, bytes.readUInt16BE(8), bytes.readUInt16BE(10), bytes[12]!];
  const pictureId = bytes.readUInt32BE(4);
  if (coding > 1 || planeCount < 1 || planeCount > 2 || bytes[13] !== 0 || pictureId === 0) return refuse('not-a-picture', 'A header field is out of range.');
  if (widthPixels < 1 || heightPixels < 1 || widthPixels > longestSidePixels || heightPixels > longestSidePixels)
    return refuse('wrong-size', `${widthPixels} × ${heightPixels} pixels is no label.`);
  const planeBytes = Math.ceil(widthPixels / 8) * heightPixels;
  const planes: Uint8Array[] = [];
  let at = headBytes;
  for (let plane = 0; plane < planeCount; plane += 1) {
    if (at + 4 > bytes.length - 4) return refuse('wrong-length', 'A plane is missing.');
    const codedEnd = at + 4 + bytes.readUInt32BE(at);
    if (codedEnd > bytes.length - 4) return refuse('wrong-length', 'A plane runs past the end.');
    const coded = bytes.subarray(at + 4, codedEnd);
    const raw = coding === 0 ? coded : unpackBits(coded, planeBytes);
    if (raw === null || raw.length !== planeBytes) return refuse('wrong-length', `A plane does not hold ${planeBytes} bytes.`);
    planes.push(new Uint8Array(raw));
    at = codedEnd;
  }
  if (at !== bytes.length - 4) return refuse('wrong-length', 'There are bytes after the last plane.');
  return ok({ pictureId, widthPixels, heightPixels, black: planes[0]!, accent: planes[1] ?? null });
}

/** PackBits (TIFF 6.0 §9); null when a run is cut off or the plane would be longer than `planeBytes`. */
function unpackBits(coded: Buffer, planeBytes: number): Buffer | null {
  const raw = Buffer.alloc(planeBytes);
  let written = 0;
  for (let at = 0; at < coded.length; ) {
    const control = coded[at]!;
    at += 1;
    if (control === 128) continue;
    const length = control < 128 ? control + 1 : 257 - control;
    const taken = control < 128 ? length : 1;
    if (at + taken > coded.length || written + length > planeBytes) return null;
    if (control < 128) coded.copy(raw, written, at, at + length);
    else raw.fill(coded[at]!, written, written + length);
    at += taken;
    written += length;
  }
  return raw.subarray(0, written);
}

type LabelColour = 'white' | 'black' | 'accent';

export function labelPixel(picture: LabelPicture, x: number, y: number): LabelColour {
  const index = y * Math.ceil(picture.widthPixels / 8) + (x >> 3);
  const mask = 0x80 >> (x & 7);
  if (((picture.accent?.[index] ?? 0) & mask) !== 0) return 'accent';
  return (picture.black[index]! & mask) !== 0 ? 'black' : 'white';
}
