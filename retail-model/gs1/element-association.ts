import { fail, ok, type Result } from '../result.ts';
import { aiMatches, findAi } from './application-identifier.ts';
import type { Element } from './element-string.ts';

export type AssociationError =
  | { readonly kind: 'repeated'; readonly ai: string }
  | { readonly kind: 'excluded'; readonly ai: string; readonly other: string }
  | { readonly kind: 'missing-partner'; readonly ai: string; readonly partners: string }
  | { readonly kind: 'serial-missing'; readonly ai: string };

/** What cannot stand together on one item: an AI twice with different values, or two that exclude each other (GS1 GenSpecs §4.14.1). */
export const checkConflicts = (elements: readonly Element[]): Result<readonly Element[], AssociationError> => {
  for (const { ai, value } of elements) {
    if (elements.some((other) => other.ai === ai && other.value !== value)) return fail({ kind: 'repeated', ai });
    for (const pattern of findAi(ai)?.excludes ?? []) {
      const other = elements.find((candidate) => candidate.ai !== ai && aiMatches(pattern, candidate.ai));
      if (other !== undefined) return fail({ kind: 'excluded', ai, other: other.ai });
    }
  }
  return ok(elements);
};

/**
 * What must stand together (GS1 GenSpecs §4.14.2). All carriers on the item count, so a single scan of several labels is not
 * yet the whole. A digital signature needs the serial part of its key.
 */
export const checkPartners = (elements: readonly Element[]): Result<readonly Element[], AssociationError> => {
  for (const { ai } of elements) {
    for (const alternatives of findAi(ai)?.requires ?? []) {
      const isPresent = (pattern: string): boolean => elements.some((other) => other.ai !== ai && aiMatches(pattern, other.ai));
      if (!alternatives.some((group) => group.every(isPresent))) {
        return fail({ kind: 'missing-partner', ai, partners: alternatives.map((group) => group.join('+')).join(' ') });
      }
    }
  }
  return checkSignedKeys(elements);
};

const checkSignedKeys = (elements: readonly Element[]): Result<readonly Element[], AssociationError> => {
  if (!elements.some(({ ai }) => ai === '8030')) return ok(elements);
  const unserialised = elements.find(({ ai, value }) => ['253', '255', '8003'].includes(ai) && value.length === findAi(ai)?.minLength);
  return unserialised === undefined ? ok(elements) : fail({ kind: 'serial-missing', ai: unserialised.ai });
};
