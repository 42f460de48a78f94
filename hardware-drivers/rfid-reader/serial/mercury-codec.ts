import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, type DecodeInput, type DecodeResult } from '../../decode-input.ts';
import { hexOf, openResyncingFramer, type FrameFound, type ResyncingFramer } from './resyncing-framer.ts';

/** A module's answer. */
export interface MercuryAnswer {
  readonly opcode: number;
  /** 0 is success, 0400 "no tag" (and the sign of life of a continuous read). */
  readonly status: number;
  readonly data: Uint8Array;
}
export interface MercuryTag {
  readonly rssiDbm: number;
  readonly antennaTx: number;
  readonly antennaRx: number;
  readonly frequencyKhz: number;
  /** Since the last sign of life. */
  readonly timestampMs: number;
  readonly phase: number;
  readonly pc: string;
  readonly epc: string;
}

export const mercuryOpcodes = { version: 0x03, boot: 0x04, readSingle: 0x21, readMultiple: 0x22, continuous: 0x2f, setAntenna: 0x91, setReadPower: 0x92,
  setProtocol: 0x93, setRegion: 0x97 } as const;
/** Starts and stops reading without end (multi-protocol search, Gen2; SparkFun's library). */
export const mercuryStart = Uint8Array.of(0x00, 0x00, 0x01, 0x22, 0x00, 0x00, 0x05, 0x07, 0x22, 0x10, 0x00, 0x1b, 0x03, 0xe8, 0x01, 0xff);
export const mercuryStop = Uint8Array.of(0x00, 0x00, 0x02);
/** The module sits in its boot loader: opcode 04 starts its firmware. */
export const mercuryInBootloader = 0x0101;

/** Answers of ThingMagic/JADAK M5e, M6e, M7e modules and their clones: `FF len op status(2) data crc(2)`. */
export const openMercuryFramer = (): ResyncingFramer<MercuryAnswer> => openResyncingFramer((bytes, at) => bytes[at] === 0xff, findMercuryAnswer, 262);

export const mercuryBytes = (opcode: number, data: Uint8Array): Uint8Array => {
  const bytes = Uint8Array.of(0xff, data.length, opcode, ...data, 0, 0);
  const crc = mercuryCrc(bytes.subarray(1, bytes.length - 2));
  bytes[bytes.length - 2] = crc >> 8;
  bytes[bytes.length - 1] = crc & 0xff;
  return bytes;
};

/** A record of a continuous read: metadata, PC, EPC and its CRC. Null for a sign of life or another answer. */
export const mercuryTag = ({ opcode, status, data }: MercuryAnswer): MercuryTag | null => {
  if (opcode !== mercuryOpcodes.readMultiple || status !== 0 || data.length < 0x1c) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const embeddedBytes = Math.ceil(view.getUint16(19) / 8);
  // After the embedded data: one reserved byte, bits of PC + EPC + CRC, then these three.
  const bitsAt = 22 + embeddedBytes;
  if (bitsAt + 2 > data.length) return null;
  const tagBytes = view.getUint16(bitsAt) / 8;
  const end = bitsAt + 2 + tagBytes;
  if (!Number.isInteger(tagBytes) || tagBytes < 4 || end > data.length) return null;
  return {
    rssiDbm: view.getInt8(7),
    antennaTx: data[8]! >> 4,
    antennaRx: data[8]! & 15,
    frequencyKhz: (data[9]! << 16) | view.getUint16(10),
    timestampMs: view.getUint32(12),
    phase: view.getUint16(16),
    pc: hexOf(data.subarray(bitsAt + 2, bitsAt + 4)),
    epc: hexOf(data.subarray(bitsAt + 4, end - 2)),
  };
};

/** What `mendian decode --protocol uhf-mercury` prints: a command and an answer differ by two bytes of status, so the length tells them apart. */
export const decodeMercury = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const frame = bytes.value;
  if (frame.length < 5 || frame[0] !== 0xff) return fail({ kind: 'mercury-frame', message: 'A frame begins with FF and has at least 5 bytes' });
  const statusBytes = frame.length - frame[1]! - 5;
  if (statusBytes !== 0 && statusBytes !== 2) return fail({ kind: 'mercury-frame', message: `The length byte says ${frame[1]}, the frame has ${frame.length} bytes` });
  const crc = (frame[frame.length - 2]! << 8) | frame[frame.length - 1]!;
  const expected = mercuryCrc(frame.subarray(1, frame.length - 2));
  if (crc !== expected) return fail({ kind: 'mercury-crc', message: `CRC ${crc.toString(16)} instead of ${expected.toString(16)}` });
  const opcode = frame[2]!;
  const data = frame.slice(3 + statusBytes, frame.length - 2);
  if (statusBytes === 0) return ok({ direction: 'tx', opcode, data: hexOf(data), ...settingsOf(opcode, data, 'tx') });
  const answer: MercuryAnswer = { opcode, status: (frame[3]! << 8) | frame[4]!, data };
  const tag = mercuryTag(answer);
  return ok({
    direction: 'rx', opcode, status: answer.status.toString(16).padStart(4, '0'), data: hexOf(data),
    ...settingsOf(opcode, data, 'rx'),
    ...(tag ? {
      rssi_dBm: tag.rssiDbm, antenna: { tx: tag.antennaTx, rx: tag.antennaRx }, freq_kHz: tag.frequencyKhz, timestamp_ms: tag.timestampMs,
      phase: tag.phase, pc: tag.pc, epc: tag.epc,
    } : {}),
  });
};

/** Powers, regions and single reads, where a frame holds one. */
const settingsOf = (opcode: number, data: Uint8Array, direction: 'tx' | 'rx'): Record<string, unknown> => {
  const isPowerAnswer = direction === 'rx' && (opcode === 0x62 || opcode === 0x64) && data.length >= 3;
  const isPowerSetting = direction === 'tx' && (opcode === 0x92 || opcode === 0x94) && data.length >= 2;
  if (isPowerAnswer) return { power_cdBm: (data[1]! << 8) | data[2]! };
  if (isPowerSetting) return { power_cdBm: (data[0]! << 8) | data[1]! };
  if (((direction === 'tx' && opcode === 0x97) || (direction === 'rx' && opcode === 0x67)) && data.length === 1) {
    return { region: `${regionNames.get(data[0]!) ?? 'unknown'} (${data[0]})` };
  }
  if (direction === 'rx' && opcode === mercuryOpcodes.readSingle && data.length >= 4) return { epc: hexOf(data.subarray(0, data.length - 2)) };
  return {};
};

const regionNames: ReadonlyMap<number, string> = new Map([
  [0x01, 'North America'], [0x02, 'Europe'], [0x03, 'Korea'], [0x04, 'India'], [0x05, 'Japan'], [0x06, 'China'], [0x07, 'Europe 2'], [0x08, 'Europe 3'],
  [0x09, 'Korea 2'], [0x0b, 'Australia'], [0x0c, 'New Zealand'], [0x0d, 'North America 2'], [0x0e, 'North America 3'], [0xff, 'open'],
]);

const findMercuryAnswer = (bytes: Uint8Array): FrameFound<MercuryAnswer> => {
  if (bytes[0] !== 0xff) return { kind: 'skip' };
  if (bytes.length < 2) return { kind: 'more' };
  const length = bytes[1]! + 7;
  if (bytes.length < length) return { kind: 'more' };
  const crc = (bytes[length - 2]! << 8) | bytes[length - 1]!;
  if (mercuryCrc(bytes.subarray(1, length - 2)) !== crc) return { kind: 'skip' };
  return { kind: 'frame', length, frame: { opcode: bytes[2]!, status: (bytes[3]! << 8) | bytes[4]!, data: bytes.slice(5, length - 2) } };
};

/** CRC with polynomial 1021 by nibbles, without the final augmentation: not CRC-16/CCITT-FALSE, though it looks like it. */
export const mercuryCrc = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc = (((crc << 4) | (byte >> 4)) ^ (0x1021 * (crc >> 12))) & 0xffff;
    crc = (((crc << 4) | (byte & 15)) ^ (0x1021 * (crc >> 12))) & 0xffff;
  }
  return crc;
};
