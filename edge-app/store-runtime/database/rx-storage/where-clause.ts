import type { FieldAccess } from './field-access.ts';
import { commonOrderPrefix, hasFaithfulEquality, upperBoundOf } from './text-order.ts';

/**
 * A condition in SQL that holds for every document the selector matches. `isExact`: and for no other.
 * Where it is not exact, the documents that come back are matched again in JavaScript.
 */
export type Condition = { readonly sql: string; readonly values: readonly unknown[]; readonly isExact: boolean };

const ANYTHING: Condition = { sql: '1', values: [], isExact: false };
const exactly = (sql: string, ...values: unknown[]): Condition => ({ sql, values, isExact: true });
const atLeast = (sql: string, ...values: unknown[]): Condition => ({ sql, values, isExact: false });

type Selector = Readonly<Record<string, unknown>>;
type Primitive = string | number | boolean;

/** The part of a mango selector that SQL can decide. RxDB's operators: $and $or $nor $not $eq $ne $gt $gte $lt $lte $in $nin $exists $type $regex $mod $size $elemMatch. */
export function whereClause(selector: Selector, fields: FieldAccess): Condition {
  return all(Object.entries(selector).map(([name, value]) => part(name, value, fields)));
}

function part(name: string, value: unknown, fields: FieldAccess): Condition {
  if (!name.startsWith('$')) return field(name, value, fields);
  if (!Array.isArray(value)) return ANYTHING;
  const parts = (value as readonly Selector[]).map((selector) => whereClause(selector, fields));
  switch (name) {
    case '$and':
      return all(parts);
    case '$or':
      return any(parts);
    case '$nor':
      return negation(any(parts));
    default:
      return ANYTHING;
  }
}

const all = (parts: readonly Condition[]): Condition => joined(parts, 'AND', '1');
const any = (parts: readonly Condition[]): Condition => joined(parts, 'OR', '0');

const joined = (parts: readonly Condition[], operator: 'AND' | 'OR', none: string): Condition => ({
  sql: parts.length === 0 ? none : parts.length === 1 ? parts[0]!.sql : `(${parts.map(({ sql }) => sql).join(` ${operator} `)})`,
  values: parts.flatMap(({ values }) => values),
  isExact: parts.every(({ isExact }) => isExact),
});

/** Everything else. Of a condition that is too wide the opposite would be too narrow. NULL counts as false. */
const negation = (condition: Condition): Condition => (condition.isExact ? { ...condition, sql: `((${condition.sql}) IS NOT 1)` } : ANYTHING);

function field(path: string, wanted: unknown, fields: FieldAccess): Condition {
  if (!isOperators(wanted)) return operator(path, '$eq', wanted, fields);
  return all(Object.entries(wanted).map(([name, value]) => operator(path, name, value, fields)));
}

/** `{}` and `{ a: 1 }` are objects to be equal to, not operators. */
const isOperators = (value: unknown): value is Selector =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RegExp) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key.startsWith('$'));

function operator(path: string, name: string, value: unknown, fields: FieldAccess): Condition {
  const type = fields.typeOf(path);
  if (type === null) return ANYTHING;
  const sql = fields.sqlOf(path);
  const comparable = isComparable(value, type);
  switch (name) {
    case '$eq':
      return value === null ? exactly(`${sql} IS NULL`) : comparable ? equality(sql, value) : ANYTHING;
    case '$ne':
      return value === null ? exactly(`${sql} IS NOT NULL`) : comparable ? exactly(`${sql} IS NOT ?`, bound(value)) : ANYTHING;
    case '$gt':
    case '$gte':
      return comparable ? lowerBound(sql, name === '$gt' ? '>' : '>=', value) : ANYTHING;
    case '$lt':
    case '$lte':
      return comparable ? upperBound(sql, name === '$lt' ? '<' : '<=', value) : ANYTHING;
    case '$in':
      return oneOf(sql, value, type);
    case '$nin':
      return negation(oneOf(sql, value, type));
    case '$exists':
      return typeof value === 'boolean' && path !== fields.primaryPath ? exactly(`${fields.jsonTypeOf(path)} IS ${value ? 'NOT NULL' : 'NULL'}`) : ANYTHING;
    case '$not':
      return isOperators(value) ? negation(field(path, value, fields)) : ANYTHING;
    default:
      return ANYTHING;
  }
}

/** Comparisons are type-strict: a number never matches text. Integers beyond 2^53 are rounded in JavaScript and exact in SQLite. */
function isComparable(value: unknown, type: string): value is Primitive {
  if (typeof value !== type) return false;
  if (typeof value === 'number') return Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));
  return typeof value !== 'string' || hasFaithfulEquality(value);
}

/** A truth value is written out: SQLite plans better for what it can see, and nearly every query asks for `_deleted`. */
const equality = (sql: string, value: Primitive): Condition => (typeof value === 'boolean' ? exactly(`${sql} = ${Number(value)}`) : exactly(`${sql} = ?`, value));

const bound = (value: Primitive): string | number => (typeof value === 'boolean' ? Number(value) : value);

function lowerBound(sql: string, operator: '>' | '>=', value: Primitive): Condition {
  if (typeof value !== 'string') return exactly(`${sql} ${operator} ?`, bound(value));
  const prefix = commonOrderPrefix(value);
  return prefix === value ? exactly(`${sql} ${operator} ?`, value) : atLeast(`${sql} >= ?`, prefix);
}

function upperBound(sql: string, operator: '<' | '<=', value: Primitive): Condition {
  if (typeof value !== 'string') return exactly(`${sql} ${operator} ?`, bound(value));
  const prefix = commonOrderPrefix(value);
  if (prefix === value) return exactly(`${sql} ${operator} ?`, value);
  const above = upperBoundOf(prefix);
  return above === null ? ANYTHING : atLeast(`${sql} < ?`, above);
}

function oneOf(sql: string, wanted: unknown, type: string): Condition {
  if (!Array.isArray(wanted)) return ANYTHING;
  const values = wanted.filter((value) => value !== null) as readonly unknown[];
  if (!values.every((value) => isComparable(value, type))) return ANYTHING;
  const list = `${sql} IN (SELECT value FROM json_each(?))`;
  const json = JSON.stringify(values.map((value) => bound(value as Primitive)));
  return values.length === wanted.length ? exactly(list, json) : exactly(`(${list} OR ${sql} IS NULL)`, json);
}
