import { cutLine, mapFrames, openFrameDecoder, printableAscii } from '../frame-decoder.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from './weight-reading.ts';
import { isWeightUnit } from './weight-unit.ts';

/** One line of the text format of A&D, CAS CI and most indicators: 'ST,GS,+0012.5kg'. */
export interface StGsLine {
  readonly state: 'stable' | 'unstable' | 'overload';
  readonly content: 'gross' | 'net' | 'tare';
  readonly negative: boolean;
  /** As printed, without sign and blanks; leading zeros kept. */
  readonly digits: string;
  readonly unit: string | null;
}

const lineLimitBytes = 64;
/** State, content (A&D leaves it out), two bytes of device number and lamps (CAS CI), sign, figure, unit; blanks occur between them. */
const pattern = /^(ST|US|OL|QT)\s*,\s*(?:(GS|NT|TR)\s*,)?(?:..,)?\s*([+-]?)\s*(\d+(?:\.\d*)?|\.\d+)\s*([A-Za-z]{1,2})?\s*$/;

/** Reads one line without its CR LF; null when it is none. */
export const readStGsLine = (line: string): StGsLine | null => {
  const match = pattern.exec(line);
  if (match === null) return null;
  const unit = match[5] ?? null;
  if (unit === null ? match[1] !== 'OL' : !isWeightUnit(unit)) return null;
  return {
    state: match[1] === 'US' ? 'unstable' : match[1] === 'OL' ? 'overload' : 'stable',
    content: match[2] === 'NT' ? 'net' : match[2] === 'TR' ? 'tare' : 'gross',
    negative: match[3] === '-', digits: match[4]!, unit,
  };
};

/**
 * The figure as a signed decimal in the line's unit. Without a point a figure in grams is whole grams;
 * in any other unit the scale has hidden the point and only its setting knows where it was: `impliedDecimals`, or null, which gives null.
 */
export const decimalOfStGs = (line: StGsLine, impliedDecimals: number | null): string | null => {
  const sign = line.negative ? '-' : '';
  if (line.digits.includes('.')) return `${sign}${line.digits.startsWith('.') ? '0' : ''}${line.digits}`;
  if (line.unit?.toLowerCase() === 'g') return `${sign}${line.digits}`;
  if (impliedDecimals === null) return null;
  if (impliedDecimals === 0) return `${sign}${line.digits}`;
  const padded = line.digits.padStart(impliedDecimals + 1, '0');
  return `${sign}${padded.slice(0, -impliedDecimals)}.${padded.slice(-impliedDecimals)}`;
};

export const openStGsDecoder = () =>
  openFrameDecoder<StGsLine>(lineLimitBytes, cutLine((bytes) => {
    const text = printableAscii(bytes);
    return text === null ? null : readStGsLine(text);
  }));

/** The scale sends by itself, or on `request` (A&D: 'Q CR LF'). */
export const stGsTextProtocol = (options: { readonly impliedDecimals: number | null; readonly request: Uint8Array | null }): ScaleProtocol => ({
  openDecoder: () => mapFrames(openStGsDecoder(), (line) => scaleFrameOf(line, options.impliedDecimals)),
  askWeight: options.request === null ? [] : [options.request],
  zero: Buffer.from('Z\r\n'),
  tare: Buffer.from('T\r\n'),
  verbAnswer: 'none',
  checksummed: false,
});

const scaleFrameOf = (line: StGsLine, impliedDecimals: number | null): ScaleFrame => {
  if (line.content === 'tare') return { kind: 'other' };
  if (line.state === 'overload') return { kind: 'weight', reading: noWeight('over-range'), trouble: null };
  const decimal = decimalOfStGs(line, impliedDecimals);
  if (decimal === null || line.unit === null) return { kind: 'weight', reading: noWeight('not-ready'), trouble: null };
  return { kind: 'weight', reading: readingOf(decimal, line.unit, line.state === 'stable', line.content === 'net'), trouble: null };
};
