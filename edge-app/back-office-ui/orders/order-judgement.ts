import type { ProposedLine } from 'retail-model/api/store-views.ts';

/** Why a person should look at a proposed line before it is ordered. A line without a doubt is safe to approve with the others. */
export type Doubt = 'by-average' | 'below-zero' | 'unusually-much' | 'unsure' | 'changed';

/** `orderedUnits` is what would be ordered now: proposed, or as changed by a person. */
export function doubtsOf(line: ProposedLine, orderedUnits: number): readonly Doubt[] {
  const soldInTwoWeeks = line.history.slice(-14).reduce((sum, units) => sum + units, 0);
  return [
    ...(line.method === 'fallback' ? ['by-average' as const] : []),
    ...(line.onHandUnits < 0 ? ['below-zero' as const] : []),
    // One pack is the least that can be ordered, so it is never too much.
    ...(orderedUnits > soldInTwoWeeks && orderedUnits > line.packUnits ? ['unusually-much' as const] : []),
    // The band is wider than a pack and than the demand itself: the quantity is a guess.
    ...(line.upperDemand - line.meanDemand > Math.max(line.meanDemand, line.packUnits) ? ['unsure' as const] : []),
    ...(orderedUnits !== line.proposedUnits ? ['changed' as const] : []),
  ];
}
