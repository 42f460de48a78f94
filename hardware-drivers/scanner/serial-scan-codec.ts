import { openFrameDecoder, type Cut, type FrameDecoder } from '../frame-decoder.ts';
import { splitAimId, type IdentifiedText } from './aim-identifier.ts';

/** What ends a scan on the wire: CR, LF, both, TAB or ETX are all delivered by some scanner. */
const endings: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x09, 0x03]);
/** FNC1 and its kin inside a symbol: group, record and file separator, end of transmission (ISO/IEC 15434), and STX as a prefix. */
const stx = 0x02;
const innerControls: ReadonlySet<number> = new Set([0x1d, 0x1e, 0x1c, 0x04, 0x1f]);
const lineLimitBytes = 512;

/**
 * Scans of a serial or USB-CDC scanner. A line beyond 512 bytes, with control characters that no symbol holds, or that is not UTF-8 is refused whole.
 */
export const openSerialScanDecoder = (): FrameDecoder<IdentifiedText> => openFrameDecoder(lineLimitBytes, cutScan);

const cutScan = (pending: Uint8Array): Cut<IdentifiedText> => {
  const end = pending.findIndex((byte) => endings.has(byte));
  if (end < 0) return { kind: 'more' };
  if (end === 0) return { kind: 'pass', bytes: 1 };
  const scan = readScan(pending.subarray(pending[0] === stx ? 1 : 0, end));
  if (end > lineLimitBytes || scan === null) return { kind: 'refuse', bytes: end + 1 };
  return { kind: 'frame', frame: scan, bytes: end + 1 };
};

const readScan = (bytes: Uint8Array): IdentifiedText | null => {
  if (bytes.some((byte) => (byte < 0x20 && !innerControls.has(byte)) || byte === 0x7f)) return null;
  try {
    const scan = splitAimId(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return scan.text === '' ? null : scan;
  } catch {
    return null;
  }
};
