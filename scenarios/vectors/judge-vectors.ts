import { readFileSync } from 'node:fs';
import { decoders } from 'hardware-drivers/decoders.ts';
import { disagreements } from 'hardware-drivers/published-vectors.ts';
import type { NamedVector } from './kept-vectors.ts';
import { printerDisagreements, type PrinterEffect } from './virtual-printer.ts';

interface ProtocolCount {
  vectors: number;
  /** Vectors that are to be refused. */
  invalid: number;
  agree: number;
}

export interface VectorReport {
  readonly vectors: number;
  readonly agree: number;
  readonly disagree: number;
  /** Disagreements with a vector that is believed wrong, each with its reason in fixtures/believed-wrong.json. */
  readonly believedWrong: number;
  /** Printer bytes whose effect nobody wrote down, and protocols without a decoder. */
  readonly notJudged: number;
  readonly byProtocol: Readonly<Record<string, ProtocolCount>>;
  readonly disagreements: readonly string[];
  readonly reasons: Readonly<Record<string, string>>;
}

const readFixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));

/** Runs each vector through the decoder that `mendian decode` uses, and printer bytes through the simulated printer. */
export const judgeVectors = (vectors: readonly NamedVector[]): VectorReport => {
  const { compare } = readFixture('compared-keys.json') as { readonly compare: Readonly<Record<string, readonly string[]>> };
  const effects = readFixture('printer-effects.json') as Readonly<Record<string, PrinterEffect>>;
  const believedWrong = readFixture('believed-wrong.json') as Readonly<Record<string, string>>;
  const byProtocol: Record<string, ProtocolCount> = {};
  const found: string[] = [];
  const reasons: Record<string, string> = {};
  let [agree, disagree, notJudged] = [0, 0, 0];

  for (const vector of vectors) {
    const count = (byProtocol[vector.protocol] ??= { vectors: 0, invalid: 0, agree: 0 });
    count.vectors += 1;
    count.invalid += vector.valid ? 0 : 1;
    const lines = disagreementsOf(vector, compare, effects);
    if (lines === null) notJudged += 1;
    else if (lines.length === 0) {
      agree += 1;
      count.agree += 1;
    } else if (Object.hasOwn(believedWrong, vector.id)) reasons[vector.id] = believedWrong[vector.id]!;
    else {
      disagree += 1;
      found.push(...lines);
    }
  }
  return { vectors: vectors.length, agree, disagree, believedWrong: Object.keys(reasons).length, notJudged, byProtocol, disagreements: found, reasons };
};

const disagreementsOf = (vector: NamedVector, compare: Readonly<Record<string, readonly string[]>>, effects: Readonly<Record<string, PrinterEffect>>): readonly string[] | null => {
  if (vector.protocol === 'escpos-tx') {
    const effect = effects[vector.id];
    return effect === undefined ? null : printerDisagreements(vector.id, vector.bytes_hex ?? '', effect);
  }
  const decode = decoders.get(vector.protocol);
  const keys = compare[vector.protocol];
  return decode === undefined || keys === undefined ? null : disagreements(decode, vector, keys);
};
