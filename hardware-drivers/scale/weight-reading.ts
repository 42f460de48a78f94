import type { DeviceTrouble } from '../device-driver.ts';
import type { FrameDecoder } from '../frame-decoder.ts';
import { gramsOfDecimal } from './weight-unit.ts';

/** UnifiedPOS scale states: stable 11, unstable 12, zero 13, overweight 14, not ready 15, under zero 16. */
export type WeightStatus = 'stable' | 'in-motion' | 'zero' | 'under-zero' | 'over-range' | 'not-ready';

/** What the scale said about the weight that lies on it. */
export interface WeightReading {
  readonly status: WeightStatus;
  /** Whole grams, or null when the scale gave no weight. A figure beside `in-motion` is for showing, never for charging. */
  readonly grams: number | null;
  /** The scale's own figure with its unit, as '0.735 kg': what the law wants on the receipt. Empty without a weight. */
  readonly text: string;
  /** Tare is subtracted. */
  readonly net: boolean;
}

/** What a scale protocol can say. */
export type ScaleFrame =
  | { readonly kind: 'weight'; readonly reading: WeightReading; readonly trouble: DeviceTrouble | null }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'other' };

export interface ScaleProtocol {
  openDecoder(): FrameDecoder<ScaleFrame>;
  /** Sent in order for one weight, each after the answer to the one before; empty when the scale sends by itself. */
  readonly askWeight: readonly Uint8Array[];
  readonly zero: Uint8Array | null;
  readonly tare: Uint8Array | null;
  /** 'acknowledged': the scale says when zero or tare is done. 'none': it says nothing, and the next weight shows it. */
  readonly verbAnswer: 'acknowledged' | 'none';
  /** A frame without a check sum counts as stable when it was said twice: a digit lost on the wire is then not charged. */
  readonly checksummed: boolean;
}

/** A reading with a figure: a negative or a zero one is said to be so. `decimal` may carry a sign; without a known unit there are no grams and it is not ready. */
export const readingOf = (decimal: string, unit: string, stable: boolean, net: boolean): WeightReading => {
  const grams = gramsOfDecimal(decimal, unit);
  const text = `${decimal} ${unit}`;
  if (grams === null) return { status: 'not-ready', grams: null, text, net };
  const negative = decimal.startsWith('-') && /[1-9]/.test(decimal);
  return { status: negative ? 'under-zero' : !stable ? 'in-motion' : /[1-9]/.test(decimal) ? 'stable' : 'zero', grams, text, net };
};

/** A reading without a figure. */
export const noWeight = (status: 'in-motion' | 'under-zero' | 'over-range' | 'not-ready'): WeightReading => ({ status, grams: null, text: '', net: false });
