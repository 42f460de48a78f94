import type { SeededRandom } from '../seeded-random.ts';

export interface WeighingCellOptions {
  readonly capacityGrams: number;
  /** The scale's division d: every reading is a multiple of it. */
  readonly divisionGrams: number;
  /** How long the pan swings after a change of load. */
  readonly settleMs: number;
  readonly nowMs: () => number;
  readonly random: SeededRandom;
}

export interface CellReading {
  readonly grossGrams: number;
  readonly netGrams: number;
  readonly isStable: boolean;
  /** Above capacity plus nine divisions (OIML R 76-1 §3.9: no indication beyond Max + 9 e). */
  readonly isOverload: boolean;
  /** More than twenty divisions below zero. */
  readonly isUnderload: boolean;
}

type ZeroOutcome = 'done' | 'above-zero-range' | 'below-zero-range';

/**
 * The mechanics of a shop scale: a pan that swings when the load changes, a zero that can creep, a tare.
 * Zero may be set within ±2 % of capacity (OIML R 76-1 §4.5.1 allows 4 % in all).
 */
export function openWeighingCell(options: WeighingCellOptions) {
  let loadGrams = 0;
  let formerLoadGrams = 0;
  let changedAtMs = -Infinity;
  let zeroGrams = 0;
  let tareGrams = 0;
  let driftGramsPerMinute = 0;
  let driftSinceMs = 0;
  const rounded = (grams: number): number => Math.round(grams / options.divisionGrams) * options.divisionGrams + 0;
  const driftGrams = (): number => ((options.nowMs() - driftSinceMs) / 60_000) * driftGramsPerMinute;
  const isStable = (): boolean => options.nowMs() - changedAtMs >= options.settleMs;

  const onCellGrams = (): number => {
    const elapsedMs = options.nowMs() - changedAtMs;
    if (elapsedMs >= options.settleMs) return loadGrams + driftGrams();
    const phase = elapsedMs / options.settleMs;
    const swing = (formerLoadGrams - loadGrams) * Math.exp(-5 * phase) * Math.cos(phase * 4 * Math.PI);
    const tremble = (options.random.next() - 0.5) * 4 * options.divisionGrams;
    return loadGrams + swing + tremble + driftGrams();
  };
  const setLoad = (grams: number): void => {
    formerLoadGrams = loadGrams;
    loadGrams = grams;
    changedAtMs = options.nowMs();
  };

  return {
    read(): CellReading {
      const grossGrams = rounded(onCellGrams() - zeroGrams);
      return {
        grossGrams,
        netGrams: rounded(grossGrams - tareGrams),
        isStable: isStable(),
        isOverload: grossGrams > options.capacityGrams + 9 * options.divisionGrams,
        isUnderload: grossGrams < -20 * options.divisionGrams,
      };
    },
    loadGrams: () => loadGrams,
    tareGrams: () => tareGrams,
    put: setLoad,
    add: (grams: number) => setLoad(loadGrams + grams),
    remove: () => setLoad(0),
    /** Somebody leans on the counter: the same load, moving for another settling time. */
    shake(): void {
      formerLoadGrams = loadGrams + 20 * options.divisionGrams;
      changedAtMs = options.nowMs();
    },
    /** The zero creeps from now on; what crept before stays. */
    drift(gramsPerMinute: number): void {
      zeroGrams -= driftGrams();
      driftSinceMs = options.nowMs();
      driftGramsPerMinute = gramsPerMinute;
    },
    zero(): ZeroOutcome {
      const grossGrams = onCellGrams();
      if (grossGrams > options.capacityGrams * 0.02) return 'above-zero-range';
      if (grossGrams < -options.capacityGrams * 0.02) return 'below-zero-range';
      zeroGrams = grossGrams;
      tareGrams = 0;
      return 'done';
    },
    setTare(grams: number): void {
      tareGrams = rounded(grams);
    },
  };
}

export type WeighingCell = ReturnType<typeof openWeighingCell>;
