import type { ScannedSymbol } from './serial-scanner.ts';

const reportBytes = 64;
const dataBytes = 56;

/**
 * A scan as USB HID POS input reports of 64 bytes: [0] report id 2, [1] length of the data in this report,
 * [2..4] `]` and AIM identifier, [5..60] data, [61] further symbology identifier, [62] reserved,
 * [63] bit 0 = data continues in the next report.
 * Source: HID Point of Sale usage tables 1.02 §4 (page 0x8C); layout as in Access-IS ATR110 manual p. 33.
 */
export function hidPosReportsOf(symbol: ScannedSymbol): Uint8Array[] {
  const data = Buffer.from(symbol.text, 'utf8');
  const reports: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < data.length; at += dataBytes) {
    const part = data.subarray(at, at + dataBytes);
    const report = Buffer.alloc(reportBytes);
    report[0] = 2;
    report[1] = part.length;
    report.write(`]${symbol.aimId}`, 2, 3, 'latin1');
    part.copy(report, 5);
    report[63] = at + dataBytes < data.length ? 1 : 0;
    reports.push(new Uint8Array(report));
  }
  return reports;
}
