/** ZVT application data units (ECR-Interface PA00P015 rev. 13): class, instruction, length, data. */
export interface ZvtApdu {
  /** Class and instruction as one number, e.g. 0x0601. */
  readonly command: number;
  readonly data: Buffer;
}

export const apdu = (command: number, ...parts: Uint8Array[]): Buffer => {
  const data = Buffer.concat(parts);
  // Up to 254 bytes the length is one byte; beyond, FF and two bytes, low byte first.
  const length = data.length < 0xff ? [data.length] : [0xff, data.length & 0xff, data.length >> 8];
  return Buffer.concat([Buffer.of(command >> 8, command & 0xff, ...length), data]);
};

/** Whole units at the front, and the rest. */
export function splitApdus(received: Buffer): { apdus: ZvtApdu[]; rest: Buffer } {
  const apdus: ZvtApdu[] = [];
  let at = 0;
  while (received.length - at >= 3) {
    const isLong = received[at + 2] === 0xff;
    const headBytes = isLong ? 5 : 3;
    if (received.length - at < headBytes) break;
    const length = isLong ? received.readUInt16LE(at + 3) : received[at + 2]!;
    if (received.length - at < headBytes + length) break;
    apdus.push({ command: received.readUInt16BE(at), data: received.subarray(at + headBytes, at + headBytes + length) });
    at += headBytes + length;
  }
  return { apdus, rest: received.subarray(at) };
}

/** Packed decimal of `bytes` bytes. */
export const bcd = (value: number, bytes: number): Buffer => Buffer.from(String(value).padStart(bytes * 2, '0'), 'hex');

/** Fixed lengths of the bitmaps that an ECR sends (chapter "Bitmaps"). */
const bitmapBytes: Readonly<Record<number, number>> = {
  0x01: 1, 0x02: 1, 0x03: 1, 0x04: 6, 0x05: 1, 0x0b: 3, 0x0c: 3, 0x0d: 2, 0x0e: 2, 0x19: 1, 0x27: 1, 0x29: 4, 0x37: 3, 0x3d: 3, 0x49: 2, 0x87: 2, 0x8a: 1,
};

/** Decimal value of a bitmap, or null when it is not there or hidden behind one of unknown length. */
export function bitmapValue(data: Buffer, wanted: number): number | null {
  for (let at = 0; at < data.length; ) {
    const length = bitmapBytes[data[at]!];
    if (length === undefined || at + 1 + length > data.length) return null;
    const digits = data.subarray(at + 1, at + 1 + length).toString('hex');
    if (data[at] === wanted) return /^\d+$/.test(digits) ? Number(digits) : null;
    at += 1 + length;
  }
  return null;
}
