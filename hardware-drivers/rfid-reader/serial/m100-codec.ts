import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, type DecodeInput, type DecodeResult } from '../../decode-input.ts';
import { hexOf, openResyncingFramer, type FrameFound, type ResyncingFramer } from './resyncing-framer.ts';

/** `BB … 7E` as the maker prints it, or `AA … DD` as in the R200 V2.3.3 document: the same frames. */
export type M100Framing = 'bb-7e' | 'aa-dd';
export interface M100Frame {
  readonly framing: M100Framing;
  readonly frameType: 'command' | 'response' | 'notice';
  readonly command: number;
  readonly param: Uint8Array;
  readonly checksum: number;
}
export interface M100Tag {
  readonly rssiDbm: number;
  /** Upper-case hex, as are `epc` and `crc`. */
  readonly pc: string;
  readonly epc: string;
  /** CRC-16 of PC and EPC as the tag sent it. */
  readonly crc: string;
}

export const m100Commands = { singleInventory: 0x22, multipleInventory: 0x27, stopInventory: 0x28, moduleInfo: 0x03, setPower: 0xb6, getPower: 0xb7, error: 0xff } as const;

/** M100/R200/YRM100/JRD-100 (chip maker's "Communication user Protocol" V2.1): framed by length, since a checksum may be 7E too. */
export const openM100Framer = (): ResyncingFramer<M100Frame> => openResyncingFramer((bytes, at) => bytes[at] === 0xbb || bytes[at] === 0xaa, findM100Frame, maxParamBytes + 7);

export const m100Bytes = (framing: M100Framing, command: number, param: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(param.length + 7);
  const [head, tail] = framing === 'bb-7e' ? [0xbb, 0x7e] : [0xaa, 0xdd];
  bytes.set([head, 0, command, param.length >> 8, param.length & 0xff]);
  bytes.set(param, 5);
  bytes[bytes.length - 2] = checksumOf(bytes.subarray(1, bytes.length - 2));
  bytes[bytes.length - 1] = tail;
  return bytes;
};

/** The tag of an inventory notice: RSSI, PC, EPC as long as the PC says, CRC. Null for any other frame. */
export const m100Tag = (frame: M100Frame): M100Tag | null => {
  const { param } = frame;
  if (frame.frameType !== 'notice' || frame.command !== m100Commands.singleInventory || param.length < 5) return null;
  const byPc = (param[1]! >> 3) * 2;
  const epcBytes = 5 + byPc <= param.length ? byPc : param.length - 5;
  return {
    rssiDbm: (param[0]! << 24) >> 24,
    pc: hexOf(param.subarray(1, 3)),
    epc: hexOf(param.subarray(3, 3 + epcBytes)),
    crc: hexOf(param.subarray(3 + epcBytes, 5 + epcBytes)),
  };
};

/** The error code of an `FF` response, or null. 15 is "no tag": no error of a reader that looks for tags. */
export const m100ErrorCode = (frame: M100Frame): number | null =>
  (frame.frameType === 'response' && frame.command === m100Commands.error ? frame.param[0] ?? null : null);
export const m100NoTag = 0x15;

/** What `mendian decode --protocol uhf-m100` prints. */
export const decodeM100 = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const found = findM100Frame(bytes.value);
  if (found.kind !== 'frame' || found.length !== bytes.value.length) return fail({ kind: 'm100-frame', message: frameTrouble(bytes.value) });
  const { frame } = found;
  const { command, param } = frame;
  const tag = m100Tag(frame);
  const errorCode = m100ErrorCode(frame);
  const power = hasPower(frame) ? { power_dBm: ((param[0]! << 8) | param[1]!) / 100 } : {};
  const regionCode = (frame.frameType === 'command' && command === 0x07) || (frame.frameType === 'response' && command === 0x08) ? param[0] : undefined;
  const region = regionCode === undefined ? undefined : regions[regionCode];
  return ok({
    framing: frame.framing, frameType: frame.frameType, command, paramLength: param.length, param: hexOf(param), checksum: frame.checksum,
    ...power,
    ...(tag ? { tag: { rssi_dBm: tag.rssiDbm, pc: tag.pc, epc: tag.epc, crc: tag.crc } } : {}),
    ...(region ? { region } : {}),
    ...(errorCode === null ? {} : { errorCode }),
    // After an error on a tag: length of PC and EPC, then both.
    ...(errorCode !== null && param.length >= 4 && param[1] === param.length - 2 ? { tagPC: hexOf(param.subarray(2, 4)), tagEPC: hexOf(param.subarray(4)) } : {}),
  });
};

const maxParamBytes = 1_024;
const frameTypes = ['command', 'response', 'notice'] as const;
const regions: Readonly<Record<number, string>> = { 1: 'China 900MHz', 2: 'USA', 3: 'Europe', 4: 'China 800MHz', 6: 'Korea' };

const hasPower = ({ frameType, command, param }: M100Frame): boolean => param.length === 2
  && ((frameType === 'command' && command === m100Commands.setPower) || (frameType === 'response' && command === m100Commands.getPower));

const findM100Frame = (bytes: Uint8Array): FrameFound<M100Frame> => {
  const tail = bytes[0] === 0xbb ? 0x7e : bytes[0] === 0xaa ? 0xdd : null;
  if (tail === null) return { kind: 'skip' };
  const type = bytes.length > 1 ? frameTypes[bytes[1]!] : frameTypes[0];
  if (!type) return { kind: 'skip' };
  if (bytes.length < 5) return { kind: 'more' };
  const paramBytes = (bytes[3]! << 8) | bytes[4]!;
  if (paramBytes > maxParamBytes) return { kind: 'skip' };
  const length = paramBytes + 7;
  if (bytes.length < length) return { kind: 'more' };
  const checksum = bytes[length - 2]!;
  if (bytes[length - 1] !== tail || checksumOf(bytes.subarray(1, length - 2)) !== checksum) return { kind: 'skip' };
  return {
    kind: 'frame', length,
    frame: { framing: tail === 0x7e ? 'bb-7e' : 'aa-dd', frameType: type, command: bytes[2]!, param: bytes.slice(5, 5 + paramBytes), checksum },
  };
};

const checksumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

const frameTrouble = (bytes: Uint8Array): string => {
  if (bytes.length < 7) return `A frame has at least 7 bytes, this has ${bytes.length}`;
  const expected = checksumOf(bytes.subarray(1, bytes.length - 2));
  const given = bytes[bytes.length - 2]!;
  return expected === given ? 'Not exactly one frame: head, length or tail is wrong' : `Checksum ${given.toString(16)} instead of ${expected.toString(16)}`;
};
