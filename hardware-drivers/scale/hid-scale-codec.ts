import { fail, ok, type Result } from 'retail-model/result.ts';
import type { DeviceTrouble } from '../device-driver.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from './weight-reading.ts';

/** USB usage page of scales (HID Point of Sale Usage Tables 1.02, page 0x8D). */
export const scaleUsagePage = 0x8d;

/** One weight report: id, status, unit, exponent of ten, figure little endian. */
export interface HidScaleReport {
  readonly reportId: number;
  readonly status: number;
  readonly statusName: (typeof statusNames)[number];
  readonly unit: number;
  readonly unitName: string;
  readonly exponent: number;
  readonly raw: number;
  /** The figure as a decimal in `unitName`. */
  readonly decimal: string;
}

const statusNames = ['fault', 'stable at zero', 'in motion', 'stable', 'under zero', 'over weight', 'calibrate', 're-zero'] as const;
const unitNames = ['mg', 'g', 'kg', 'carat', 'tael', 'grain', 'dwt', 't', 'ton', 'ozt', 'oz', 'lb'] as const;
const reportLength = 6;
const largestExponent = 6;

/** Some systems put a 00 before the report; some devices number it 4 instead of 3. */
export const readHidScaleReport = (bytes: Uint8Array): Result<HidScaleReport, { readonly kind: 'bad-report'; readonly message: string }> => {
  const report = bytes[0] === 0 && bytes.length > reportLength ? bytes.subarray(1) : bytes;
  const [reportId = 0, status = 0, unit = 0, exponentByte = 0, low = 0, high = 0] = report;
  const statusName = statusNames[status - 1];
  const unitName = unitNames[unit - 1];
  const exponent = exponentByte > 127 ? exponentByte - 256 : exponentByte;
  const padding = report.subarray(reportLength);
  if (report.length < reportLength || padding.some((byte) => byte !== 0)) return bad(`A weight report has ${reportLength} bytes, not ${bytes.length}.`);
  if (reportId !== 3 && reportId !== 4) return bad(`Report ${reportId} is no weight report.`);
  if (statusName === undefined) return bad(`Status ${status} is not one of 1 to 8.`);
  if (unitName === undefined) return bad(`Unit ${unit} is not one of 1 to 12.`);
  if (Math.abs(exponent) > largestExponent) return bad(`An exponent of ${exponent} makes no weight.`);
  const raw = low | (high << 8);
  return ok({ reportId, status, statusName, unit, unitName, exponent, raw, decimal: scaled(raw, exponent) });
};

const bad = (message: string) => fail({ kind: 'bad-report', message } as const);

const scaled = (raw: number, exponent: number): string => {
  if (exponent >= 0) return `${raw}${'0'.repeat(raw === 0 ? 0 : exponent)}`;
  const digits = String(raw).padStart(1 - exponent, '0');
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
};

/** The scale reports by itself. */
export const hidScaleProtocol: ScaleProtocol = {
  openDecoder: () => ({
    feed: (bytes) => {
      const report = readHidScaleReport(bytes);
      return report.ok ? { frames: [scaleFrameOf(report.value)], refused: 0, waitingBytes: 0 } : { frames: [], refused: 1, waitingBytes: 0 };
    },
  }),
  askWeight: [],
  zero: null,
  tare: null,
  verbAnswer: 'none',
  checksummed: true,
};

const scaleFrameOf = (report: HidScaleReport): ScaleFrame => {
  const weight = (reading: Extract<ScaleFrame, { kind: 'weight' }>['reading'], trouble: DeviceTrouble | null): ScaleFrame => ({ kind: 'weight', reading, trouble });
  switch (report.statusName) {
    case 'stable': return weight(readingOf(report.decimal, report.unitName, true, false), null);
    case 'stable at zero': return weight(readingOf('0', report.unitName, true, false), null);
    case 'in motion': return weight(readingOf(report.decimal, report.unitName, false, false), null);
    case 'under zero': return weight(noWeight('under-zero'), null);
    case 'over weight': return weight(noWeight('over-range'), null);
    case 're-zero': return weight(noWeight('not-ready'), null);
    case 'fault': return weight(noWeight('not-ready'), { code: 'E_FAILURE', extended: null, detail: 'The scale reports a fault.' });
    case 'calibrate': return weight(noWeight('not-ready'), { code: 'E_FAILURE', extended: null, detail: 'The scale must be calibrated.' });
  }
};
