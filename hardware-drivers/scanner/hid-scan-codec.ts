import { fail, ok, type Result } from 'retail-model/result.ts';
import type { FrameDecoder } from '../frame-decoder.ts';
import { splitAimId, type IdentifiedText } from './aim-identifier.ts';

/** USB usage page of bar code scanners (HID Point of Sale Usage Tables 1.02, page 0x8C). */
export const scannerUsagePage = 0x8c;

/** One input report of a HID POS scanner: 64 bytes with id, length, AIM identifier, 56 data bytes, and a bit that says "more follows". */
export interface HidPosReport {
  readonly aimId: string;
  readonly data: Uint8Array;
  readonly continued: boolean;
}
type Refused = { readonly kind: 'bad-report'; readonly message: string };

const posReportId = 2;
const reportLength = 64;
const dataOffset = 5;
const dataLength = 56;
/** 7089 digits is the largest QR symbol (ISO/IEC 18004): 127 reports. */
const joinedReportsLimit = 128;

export const readHidPosReport = (report: Uint8Array): Result<HidPosReport, Refused> => {
  const bytes = report[0] === 0 && report.length === reportLength + 1 ? report.subarray(1) : report;
  if (bytes.length !== reportLength) return bad(`A scanner report has ${reportLength} bytes, not ${report.length}.`);
  if (bytes[0] !== posReportId) return bad(`Report ${bytes[0]} carries no scan.`);
  const length = bytes[1]!;
  if (length > dataLength) return bad(`A report holds at most ${dataLength} bytes, and this one says ${length}.`);
  const aimId = Buffer.from(bytes.subarray(2, dataOffset)).toString('latin1');
  if (!/^\][A-Za-z][0-9A-Za-z]$/.test(aimId) && aimId !== '\0\0\0') return bad('The identifier is no AIM identifier.');
  return ok({ aimId, data: Uint8Array.from(bytes.subarray(dataOffset, dataOffset + length)), continued: (bytes[63]! & 1) !== 0 });
};

/** One report of a generic HID scanner (Microscan MS-4 layout): id, length, data filled up with NUL. */
export const readHidGenericReport = (report: Uint8Array): Result<{ readonly reportId: number; readonly data: string }, Refused> => {
  const [reportId = 0, length = 0] = report;
  if (report.length < 3 || report.length > reportLength) return bad(`A scanner report has 3 to ${reportLength} bytes, not ${report.length}.`);
  if (reportId === 0) return bad('Report 0 carries no scan.');
  if (length === 0 || length > report.length - 2) return bad(`The report cannot hold the ${length} bytes that it announces.`);
  if (report.subarray(2 + length).some((byte) => byte !== 0)) return bad('There is something behind the announced data.');
  const data = textOf(report.subarray(2, 2 + length));
  return data === null ? bad('The data are no text.') : ok({ reportId, data });
};

const bad = (message: string) => fail({ kind: 'bad-report', message } as const);

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Joins reports until one says that nothing follows. A change of symbol, or more reports than any symbol needs, drops what was joined. */
export const openHidPosDecoder = (): FrameDecoder<IdentifiedText> => {
  let joined: readonly HidPosReport[] = [];
  return {
    feed: (bytes) => {
      const report = readHidPosReport(bytes);
      if (!report.ok) {
        joined = [];
        return refused;
      }
      const torn = joined.length > 0 && (joined[0]!.aimId !== report.value.aimId || joined.length >= joinedReportsLimit);
      joined = torn ? [report.value] : [...joined, report.value];
      const tornCount = torn ? 1 : 0;
      if (report.value.continued) return { frames: [], refused: tornCount, waitingBytes: joined.length * reportLength };
      const text = textOf(Buffer.concat(joined.map(({ data }) => data)));
      joined = [];
      if (text === null || text === '') return refused;
      return { frames: [{ aimId: report.value.aimId === '\0\0\0' ? null : report.value.aimId, text }], refused: tornCount, waitingBytes: 0 };
    },
  };
};

/** Each report is a scan, with its AIM identifier in the text where the scanner is set to send one. */
export const openHidGenericDecoder = (): FrameDecoder<IdentifiedText> => ({
  feed: (bytes) => {
    const report = readHidGenericReport(bytes);
    return report.ok ? { frames: [splitAimId(report.value.data)], refused: 0, waitingBytes: 0 } : refused;
  },
});

const refused = { frames: [], refused: 1, waitingBytes: 0 } as const;
