import type { CommandInput } from 'retail-model/api/store-contract.ts';

export type AdjustReason = CommandInput<'adjustStock'>['reason'];
export const adjustReasons: readonly AdjustReason[] = ['count', 'scrap', 'found', 'theft'];

/**
 * The movement that a person's entry means. A count gives what lies there, so the movement is the difference;
 * scrap and theft take away; found adds. Null when it would move nothing.
 */
export function changeOf(reason: AdjustReason, typedUnits: number, onHandUnits: number): number | null {
  const change = reason === 'count' ? typedUnits - onHandUnits : reason === 'found' ? typedUnits : -typedUnits;
  return change === 0 ? null : change;
}
