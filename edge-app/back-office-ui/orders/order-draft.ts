import { divideHalfAwayFromZero, type Minor } from 'retail-model/money/amount.ts';
import type { ProposedLine } from 'retail-model/api/store-views.ts';
import { doubtsOf } from './order-judgement.ts';

/** What a person changed of a proposal, by product: packs to order. Kept while newer proposals arrive. */
export type PackEdits = Readonly<Record<string, number>>;

export const mostPacks = 9999;

/** Whole packs that cover what is proposed. */
export const proposedPacks = (line: ProposedLine): number => Math.ceil(line.proposedUnits / line.packUnits);

export function orderedUnits(line: ProposedLine, edits: PackEdits): number {
  const packs = Object.hasOwn(edits, line.product.productId) ? edits[line.product.productId]! : null;
  return packs === null || packs === proposedPacks(line) ? line.proposedUnits : packs * line.packUnits;
}

/** What the line would cost as edited, in proportion to the proposal; the supplier's own price holds. */
export function orderedCostMinor(line: ProposedLine, edits: PackEdits): Minor {
  const units = orderedUnits(line, edits);
  return line.proposedUnits === 0 ? 0 : divideHalfAwayFromZero(line.costMinor * units, line.proposedUnits);
}

/** The lines that are to be ordered and that nothing speaks against. */
export const safeLines = (lines: readonly ProposedLine[], edits: PackEdits): readonly ProposedLine[] =>
  lines.filter((line) => orderedUnits(line, edits) > 0 && doubtsOf(line, orderedUnits(line, edits)).length === 0);

/** The lines of the command that approves: none with nothing to order. */
export const approvedLines = (lines: readonly ProposedLine[], edits: PackEdits): readonly { readonly productId: string; readonly units: number }[] =>
  lines.map((line) => ({ productId: line.product.productId, units: orderedUnits(line, edits) })).filter((line) => line.units > 0);
