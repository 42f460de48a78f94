import { fail, ok, type Result } from '../result.ts';
import { checkAiValue, findAi, findAiAtStart, type AiValueError } from './application-identifier.ts';

/** One AI with its value, checked. */
export type Element = { readonly ai: string; readonly value: string };

export type ElementStringError =
  | AiValueError
  | { readonly kind: 'empty' }
  | { readonly kind: 'syntax'; readonly at: number }
  | { readonly kind: 'unknown-ai'; readonly text: string }
  | { readonly kind: 'too-long' };

/** FNC1 between two elements as a scanner transmits it (GS1 GenSpecs §7.8.6). */
export const groupSeparator = '\u001d';

/** Bounds of what is read: AIs in one string, and its characters. */
const maxElements = 64;
const maxCharacters = 8191;

/**
 * Reads a concatenated element string, `011234567890123110LOT` GS `21SERIAL`, without the FNC1 in front. A separator after
 * an AI of fixed length and one at the end are forgiven, as GS1's own reader does.
 */
export const parseElementString = (text: string): Result<readonly Element[], ElementStringError> => {
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > maxCharacters) return fail({ kind: 'too-long' });
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (elements.length === maxElements) return fail({ kind: 'too-long' });
    const identifier = findAiAtStart(text.slice(at, at + 4));
    if (identifier === null) return fail({ kind: 'unknown-ai', text: text.slice(at, at + 4) });
    const start = at + identifier.ai.length;
    const separator = text.indexOf(groupSeparator, start);
    const untilSeparator = separator === -1 ? text.length : separator;
    const end = identifier.fixedLength ? Math.min(untilSeparator, start + identifier.maxLength) : untilSeparator;
    const value = checkAiValue(identifier, text.slice(start, end));
    if (!value.ok) return value;
    elements.push({ ai: identifier.ai, value: value.value });
    at = text.charAt(end) === groupSeparator ? end + 1 : end;
  }
  return ok(elements);
};

/** Reads the form for people, `(01)12345678901231(10)LOT`; a round bracket in a value is written `\(`. */
export const parseBracketedElementString = (text: string): Result<readonly Element[], ElementStringError> => {
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > maxCharacters) return fail({ kind: 'too-long' });
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (elements.length === maxElements) return fail({ kind: 'too-long' });
    const match = /\((\d{2,4})\)((?:\\\(|[^(])*)/y;
    match.lastIndex = at;
    const found = match.exec(text);
    if (found === null) return fail({ kind: 'syntax', at });
    const [whole, ai = '', escaped = ''] = found;
    const identifier = findAi(ai);
    if (identifier === null) return fail({ kind: 'unknown-ai', text: ai });
    const value = checkAiValue(identifier, escaped.replaceAll('\\(', '('));
    if (!value.ok) return value;
    elements.push({ ai, value: value.value });
    at += whole.length;
  }
  return ok(elements);
};

/** The concatenated form, with `fnc1` in front and after every element whose length is not fixed but the last. */
export const formatElementString = (elements: readonly Element[], fnc1: string): string =>
  elements
    .map(({ ai, value }, index) => {
      const before = elements[index - 1];
      return (before === undefined || !findAi(before.ai)?.fixedLength ? fnc1 : '') + ai + value;
    })
    .join('');

/** The form for people, `(01)12345678901231(10)LOT`. */
export const formatBracketed = (elements: readonly Element[]): string =>
  elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
