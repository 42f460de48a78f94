import { z } from 'zod';

const MOST_ID_CHARACTERS = 64;
/** RxDB needs bounds on everything indexed: strings a length, integers a range. */
const LATEST_INSTANT_MS = 9_999_999_999_999;

/**
 * The JSON Schema (draft 7, in RxDB's form) of a zod document type. Indexed fields get the bounds that RxDB demands; a union of shapes is
 * checked as the object they share, since RxDB wants its properties at the top.
 */
export function jsonSchemaOf(document: z.ZodType, indexes: readonly (readonly string[])[]): Record<string, unknown> {
  const plain = z.toJSONSchema(document, { target: 'draft-7', io: 'input', reused: 'inline' }) as Record<string, unknown>;
  const shapes = (plain['oneOf'] ?? plain['anyOf'] ?? [plain]) as { properties: Record<string, Record<string, unknown>>; required?: string[] }[];
  const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape.properties)))];
  const properties = Object.fromEntries(names.map((name) => [name, shapes.length === 1 ? shapes[0]!.properties[name]! : looseUnionOf(shapes.flatMap((shape) => (shape.properties[name] ? [shape.properties[name]] : [])))]));
  for (const name of new Set(['id', ...indexes.flat()])) properties[name] = bounded(properties[name]!);
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties,
    required: names.filter((name) => shapes.every((shape) => shape.required?.includes(name))),
    additionalProperties: false,
    indexes: indexes.map((index) => [...index]),
  };
}

const looseUnionOf = (shapes: readonly Record<string, unknown>[]): Record<string, unknown> => {
  const [first, ...rest] = shapes;
  return rest.every((shape) => JSON.stringify(shape) === JSON.stringify(first)) ? first! : { anyOf: shapes };
};

function bounded(field: Record<string, unknown>): Record<string, unknown> {
  if (field['type'] === 'string') return { type: 'string', maxLength: Math.min(Number(field['maxLength'] ?? MOST_ID_CHARACTERS), MOST_ID_CHARACTERS) };
  if (field['type'] === 'integer' || field['type'] === 'number') return { type: 'integer', minimum: 0, maximum: LATEST_INSTANT_MS, multipleOf: 1 };
  return field;
}
