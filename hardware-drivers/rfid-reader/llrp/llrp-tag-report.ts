import { fail, ok, type Result } from 'retail-model/result.ts';
import type { LlrpError } from './llrp-fields.ts';
import { firstTlvType, llrpParameterByType } from './llrp-schema.ts';

/** What one TagReportData says that a shop uses. */
export interface LlrpTagRead {
  /** Upper-case hex, whole bytes. */
  readonly epc: string;
  readonly antenna: number | null;
  readonly rssiDbm: number | null;
  /** Reads that the reader folded into this report. */
  readonly seenCount: number;
  /** Upper-case hex, when a TID read succeeded in the same round. */
  readonly tid: string | null;
}

/** The OpSpecID under which our access specification reads the TID bank. */
export const tidOpSpecId = 1;
const impinjVendor = 25882;
const impinjSerializedTid = 55;

/**
 * The tags of one RO_ACCESS_REPORT body, without building the parameter tree: thousands of reads a second pass here.
 * EPC-96 (TV 13) and EPCData of any length (TLV 241), LLRP 1.0.1 §16.2.7.3; TID from C1G2ReadOpSpecResult (349) or
 * Impinj's serialized TID (Custom 25882/55).
 */
export const readLlrpTagReport = (body: Uint8Array): Result<readonly LlrpTagRead[], LlrpError> => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const reads: LlrpTagRead[] = [];
  let at = 0;
  while (at < bytes.length) {
    const header = tlvHeader(bytes, at, bytes.length);
    if (!header.ok) return header;
    if (header.value.type === tagReportData) {
      const read = readTag(bytes, at + 4, header.value.end);
      if (!read.ok) return read;
      if (read.value.epc !== '') reads.push(read.value);
    }
    at = header.value.end;
  }
  return ok(reads);
};

const tagReportData = 240;

const readTag = (bytes: Buffer, start: number, end: number): Result<LlrpTagRead, LlrpError> => {
  let epc = '';
  let antenna: number | null = null;
  let rssiDbm: number | null = null;
  let seenCount = 1;
  let tid: string | null = null;
  let at = start;
  while (at < end) {
    const first = bytes[at]!;
    if (first & 0x80) {
      const width = tvWidth[first & 0x7f];
      if (width === undefined) return fail({ kind: 'llrp-unknown-parameter', message: `TV parameter ${first & 0x7f} has no known length` });
      if (at + 1 + width > end) return fail({ kind: 'llrp-truncated', message: `TV parameter ${first & 0x7f} runs over its tag` });
      switch (first & 0x7f) {
        case 13: epc = hexBetween(bytes, at + 1, at + 13); break;
        case 1: antenna = bytes.readUInt16BE(at + 1); break;
        case 6: rssiDbm = bytes.readInt8(at + 1); break;
        case 8: seenCount = bytes.readUInt16BE(at + 1); break;
        default: break;
      }
      at += 1 + width;
      continue;
    }
    const header = tlvHeader(bytes, at, end);
    if (!header.ok) return header;
    const { type, end: parameterEnd } = header.value;
    if (type === 241 && parameterEnd - at >= 6) {
      const byteCount = Math.ceil(bytes.readUInt16BE(at + 4) / 8);
      if (at + 6 + byteCount > parameterEnd) return fail({ kind: 'llrp-truncated', message: 'EPCData counts more bits than it holds' });
      epc = hexBetween(bytes, at + 6, at + 6 + byteCount);
    } else if (type === 349) {
      tid = tidOfReadResult(bytes, at, parameterEnd) ?? tid;
    } else if (type === 1023) {
      tid = tidOfImpinj(bytes, at, parameterEnd) ?? tid;
    }
    at = parameterEnd;
  }
  return ok({ epc, antenna, rssiDbm, seenCount, tid });
};

const tidOfReadResult = (bytes: Buffer, at: number, end: number): string | null => {
  if (end - at < 9 || bytes[at + 4] !== 0 || bytes.readUInt16BE(at + 5) !== tidOpSpecId) return null;
  const byteCount = bytes.readUInt16BE(at + 7) * 2;
  return byteCount > 0 && at + 9 + byteCount <= end ? hexBetween(bytes, at + 9, at + 9 + byteCount) : null;
};

const tidOfImpinj = (bytes: Buffer, at: number, end: number): string | null => {
  if (end - at < 14 || bytes.readUInt32BE(at + 4) !== impinjVendor || bytes.readUInt32BE(at + 8) !== impinjSerializedTid) return null;
  const byteCount = bytes.readUInt16BE(at + 12) * 2;
  return byteCount > 0 && at + 14 + byteCount <= end ? hexBetween(bytes, at + 14, at + 14 + byteCount) : null;
};

const tlvHeader = (bytes: Buffer, at: number, end: number): Result<{ readonly type: number; readonly end: number }, LlrpError> => {
  if (end - at < 4) return fail({ kind: 'llrp-truncated', message: `${end - at} bytes are too few for a parameter` });
  const type = bytes.readUInt16BE(at);
  const length = bytes.readUInt16BE(at + 2);
  if (type > 1023 || type < firstTlvType || length < 4 || at + length > end) {
    return fail({ kind: 'llrp-parameter-length', message: `Parameter ${type} says ${length} bytes, ${end - at} are left` });
  }
  return ok({ type, end: at + length });
};

const hexBetween = (bytes: Buffer, start: number, end: number): string => bytes.toString('hex', start, end).toUpperCase();

const byteWidth = { u8: 1, s8: 1, u16: 2, s16: 2, u32: 4, u64: 8, epc96: 12 } as const;
const tvWidth: readonly (number | undefined)[] = Array.from({ length: firstTlvType }, (_, type) =>
  llrpParameterByType.get(type)?.fields.reduce((sum, field) => sum + byteWidth[field.type as keyof typeof byteWidth], 0));
