import { cpus, totalmem } from 'node:os';

/** One measured figure beside what it is held against in the same run, and whether it reached its goal. */
export interface BenchFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly againstValue: number;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

export interface BenchReport {
  readonly bench: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly figures: readonly BenchFigure[];
}

export const thisMachine = (): BenchReport['machine'] => ({ cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), platform: `${process.platform}-${process.arch}`, node: process.version });

/** The nearest-rank percentile; `share` from 0 to 1. Throws for no values. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is no percentile of nothing');
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** A duration of which less is better; `goalMs` is the most it may be. */
export function durationFigure(name: string, valueMs: number, against: { readonly name: string; readonly valueMs: number }, goalMs: number): BenchFigure {
  return { name, value: rounded(valueMs), unit: 'ms', against: against.name, againstValue: rounded(against.valueMs), ratio: rounded(valueMs / against.valueMs), goal: `below ${goalMs} ms`, met: valueMs < goalMs };
}

const rounded = (value: number): number => Number(value.toPrecision(4));
