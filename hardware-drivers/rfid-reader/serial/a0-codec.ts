import { fail, ok } from 'retail-model/result.ts';
import { bytesOfHex, type DecodeInput, type DecodeResult } from '../../decode-input.ts';
import { hexOf, openResyncingFramer, type FrameFound, type ResyncingFramer } from './resyncing-framer.ts';

export interface A0Frame {
  readonly address: number;
  readonly command: number;
  readonly data: Uint8Array;
  readonly check: number;
}
export interface A0Tag {
  /** 0–6 = 865.0 + 0.5 n MHz, 7–59 = 902.0 + 0.5 (n − 7) MHz. */
  readonly frequencyIndex: number;
  readonly frequencyMhz: number;
  /** From 1. */
  readonly antenna: number;
  readonly pc: string;
  readonly epc: string;
  readonly rssiRaw: number;
  /** Raw minus 129 (the document's table, within 1 dB). */
  readonly rssiDbm: number;
}
export interface A0RoundEnd {
  readonly antenna: number | null;
  /** Tags per second; null in the short form of the V2.2 document. */
  readonly readRate: number | null;
  readonly totalRead: number;
}

export const a0Commands = { firmware: 0x72, setAntenna: 0x74, setPower: 0x76, getPower: 0x77, realTimeInventory: 0x89, fastSwitchInventory: 0x8a, sessionInventory: 0x8b } as const;
export const a0Broadcast = 0xff;

/** `A0` readers (R2000 and Indy modules), IND903 protocol V2.2: length counts from address to check, the sum of a frame is 0. */
export const openA0Framer = (): ResyncingFramer<A0Frame> => openResyncingFramer((bytes, at) => bytes[at] === 0xa0, findA0Frame, 257);

export const a0Bytes = (address: number, command: number, data: Uint8Array): Uint8Array => {
  const bytes = Uint8Array.of(0xa0, data.length + 3, address, command, ...data, 0);
  bytes[bytes.length - 1] = -sumOf(bytes) & 0xff;
  return bytes;
};

/** The tag of an inventory packet, or null: the EPC is as long as its PC says, which tells it from a command. */
export const a0Tag = ({ command, data }: A0Frame): A0Tag | null => {
  if (!inventories.has(command) || data.length < 6 || (data[1]! >> 3) * 2 !== data.length - 4) return null;
  const frequencyIndex = data[0]! >> 2;
  const rssiRaw = data[data.length - 1]!;
  return {
    frequencyIndex,
    frequencyMhz: frequencyIndex < 7 ? 865 + 0.5 * frequencyIndex : 902 + 0.5 * (frequencyIndex - 7),
    antenna: (data[0]! & 3) + 1,
    pc: hexOf(data.subarray(1, 3)),
    epc: hexOf(data.subarray(3, data.length - 1)),
    rssiRaw,
    rssiDbm: rssiRaw - 129,
  };
};

/** The end of a round: antenna, rate, total (length 0A, what readers send) or antenna, total (length 08, what V2.2 prints). */
export const a0RoundEnd = ({ command, data }: A0Frame): A0RoundEnd | null => {
  if (!inventories.has(command)) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length === 7 && command === a0Commands.fastSwitchInventory) {
    // Here three bytes of total and four of duration.
    return { antenna: null, readRate: null, totalRead: (view.getUint16(0) << 8) | view.getUint8(2) };
  }
  if (data.length === 7) return { antenna: data[0]! + 1, readRate: view.getUint16(1), totalRead: view.getUint32(3) };
  return data.length === 5 ? { antenna: data[0]! + 1, readRate: null, totalRead: view.getUint32(1) } : null;
};

/** The one byte that answers most commands, by its name in the document; null when the frame holds something else. */
export const a0Status = ({ command, data }: A0Frame): string | null => {
  if (data.length !== 1) return null;
  // A power of 20 to 33 dBm that is being set is no status.
  if (command === a0Commands.setPower && data[0]! >= 0x14 && data[0]! <= 0x21) return null;
  return statusNames.get(data[0]!) ?? null;
};

/** What `mendian decode --protocol uhf-a0` prints. */
export const decodeA0 = (input: DecodeInput): DecodeResult => {
  const bytes = bytesOfHex(input);
  if (!bytes.ok) return bytes;
  const found = findA0Frame(bytes.value);
  if (found.kind !== 'frame' || found.length !== bytes.value.length) return fail({ kind: 'a0-frame', message: 'Not exactly one frame whose bytes sum to zero' });
  const { frame } = found;
  const tag = a0Tag(frame);
  const roundEnd = a0RoundEnd(frame);
  const status = a0Status(frame);
  return ok({
    len: bytes.value[1], address: frame.address, cmd: frame.command, data: hexOf(frame.data), check: frame.check,
    ...(tag ? {
      tag: { freqParam: tag.frequencyIndex, freq_MHz: tag.frequencyMhz, antenna: tag.antenna, pc: tag.pc, epc: tag.epc, rssiRaw: tag.rssiRaw },
      rssi_dBm: tag.rssiDbm,
    } : {}),
    ...(roundEnd ? { roundEnd: roundEndValue(roundEnd, frame) } : {}),
    ...(status === null ? {} : { status }),
  });
};

const roundEndValue = (end: A0RoundEnd, { data }: A0Frame): Record<string, unknown> => ({
  ...(end.antenna === null ? {} : { antenna: end.antenna }),
  ...(end.readRate === null ? {} : { readRate: end.readRate }),
  totalRead: end.totalRead,
  ...(data.length === 5 ? { note: 'V2.2 document layout without ReadRate' } : {}),
});

const inventories: ReadonlySet<number> = new Set([a0Commands.realTimeInventory, a0Commands.fastSwitchInventory, a0Commands.sessionInventory]);

const findA0Frame = (bytes: Uint8Array): FrameFound<A0Frame> => {
  if (bytes[0] !== 0xa0) return { kind: 'skip' };
  if (bytes.length < 2) return { kind: 'more' };
  const length = bytes[1]! + 2;
  if (length < 5) return { kind: 'skip' };
  if (bytes.length < length) return { kind: 'more' };
  if (sumOf(bytes.subarray(0, length)) !== 0) return { kind: 'skip' };
  return { kind: 'frame', length, frame: { address: bytes[2]!, command: bytes[3]!, data: bytes.slice(4, length - 1), check: bytes[length - 1]! } };
};

const sumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

/** Chapter "error codes" of the V2.2 document. */
const statusNames: ReadonlyMap<number, string> = new Map([
  [0x10, 'command_success'], [0x11, 'command_fail'], [0x20, 'mcu_reset_error'], [0x21, 'cw_on_error'], [0x22, 'antenna_missing_error'],
  [0x23, 'write_flash_error'], [0x24, 'read_flash_error'], [0x25, 'set_output_power_error'], [0x31, 'tag_inventory_error'], [0x32, 'tag_read_error'],
  [0x33, 'tag_write_error'], [0x34, 'tag_lock_error'], [0x35, 'tag_kill_error'], [0x36, 'no_tag_error'], [0x37, 'inventory_ok_but_access_fail'],
  [0x38, 'buffer_is_empty_error'], [0x40, 'access_or_password_error'], [0x41, 'parameter_invalid'], [0x42, 'parameter_invalid_wordCnt_too_long'],
  [0x43, 'parameter_invalid_membank_out_of_range'], [0x44, 'parameter_invalid_lock_region_out_of_range'],
  [0x45, 'parameter_invalid_lock_action_out_of_range'], [0x46, 'parameter_reader_address_invalid'],
  [0x47, 'parameter_invalid_antenna_id_out_of_range'], [0x48, 'parameter_invalid_output_power_out_of_range'],
  [0x49, 'parameter_invalid_frequency_region_out_of_range'], [0x4a, 'parameter_invalid_baudrate_out_of_range'],
  [0x4b, 'parameter_beeper_mode_out_of_range'], [0x4c, 'parameter_epc_match_len_too_long'], [0x4d, 'parameter_epc_match_len_error'],
  [0x4e, 'parameter_invalid_epc_match_mode'], [0x4f, 'parameter_invalid_frequency_range'], [0x50, 'fail_to_get_RN16_from_tag'],
  [0x51, 'parameter_invalid_drm_mode'], [0x52, 'pll_lock_fail'], [0x53, 'rf_chip_fail_to_response'],
  [0x54, 'fail_to_achieve_desired_output_power'], [0x55, 'copyright_authentication_fail'], [0x56, 'spectrum_regulation_error'],
  [0x57, 'output_power_too_low'],
]);
