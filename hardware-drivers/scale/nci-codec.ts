import type { DeviceTrouble } from '../device-driver.ts';
import { type Cut, mapFrames, openFrameDecoder, printableAscii } from '../frame-decoder.ts';
import { withoutParity } from './toledo-8217-codec.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol, type WeightReading } from './weight-reading.ts';
import { gramsOfDecimal, isWeightUnit } from './weight-unit.ts';

/** Answers of NCI / Weigh-Tronix SCP-01 and SCP-02 (8408-14788-01): LF, what the display shows, CR LF, status bytes, CR ETX. */
export type NciAnswer =
  | { readonly kind: 'display'; readonly display: string; readonly weight: string | null; readonly unit: string | null; readonly status: NciStatus }
  | { readonly kind: 'status'; readonly status: NciStatus }
  | { readonly kind: 'unrecognised' };

export interface NciStatus {
  readonly bytes: readonly number[];
  readonly inMotion: boolean;
  readonly atZero: boolean;
  readonly underCapacity: boolean;
  readonly overCapacity: boolean;
  readonly net: boolean;
  readonly faults: readonly string[];
}

const frameLimitBytes = 64;
const [lineFeed, carriageReturn, etx] = [0x0a, 0x0d, 0x03];

export const openNciDecoder = () => {
  const decoder = openFrameDecoder<NciAnswer>(frameLimitBytes, cutNci);
  return { feed: (bytes: Uint8Array) => decoder.feed(withoutParity(bytes)) };
};

const cutNci = (pending: Uint8Array): Cut<NciAnswer> => {
  if (pending[0] !== lineFeed) {
    const start = pending.indexOf(lineFeed);
    return { kind: 'refuse', bytes: start < 0 ? pending.length : start };
  }
  // A line feed after CR belongs to the frame; any other begins a new one, and what came before was torn off.
  const end = pending.indexOf(etx);
  const restart = pending.findIndex((byte, index) => index > 0 && byte === lineFeed && pending[index - 1] !== carriageReturn);
  if (restart > 0 && (end < 0 || restart < end)) return { kind: 'refuse', bytes: restart };
  if (end < 0) return { kind: 'more' };
  const answer = readNciFrame(Buffer.from(pending.subarray(0, end + 1)).toString('latin1'));
  // A torn frame may be followed by a whole one whose own LF came after a CR: look again from the next byte.
  return answer === null ? { kind: 'refuse', bytes: 1 } : { kind: 'frame', frame: answer, bytes: end + 1 };
};

const readNciFrame = (frame: string): NciAnswer | null => {
  if (frame === '\n?\r\x03') return { kind: 'unrecognised' };
  const match = /^\n(?:([^\r\n]{1,20})\r\n)?S?([\x30-\x3f][\x30-\x3f\x70-\x7f]{1,4})\r\x03$/.exec(frame);
  if (match === null) return null;
  const status = readStatus(Array.from(match[2]!, (character) => character.charCodeAt(0)));
  if (status === null) return null;
  const display = match[1];
  if (display === undefined) return { kind: 'status', status };
  if (printableAscii(Buffer.from(display, 'latin1')) === null) return null;
  return { kind: 'display', display, ...weightOfDisplay(display), status };
};

/** Bit 6 says that another byte follows, and bits 4 and 5 are always set. */
const readStatus = (bytes: readonly number[]): NciStatus | null => {
  const followed = bytes.every((byte, index) => index === 0 || ((byte & 0x40) !== 0) === (index < bytes.length - 1));
  if (!followed) return null;
  const [first = 0, second = 0, third = 0] = bytes;
  const faults = [
    ...((first & 0x04) !== 0 ? ['RAM error'] : []), ...((first & 0x08) !== 0 ? ['EEPROM error'] : []),
    ...((second & 0x04) !== 0 ? ['ROM error'] : []), ...((second & 0x08) !== 0 ? ['faulty calibration'] : []),
  ];
  return {
    bytes, inMotion: (first & 0x01) !== 0, atZero: (first & 0x02) !== 0,
    underCapacity: (second & 0x01) !== 0, overCapacity: (second & 0x02) !== 0, net: (third & 0x04) !== 0, faults,
  };
};

const weightOfDisplay = (display: string): { readonly weight: string | null; readonly unit: string | null } => {
  const match = /^\s*(-?)\s*(\d{1,7}(?:\.\d{1,4})?)\s*([A-Za-z]{1,2})\s*$/.exec(display);
  if (match === null || !isWeightUnit(match[3]!)) return { weight: null, unit: null };
  return { weight: match[1]! + match[2]!, unit: match[3]! };
};

export const nciProtocol: ScaleProtocol = {
  openDecoder: () => mapFrames(openNciDecoder(), scaleFrameOf),
  askWeight: [Buffer.from('W\r')],
  zero: Buffer.from('Z\r'),
  tare: null,
  verbAnswer: 'acknowledged',
  checksummed: false,
};

const scaleFrameOf = (answer: NciAnswer): ScaleFrame => {
  switch (answer.kind) {
    case 'unrecognised': return { kind: 'refused', reason: 'unrecognised command' };
    case 'status': return { kind: 'done' };
    case 'display': return { kind: 'weight', reading: readingOfDisplay(answer), trouble: troubleOf(answer.status) };
  }
};

const readingOfDisplay = ({ display, weight, unit, status }: Extract<NciAnswer, { kind: 'display' }>): WeightReading => {
  if (status.faults.length > 0) return noWeight('not-ready');
  if (status.overCapacity) return noWeight('over-range');
  if (status.underCapacity) return noWeight('under-zero');
  if (weight !== null && unit !== null) return readingOf(weight, unit, !status.inMotion, status.net);
  const poundsAndOunces = /^\s*(\d{1,3})lb\s+(\d{1,2}\.\d)oz\s*$/i.exec(display);
  if (poundsAndOunces === null) return noWeight(status.inMotion ? 'in-motion' : 'not-ready');
  const ounces = (BigInt(poundsAndOunces[1]!) * 160n + BigInt(poundsAndOunces[2]!.replace('.', ''))).toString().padStart(2, '0');
  const decimal = `${ounces.slice(0, -1)}.${ounces.slice(-1)}`;
  return { ...readingOf(decimal, 'oz', !status.inMotion, status.net), grams: gramsOfDecimal(decimal, 'oz'), text: display.trim() };
};

const troubleOf = (status: NciStatus): DeviceTrouble | null =>
  status.faults.length === 0 ? null : { code: 'E_FAILURE', extended: null, detail: `The scale reports: ${status.faults.join(', ')}.` };
