import { type Cut, mapFrames, openFrameDecoder, printableAscii } from '../frame-decoder.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from './weight-reading.ts';
import { isWeightUnit } from './weight-unit.ts';

/**
 * The 15-byte frame of CAS scales and their many copies ("OS2", Mercury M-ER):
 * SOH STX, S|U, sign, six digits with a point, two-letter unit, BCC, ETX EOT. The host says ENQ, hears ACK, says DC1, hears the frame.
 */
export interface CasWeight {
  readonly stable: boolean;
  /** 'F' is out of range. */
  readonly sign: ' ' | '+' | '-' | 'F';
  readonly weight: string;
  readonly unit: string;
  /** XOR from the status to the unit: proven on a real capture. */
  readonly bcc: number;
}

const frameLength = 15;
const [soh, stx, etx, eot, enq, ack, dc1, nak] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x11, 0x15];

export type CasAnswer = CasWeight | 'acknowledged' | 'refused';

export const openCasDecoder = () => openFrameDecoder<CasAnswer>(frameLength, cutCas);

const cutCas = (pending: Uint8Array): Cut<CasAnswer> => {
  if (pending[0] === ack) return { kind: 'frame', frame: 'acknowledged', bytes: 1 };
  if (pending[0] === nak) return { kind: 'frame', frame: 'refused', bytes: 1 };
  if (pending[0] !== soh || (pending.length > 1 && pending[1] !== stx)) return { kind: 'refuse', bytes: 1 };
  if (pending.length < frameLength) return { kind: 'more' };
  const weight = readCasFrame(pending.subarray(0, frameLength));
  return weight === null ? { kind: 'refuse', bytes: 1 } : { kind: 'frame', frame: weight, bytes: frameLength };
};

const readCasFrame = (frame: Uint8Array): CasWeight | null => {
  if (frame[13] !== etx || frame[14] !== eot) return null;
  let bcc = 0;
  for (const byte of frame.subarray(2, 12)) bcc ^= byte;
  const match = bcc === frame[12] ? /^([SU])([ +\-F])([ \d.]{6})([A-Za-z ]{2})$/.exec(printableAscii(frame.subarray(2, 12)) ?? '') : null;
  if (match === null) return null;
  const weight = match[3]!.trim();
  const unit = match[4]!.trim();
  if (!/^\d+(\.\d+)?$/.test(weight) || !isWeightUnit(unit)) return null;
  return { stable: match[1] === 'S', sign: match[2] as CasWeight['sign'], weight, unit, bcc };
};

export const casFrameProtocol: ScaleProtocol = {
  openDecoder: () => mapFrames(openCasDecoder(), scaleFrameOf),
  askWeight: [Uint8Array.of(enq), Uint8Array.of(dc1)],
  zero: null,
  tare: null,
  verbAnswer: 'none',
  checksummed: true,
};

const scaleFrameOf = (answer: CasAnswer): ScaleFrame => {
  if (answer === 'acknowledged') return { kind: 'done' };
  if (answer === 'refused') return { kind: 'refused', reason: 'NAK' };
  if (answer.sign === 'F') return { kind: 'weight', reading: noWeight('over-range'), trouble: null };
  return { kind: 'weight', reading: readingOf(`${answer.sign === '-' ? '-' : ''}${answer.weight}`, answer.unit, answer.stable, false), trouble: null };
};
