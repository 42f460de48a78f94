import { fail, ok, type Result } from '../result.ts';
import { aiTable, type AiRules } from './ai-table.ts';
import { characterSets, contentChecks } from './content-checks.ts';

/** One Application Identifier as the table of `ai-table.ts` describes it, ready for use. */
export type ApplicationIdentifier = {
  readonly ai: string;
  readonly components: readonly AiComponent[];
  readonly minLength: number;
  readonly maxLength: number;
  /** The length is known to every reader, so no FNC1 stands between this and the next. */
  readonly fixedLength: boolean;
  readonly digitalLinkAttribute: boolean;
  /** Alternative sequences of qualifiers after this primary key of a Digital Link; null when it is none. */
  readonly qualifierSequences: readonly (readonly string[])[] | null;
  /** Each entry: alternatives, of which one group must be present completely. */
  readonly requires: readonly (readonly (readonly string[])[])[];
  readonly excludes: readonly string[];
};

export type AiComponent = {
  readonly set: string;
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  readonly checks: readonly string[];
};

export type AiValueError =
  | { readonly kind: 'length'; readonly ai: string; readonly value: string }
  | { readonly kind: 'character'; readonly ai: string; readonly value: string }
  /** `rule` is the check's name in the Syntax Dictionary, for example csum. */
  | { readonly kind: 'content'; readonly ai: string; readonly value: string; readonly rule: string };

/** The Application Identifier of exactly these digits, or null. */
export const findAi = (ai: string): ApplicationIdentifier | null => byAi.get(ai) ?? null;

/** The Application Identifier that text starts with, or null. No AI is the beginning of another, so there is at most one. */
export const findAiAtStart = (text: string): ApplicationIdentifier | null =>
  findAi(text.slice(0, 2)) ?? findAi(text.slice(0, 3)) ?? findAi(text.slice(0, 4));

/** Proves a value against its AI: length, character set and the checks of each component. */
export const checkAiValue = (identifier: ApplicationIdentifier, value: string): Result<string, AiValueError> => {
  const { ai } = identifier;
  if (value.length < Math.max(1, identifier.minLength) || value.length > identifier.maxLength) return fail({ kind: 'length', ai, value });
  let rest = value;
  for (const component of identifier.components) {
    if (component.optional && rest === '') continue;
    const part = rest.slice(0, component.max);
    rest = rest.slice(component.max);
    if (part.length < component.min) return fail({ kind: 'length', ai, value });
    if (!characterSets[component.set]?.(part)) return fail({ kind: 'character', ai, value });
    const rule = component.checks.find((check) => !contentChecks[check]?.(part));
    if (rule !== undefined) return fail({ kind: 'content', ai, value, rule });
  }
  return ok(value);
};

/** Whether `pattern` (digits, then `n` for any digit) stands for `ai`. */
export const aiMatches = (pattern: string, ai: string): boolean =>
  pattern.length === ai.length && ai.startsWith(pattern.replaceAll('n', ''));

const componentsOf = (form: string): readonly AiComponent[] =>
  form.split(' ').map((text) => {
    const match = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)$/.exec(text);
    if (match === null) throw new Error(`AI table: component ${text} cannot be read`);
    const [, bracket, set = '', dots, digits, checks = ''] = match;
    const max = Number(digits);
    return { set, min: dots === undefined ? max : 1, max, optional: bracket === '[', checks: checks.split(',').slice(1) };
  });

/** `3100-3105` and `91-99` count up, other entries stand for themselves. */
const expand = (ais: string): readonly string[] =>
  ais.split(' ').flatMap((entry) => {
    const [first = '', last = first] = entry.split('-');
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, step) => String(Number(first) + step).padStart(first.length, '0'));
  });

const identifierOf = (ai: string, form: string, rules: AiRules): ApplicationIdentifier => {
  const components = componentsOf(form);
  const excludes = rules.excludes === undefined ? [] : rules.excludes.split(' ');
  return {
    ai,
    components,
    minLength: components.reduce((sum, component) => sum + (component.optional ? 0 : component.min), 0),
    maxLength: components.reduce((sum, component) => sum + component.max, 0),
    fixedLength: rules.as?.startsWith('fixed') ?? false,
    digitalLinkAttribute: rules.as?.endsWith('attribute') ?? false,
    qualifierSequences: rules.path === undefined ? null : rules.path.split('|').map((sequence) => sequence.split(' ').filter(Boolean)),
    requires: (rules.requires ?? []).map((entry) => entry.split(' ').map((group) => group.split('+'))),
    excludes: excludes.map((pattern) => (pattern === 'own' ? `${ai.slice(0, 3)}n` : pattern)),
  };
};

const byAi: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  aiTable.flatMap(([ais, form, rules]) => expand(ais).map((ai) => [ai, identifierOf(ai, form, rules)] as const)),
);
