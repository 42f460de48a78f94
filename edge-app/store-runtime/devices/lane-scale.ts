import { acceptWeight, closedWeightGate, observeWeight, type WeightGate, type WeightRules } from 'hardware-drivers/scale/accept-weight.ts';
import type { WeightEvent } from 'hardware-drivers/scale/scale-driver.ts';
import type { ScaleReading } from 'retail-model/api/store-views.ts';
import type { WeightNow } from '../lanes/lane-desk.ts';

/** 15 kg × 5 g, the usual checkout scale; a weight older than two seconds says nothing of what lies there now. */
const usualRules: WeightRules = { minimumGrams: 5, maximumGrams: 15_000, staleAfterMs: 2_000 };

/** The weight of one lane: what is shown, and what may be charged. The same goods are never charged twice. */
export function openLaneScale(nowMs: () => number) {
  let gate: WeightGate = closedWeightGate;
  let online = false;

  return {
    heard(event: WeightEvent): void {
      gate = observeWeight(gate, event);
    },
    setOnline(now: boolean): void {
      online = now;
    },
    reading(): ScaleReading {
      const { latest } = gate;
      return latest && online ? { online, grams: latest.grams, text: latest.text, status: latest.status } : { online, grams: null, text: '', status: 'not-ready' };
    },
    /** Takes the weight for one line; on success the scale must be empty before the next. */
    take(): WeightNow {
      if (!online) return { ok: false, code: 'scale-offline' };
      const judged = acceptWeight(gate, usualRules, nowMs());
      gate = judged.gate;
      if (judged.verdict.accepted) return { ok: true, grams: judged.verdict.grams, text: judged.verdict.text };
      switch (judged.verdict.because) {
        case 'nothing-there':
        case 'too-light': return { ok: false, code: 'weight-zero' };
        case 'in-motion': return { ok: false, code: 'weight-unstable' };
        case 'under-zero': return { ok: false, code: 'weight-negative' };
        case 'over-range': return { ok: false, code: 'weight-over-range' };
        case 'not-returned-to-zero': return { ok: false, code: 'weight-not-cleared' };
        case 'not-ready':
        case 'stale': return { ok: false, code: 'scale-offline' };
      }
    },
  };
}
export type LaneScale = ReturnType<typeof openLaneScale>;
