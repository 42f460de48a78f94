import { type Cut, mapFrames, openFrameDecoder, printableAscii } from '../frame-decoder.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol, type WeightReading } from './weight-reading.ts';

/** Answers of the Toledo 8217 protocol, 9600 baud 7E1. The figure carries no unit: the scale's setting decides. */
export type ToledoAnswer =
  | { readonly kind: 'weight'; readonly weight: string; readonly net: boolean }
  | { readonly kind: 'status'; readonly statusByte: number }
  /** Answer to `Ehello`, by which the scale is recognised. */
  | { readonly kind: 'echo'; readonly text: string };

const stx = 0x02;
/** STX has one bit set, so with even parity it arrives as 82: from that a frame shows whether its parity bits are there to be checked. */
const stxWithParity = 0x82;
const carriageReturn = 0x0d;
const frameLimitBytes = 16;
const echoLength = 5;

/** Where the wire or a pseudo-terminal delivers the parity bit, it is bit 7: only seven bits are data. */
export const withoutParity = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte & 0x7f);

/** Status byte without a weight (Toledo 8217): bit 0 in motion, 1 over capacity, 2 under zero, 3 outside the zero range, 4 at zero. */
export const toledoStatus = (statusByte: number): { readonly inMotion: boolean; readonly overCapacity: boolean; readonly underZero: boolean; readonly atZero: boolean } => ({
  inMotion: (statusByte & 0x01) !== 0,
  overCapacity: (statusByte & 0x02) !== 0,
  underZero: (statusByte & 0x04) !== 0,
  atZero: (statusByte & 0x1f) === 0x10,
});

export const openToledoDecoder = (decimals: number | null) => openFrameDecoder<ToledoAnswer>(frameLimitBytes, (pending) => cutToledo(pending, decimals));

/** `decimals` is how many the scale is set to show: a figure that lost a digit on the wire then has another form. `null` takes two or three. */
const cutToledo = (raw: Uint8Array, decimals: number | null): Cut<ToledoAnswer> => {
  const cut = cutSevenBits(withoutParity(raw), decimals);
  const parityDelivered = raw[0] === stxWithParity;
  if (cut.kind === 'frame' && parityDelivered && !raw.subarray(0, cut.bytes).every(hasEvenParity)) return { kind: 'refuse', bytes: 1 };
  return cut;
};

const cutSevenBits = (pending: Uint8Array, decimals: number | null): Cut<ToledoAnswer> => {
  if (pending[0] !== stx) {
    const start = pending.indexOf(stx);
    return { kind: 'refuse', bytes: start < 0 ? pending.length : start };
  }
  if (pending[1] === 0x3f) {
    if (pending.length < 4) return { kind: 'more' };
    if (pending[3] === carriageReturn) return { kind: 'frame', frame: { kind: 'status', statusByte: pending[2]! }, bytes: 4 };
    return { kind: 'refuse', bytes: 1 };
  }
  const end = pending.indexOf(carriageReturn);
  const restart = pending.indexOf(stx, 1);
  if (restart > 0 && (end < 0 || restart < end)) return { kind: 'refuse', bytes: restart };
  if (end < 0) return { kind: 'more' };
  const body = printableAscii(pending.subarray(1, end));
  if (body === 'E') {
    const whole = end + 1 + echoLength;
    if (pending.length < whole) return { kind: 'more' };
    const text = printableAscii(pending.subarray(end + 1, whole));
    return text === null ? { kind: 'refuse', bytes: 1 } : { kind: 'frame', frame: { kind: 'echo', text }, bytes: whole };
  }
  const weight = body === null ? null : /^(\d{2,3}\.(\d{2,3}))(N?)$/.exec(body);
  if (weight === null || weight[1]!.length > 6 || (decimals !== null && weight[2]!.length !== decimals)) return { kind: 'refuse', bytes: end + 1 };
  return { kind: 'frame', frame: { kind: 'weight', weight: weight[1]!, net: weight[3] === 'N' }, bytes: end + 1 };
};

const hasEvenParity = (byte: number): boolean => {
  const folded = (byte ^ (byte >> 4)) & 0x0f;
  return ((0x6996 >> folded) & 1) === 0;
};

/** `unit` is what the scale is set to, since the wire does not say; a kilogram scale shows three decimals, a pound scale two. Commands have no terminator. */
export const toledo8217Protocol = (unit: 'kg' | 'lb'): ScaleProtocol => ({
  openDecoder: () => mapFrames(openToledoDecoder(unit === 'kg' ? 3 : 2), (answer) => scaleFrameOf(answer, unit)),
  askWeight: [Buffer.from('W')],
  zero: Buffer.from('Z'),
  tare: Buffer.from('T'),
  verbAnswer: 'none',
  checksummed: false,
});

const scaleFrameOf = (answer: ToledoAnswer, unit: string): ScaleFrame => {
  switch (answer.kind) {
    case 'weight': return { kind: 'weight', reading: readingOf(answer.weight, unit, true, answer.net), trouble: null };
    case 'status': return { kind: 'weight', reading: readingOfStatus(answer.statusByte, unit), trouble: null };
    case 'echo': return { kind: 'other' };
  }
};

const readingOfStatus = (statusByte: number, unit: string): WeightReading => {
  const { inMotion, overCapacity, underZero, atZero } = toledoStatus(statusByte);
  if (overCapacity) return noWeight('over-range');
  if (underZero) return noWeight('under-zero');
  if (inMotion) return noWeight('in-motion');
  return atZero ? readingOf('0.000', unit, true, (statusByte & 0x20) !== 0) : noWeight('not-ready');
};
