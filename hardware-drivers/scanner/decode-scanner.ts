import { ok } from 'retail-model/result.ts';
import { bytesOfHex, type Decode } from '../decode-input.ts';
import { readHidGenericReport, readHidPosReport } from './hid-scan-codec.ts';

/** The scanner protocols of `mendian decode`: one report each. */
export const scannerDecoders: { readonly [protocol in 'scanner-hid-pos' | 'scanner-hid-generic']: Decode } = {
  'scanner-hid-pos': (input) => {
    const bytes = bytesOfHex(input);
    const report = bytes.ok ? readHidPosReport(bytes.value) : bytes;
    if (!report.ok) return report;
    const { aimId, data, continued } = report.value;
    return ok({ aim: aimId, dataLength: data.length, continued, data: Buffer.from(data).toString('utf8') });
  },
  'scanner-hid-generic': (input) => {
    const bytes = bytesOfHex(input);
    const report = bytes.ok ? readHidGenericReport(bytes.value) : bytes;
    return report.ok ? ok({ reportId: report.value.reportId, length: Buffer.byteLength(report.value.data), data: report.value.data }) : report;
  },
};
