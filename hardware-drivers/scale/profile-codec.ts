import { z } from 'zod';
import { openFrameDecoder, type Cut } from '../frame-decoder.ts';
import { noWeight, readingOf, type ScaleFrame, type ScaleProtocol } from './weight-reading.ts';
import { isWeightUnit } from './weight-unit.ts';

const lineLimitBytes = 128;
const hexBytes = z.string().regex(/^([0-9a-fA-F]{2})+$/).max(128);

/**
 * Any scale that sends lines, described by an engineer. `pattern` is a regular expression over one line with the named group `weight`,
 * and where the line has them `unit`, `sign`, `stable`, `unstable`, `overload`, `net`: each of the last four holds when its group matched anything.
 * Neither `stable` nor `unstable` in the pattern: the line says nothing of it, and readings are then stable only by being equal.
 */
export const scaleProfileSchema = z.strictObject({
  pattern: z.string().min(1).max(400),
  /** The unit where the line has none. */
  unit: z.enum(['g', 'kg', 'lb', 'oz']),
  /** Where the point is when the line has none: digits after it, for weights in `unit`. */
  impliedDecimals: z.int().min(0).max(6),
  terminatorHex: hexBytes,
  requestHex: hexBytes.nullable(),
  zeroHex: hexBytes.nullable(),
  tareHex: hexBytes.nullable(),
}).superRefine((profile, context) => {
  const problem = problemOfPattern(profile.pattern);
  if (problem !== null) context.addIssue({ code: 'custom', path: ['pattern'], message: problem });
});
export type ScaleProfile = z.infer<typeof scaleProfileSchema>;

const problemOfPattern = (pattern: string): string | null => {
  try {
    new RegExp(pattern);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return pattern.includes('(?<weight>') ? null : 'The pattern needs a group (?<weight>…).';
};

/** The scale as its profile describes it. */
export const profileProtocol = (profile: ScaleProfile): ScaleProtocol => {
  const pattern = new RegExp(profile.pattern);
  const terminator = Buffer.from(profile.terminatorHex, 'hex');
  const cut = (pending: Uint8Array): Cut<ScaleFrame> => {
    const end = Buffer.from(pending.buffer, pending.byteOffset, pending.length).indexOf(terminator);
    if (end < 0) return { kind: 'more' };
    const bytes = end + terminator.length;
    if (end === 0) return { kind: 'pass', bytes };
    const groups = end > lineLimitBytes ? null : pattern.exec(Buffer.from(pending.subarray(0, end)).toString('latin1'))?.groups;
    const frame = groups ? frameOf(groups, profile) : null;
    return frame === null ? { kind: 'refuse', bytes } : { kind: 'frame', frame, bytes };
  };
  return {
    openDecoder: () => openFrameDecoder(lineLimitBytes, cut),
    askWeight: profile.requestHex === null ? [] : [Buffer.from(profile.requestHex, 'hex')],
    zero: profile.zeroHex === null ? null : Buffer.from(profile.zeroHex, 'hex'),
    tare: profile.tareHex === null ? null : Buffer.from(profile.tareHex, 'hex'),
    verbAnswer: 'none',
    checksummed: false,
  };
};

const frameOf = (groups: Readonly<Record<string, string | undefined>>, profile: ScaleProfile): ScaleFrame | null => {
  if (groups['overload']) return { kind: 'weight', reading: noWeight('over-range'), trouble: null };
  const figure = /^([+-]?)(\d+)(\.\d+)?$/.exec(`${groups['sign'] ?? ''}${groups['weight'] ?? ''}`.replace(/\s/g, ''));
  const unit = groups['unit'] ?? profile.unit;
  if (figure === null || !isWeightUnit(unit)) return null;
  const stable = 'stable' in groups ? Boolean(groups['stable']) : !groups['unstable'];
  const decimals = unit === profile.unit ? profile.impliedDecimals : 0;
  const digits = figure[2]!.padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const whole = figure[3] !== undefined ? `${figure[2]}${figure[3]}` : decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return { kind: 'weight', reading: readingOf(`${figure[1] === '-' ? '-' : ''}${whole}`, unit, stable, Boolean(groups['net'])), trouble: null };
};
