import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, type DecodeInput, type DecodeResult } from '../../decode-input.ts';
import { hexOf, openResyncingFramer, type FrameFound, type ResyncingFramer } from './resyncing-framer.ts';

/** Two families share the frames and differ in the inventory answer; the reader type in command 21 tells which. */
export type Reader18Dialect = 'reader18' | 'reader288';
export interface Reader18Answer {
  readonly address: number;
  readonly command: number;
  readonly status: number;
  readonly data: Uint8Array;
}
export interface Reader18Tag {
  readonly epc: string;
  /** Raw, 0 to 255; null in the "18" dialect. */
  readonly rssiRaw: number | null;
}
export interface Reader18Inventory {
  readonly dialect: Reader18Dialect;
  /** Bit 0 is antenna 1; null in the "18" dialect. */
  readonly antennaBitmap: number | null;
  readonly tags: readonly Reader18Tag[];
}

export const reader18Commands = { inventory: 0x01, singleInventory: 0x0f, info: 0x21, setPower: 0x2f, setWorkMode: 0x35, getWorkMode: 0x36, pushed: 0xee } as const;
export const reader18Broadcast = 0xff;
/** Inventory statuses that carry tags: done, timed out, more follows, buffer full. */
export const reader18Status = { done: 0x01, timedOut: 0x02, moreFollows: 0x03, bufferFull: 0x04 } as const;
const inventoryStatuses: ReadonlySet<number> = new Set([reader18Status.done, reader18Status.timedOut, reader18Status.moreFollows, reader18Status.bufferFull]);

/** UHFReader18/288 (Chafon, HW-VX): `len addr cmd status data crc(2)`, no start byte: length and CRC together find the frame. */
export const openReader18Framer = (): ResyncingFramer<Reader18Answer> => openResyncingFramer(canBeginReader18, findReader18Answer, 256);

export const reader18Bytes = (address: number, command: number, data: Uint8Array): Uint8Array => {
  const bytes = Uint8Array.of(data.length + 4, address, command, ...data, 0, 0);
  const crc = reader18Crc(bytes.subarray(0, bytes.length - 2));
  bytes[bytes.length - 2] = crc & 0xff;
  bytes[bytes.length - 1] = crc >> 8;
  return bytes;
};

/** The tags of an inventory answer. Without a known dialect both are tried; a frame fits exactly one, or is empty. */
export const reader18Inventory = ({ command, status, data }: Reader18Answer, dialect: Reader18Dialect | null): Reader18Inventory | null => {
  if ((command !== reader18Commands.inventory && command !== reader18Commands.singleInventory) || !inventoryStatuses.has(status)) return null;
  const with288 = dialect === 'reader18' ? null : tagsOf(data, 1, 1);
  if (with288) return { dialect: 'reader288', antennaBitmap: data[0]!, tags: with288 };
  const with18 = dialect === 'reader288' ? null : tagsOf(data, 0, 0);
  return with18 ? { dialect: 'reader18', antennaBitmap: null, tags: with18 } : null;
};

/** Raw signal of a 288 reader as dBm: its document gives the value as the size of a negative number plus an offset near 130. */
export const reader18RssiDbm = (raw: number): number => raw - 130;

/** The lowest antenna of a bitmap, from 1. */
export const reader18Antenna = (bitmap: number): number => 32 - Math.clz32(bitmap & -bitmap);

/** What `mendian decode --protocol uhf-reader18` prints. `options.dialect` may say 'reader18' or 'reader288'. */
export const decodeReader18 = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const frame = bytes.value;
  if (frame.length < 5 || frame[0] !== frame.length - 1) return fail({ kind: 'reader18-frame', message: `The length byte says ${frame[0]}, ${frame.length - 1} bytes follow` });
  const crc = frame[frame.length - 2]! | (frame[frame.length - 1]! << 8);
  const expected = reader18Crc(frame.subarray(0, frame.length - 2));
  if (crc !== expected) return fail({ kind: 'reader18-crc', message: `CRC ${crc.toString(16)} instead of ${expected.toString(16)}` });
  const [len, addr, cmd] = frame as unknown as [number, number, number];
  const content = frame.slice(3, frame.length - 2);
  if (isCommand(addr, cmd, content)) return ok({ direction: 'tx', len, addr, cmd, data: hexOf(content), ...(cmd === reader18Commands.setPower && content.length === 1 ? { power_dBm: content[0] } : {}) });
  const answer: Reader18Answer = { address: addr, command: cmd, status: content[0]!, data: content.slice(1) };
  return ok({ direction: 'rx', len, addr, cmd, status: answer.status, data: hexOf(answer.data), ...inventoryValue(answer, dialectOf(input)), ...infoValue(answer) });
};

const dialectOf = (input: DecodeInput): Reader18Dialect | null => {
  const dialect = input.options?.['dialect'];
  return dialect === 'reader18' || dialect === 'reader288' ? dialect : null;
};

const inventoryValue = (answer: Reader18Answer, dialect: Reader18Dialect | null): Record<string, unknown> => {
  const inventory = reader18Inventory(answer, dialect);
  if (!inventory) return {};
  const { antennaBitmap, tags } = inventory;
  return {
    dialect: inventory.dialect === 'reader288' ? 'UHFReader288 (antenna byte + RSSI per tag)' : 'UHFReader18',
    tagCount: tags.length,
    ...(antennaBitmap === null ? {} : { antenna: reader18Antenna(antennaBitmap), antennaBitmap }),
    tags: tags.map(tag => (tag.rssiRaw === null ? { epc: tag.epc } : { epc: tag.epc, rssi: tag.rssiRaw })),
  };
};

/** Answer to 21: version (2), reader type, protocols, highest and lowest frequency, power, scan time. */
const infoValue = ({ command, status, data }: Reader18Answer): Record<string, unknown> =>
  (command === reader18Commands.info && status === 0 && data.length >= 8 ? { firmware: [data[0], data[1]], readerType: data[2], power_dBm: data[6] } : {});

/**
 * A command and an answer look alike; these rules tell them apart. Nothing after the command byte, or the broadcast address, is a command.
 * Otherwise the lengths of the known commands decide, and for those of one byte whether that byte is a status.
 */
const isCommand = (address: number, command: number, content: Uint8Array): boolean => {
  if (content.length === 0 || address === reader18Broadcast) return true;
  if (command === reader18Commands.pushed) return false;
  if (content.length === 1) return oneByteQueries.has(command) || (oneByteSettings.has(command) && content[0] !== 0 && content[0]! < 0xf8);
  const requestBytes = fixedRequestBytes.get(command);
  if (requestBytes !== undefined) return content.length === requestBytes;
  // Read, write, kill and lock begin with the number of EPC words, and their length follows from it.
  const extra = taggedRequestBytes.get(command);
  return extra !== undefined && content.length >= 1 + content[0]! * 2 + extra && content[0]! > 0 && content[0]! < 0x20;
};
const oneByteSettings: ReadonlySet<number> = new Set([0x24, 0x25, 0x28, 0x2f, 0x3f, 0x40, 0x46]);
const oneByteQueries: ReadonlySet<number> = new Set([0x76]);
const fixedRequestBytes: ReadonlyMap<number, number> = new Map([[0x01, 2], [0x22, 2], [0x33, 3], [0x35, 6], [0x34, 4]]);
const taggedRequestBytes: ReadonlyMap<number, number> = new Map([[0x02, 7], [0x03, 7], [0x04, 4], [0x05, 4], [0x06, 6]]);

const tagsOf = (data: Uint8Array, countAt: number, rssiBytes: 0 | 1): readonly Reader18Tag[] | null => {
  const count = data[countAt];
  if (count === undefined) return null;
  const tags: Reader18Tag[] = [];
  let at = countAt + 1;
  while (tags.length < count) {
    const epcBytes = data[at];
    if (epcBytes === undefined || at + 1 + epcBytes + rssiBytes > data.length) return null;
    const end = at + 1 + epcBytes;
    tags.push({ epc: hexOf(data.subarray(at + 1, end)), rssiRaw: rssiBytes === 1 ? data[end]! : null });
    at = end + rssiBytes;
  }
  return at === data.length ? tags : null;
};

/** No status lies between 1A and EE: most garbage is told without a CRC. */
const canBeginReader18 = (bytes: Uint8Array, at: number): boolean => bytes[at]! >= 5 && !(bytes[at + 3]! > 0x1a && bytes[at + 3]! < 0xee);

const findReader18Answer = (bytes: Uint8Array): FrameFound<Reader18Answer> => {
  const length = bytes[0]! + 1;
  if (length < 6) return { kind: 'skip' };
  if (bytes.length < length) return { kind: 'more' };
  if (reader18Crc(bytes.subarray(0, length - 2)) !== (bytes[length - 2]! | (bytes[length - 1]! << 8))) return { kind: 'skip' };
  return { kind: 'frame', length, frame: { address: bytes[1]!, command: bytes[2]!, status: bytes[3]!, data: bytes.slice(4, length - 2) } };
};

/** CRC-16/MCRF4XX: initial FFFF, reflected polynomial 8408. */
const reader18Crc = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) crc = (crc >> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return crc;
};
const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  return crc;
});
