import { tlv, tv, u16, u32, u64, u8 } from './llrp-bytes.ts';
import { parameterType as p } from './llrp-numbers.ts';
import type { ReportRule } from './rospec.ts';
import type { TagSighting } from './tag-field.ts';

/** What a reader knows of one tag's sightings since its last report. */
export interface TagObservation extends TagSighting {
  readonly firstSeenMicros: bigint;
  readonly lastSeenMicros: bigint;
  readonly seenCount: number;
}

/** The first bit of the 16-bit selector is ROSpecID (LLRP 1.0.1 §13.2.1.1). */
const flag = (flags: number, bit: number): boolean => (flags & (0x8000 >>> bit)) !== 0;

/** TagReportData: EPC-96 for 12 bytes, EPCData with its bit count for any other length, then what the rule asks for. */
export function tagReportData(tag: TagObservation, rule: ReportRule, spec: { rospecId: number; inventoryParameterSpecId: number }): Buffer {
  const epc = Buffer.from(tag.epcHex, 'hex');
  const pc = (epc.length / 2) << 11;
  const parts: Buffer[] = [epc.length === 12 ? tv(13, epc) : tlv(p.epcData, u16(epc.length * 8), epc)];
  const wants = (bit: number): boolean => flag(rule.contentFlags, bit);
  if (wants(0)) parts.push(tv(9, u32(spec.rospecId)));
  if (wants(1)) parts.push(tv(14, u16(1)));
  if (wants(2)) parts.push(tv(10, u16(spec.inventoryParameterSpecId)));
  if (wants(3)) parts.push(tv(1, u16(tag.antenna)));
  if (wants(5)) parts.push(tv(6, u8(tag.peakRssiDbm)));
  if (wants(4)) parts.push(tv(7, u16(tag.channelIndex)));
  if (wants(6)) parts.push(tv(2, u64(tag.firstSeenMicros)));
  if (wants(7)) parts.push(tv(4, u64(tag.lastSeenMicros)));
  if (wants(8)) parts.push(tv(8, u16(Math.min(tag.seenCount, 0xffff))));
  if (rule.hasPc) parts.push(tv(12, u16(pc)));
  if (rule.hasCrc) parts.push(tv(11, u16(gen2Crc(Buffer.concat([u16(pc), epc])))));
  return tlv(p.tagReportData, ...parts);
}

/** ISO/IEC 13239 CRC-16 as Gen2 stores it: initial FFFF, polynomial 1021, inverted (EPC Gen2 annex F). */
export function gen2Crc(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return ~crc & 0xffff;
}
