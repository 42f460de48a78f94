/** Item reference digits by company prefix digits; partition = 12 − company prefix digits (TDS 1.13 table 14-2). */
const companyPrefixBits = [40, 37, 34, 30, 27, 24, 20];

/**
 * A GTIN and a serial as an SGTIN-96 EPC, filter 1 (point of sale): header 30, filter, partition, company prefix,
 * indicator + item reference, 38 bits of serial (GS1 TDS 1.13 §14.5.1). `companyPrefixDigits` is 6 to 12.
 */
export function sgtin96Of(gtin: string, serial: bigint, companyPrefixDigits: number): string {
  const gtin14 = gtin.padStart(14, '0');
  const partition = 12 - companyPrefixDigits;
  const prefixBits = companyPrefixBits[partition];
  if (!/^\d{14}$/.test(gtin14) || prefixBits === undefined) throw new RangeError(`No SGTIN-96 for GTIN "${gtin}" with ${companyPrefixDigits} prefix digits.`);
  if (serial < 0n || serial >= 1n << 38n) throw new RangeError(`A serial in SGTIN-96 has 38 bits, ${serial} has more.`);
  const companyPrefix = BigInt(gtin14.slice(1, 1 + companyPrefixDigits));
  const itemReference = BigInt(gtin14[0]! + gtin14.slice(1 + companyPrefixDigits, 13));
  let bits = 0x30n;
  bits = (bits << 3n) | 1n;
  bits = (bits << 3n) | BigInt(partition);
  bits = (bits << BigInt(prefixBits)) | companyPrefix;
  bits = (bits << BigInt(44 - prefixBits)) | itemReference;
  bits = (bits << 38n) | serial;
  return bits.toString(16).toUpperCase().padStart(24, '0');
}
