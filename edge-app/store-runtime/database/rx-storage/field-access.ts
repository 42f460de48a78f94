import { getSchemaByObjectPath, type RxJsonSchema } from 'rxdb/plugins/core';
import { quoteText } from './sql-name.ts';
import type { StoredDocument } from './stored-document.ts';

/** The types SQL and JavaScript compare alike. */
export type FieldType = 'string' | 'number' | 'boolean';

/** How a collection's fields are reached from SQL. */
export type FieldAccess = {
  readonly primaryPath: string;
  /** The SQL expression of a field's value; the same text as in the index, so that SQLite recognises it. */
  readonly sqlOf: (path: string) => string;
  /** `json_type` of a field: SQL NULL where it is missing, 'null' where it is null. */
  readonly jsonTypeOf: (path: string) => string;
  /** The field's type where the schema fixes one that SQL can compare, else null. */
  readonly typeOf: (path: string) => FieldType | null;
  /** Whether every document has the field. */
  readonly isRequired: (path: string) => boolean;
};

/** Paths come from queries, so their number is bounded here. */
const MAX_REMEMBERED_PATHS = 1_000;

/** Fields that have columns of their own. */
const columns: ReadonlyMap<string, { readonly column: string; readonly type: FieldType }> = new Map([
  ['_deleted', { column: 'deleted', type: 'boolean' }],
  ['_rev', { column: 'revision', type: 'string' }],
  ['_meta.lwt', { column: 'last_write', type: 'number' }],
]);

type SchemaNode = { readonly type?: unknown; readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, SchemaNode>> };

export function openFieldAccess(schema: RxJsonSchema<StoredDocument>, primaryPath: string): FieldAccess {
  const types = new Map<string, FieldType | null>();
  const expressions = new Map([[primaryPath, 'id'], ...[...columns].map(([path, { column }]) => [path, column] as const)]);
  return {
    primaryPath,
    sqlOf: (path) => {
      let expression = expressions.get(path);
      if (expression === undefined) {
        expression = `json_extract(data, ${quoteText(jsonPath(path))})`;
        if (expressions.size < MAX_REMEMBERED_PATHS) expressions.set(path, expression);
      }
      return expression;
    },
    jsonTypeOf: (path) => `json_type(data, ${quoteText(jsonPath(path))})`,
    typeOf: (path) => {
      let type = types.get(path);
      if (type === undefined) {
        type = path === primaryPath ? 'string' : (columns.get(path)?.type ?? schemaTypeOf(schema, path));
        if (types.size < MAX_REMEMBERED_PATHS) types.set(path, type);
      }
      return type;
    },
    isRequired: (path) => path === primaryPath || columns.has(path) || isRequiredIn(schema as SchemaNode, path.split('.')),
  };
}

const jsonPath = (path: string): string => `$${path.split('.').map((name) => `.${JSON.stringify(name)}`).join('')}`;

function schemaTypeOf(schema: RxJsonSchema<StoredDocument>, path: string): FieldType | null {
  // A name with a quote, a backslash or a bracket reads differently as a JSON path and as an RxDB path: left to JavaScript.
  if (/["\\[\]]/.test(path) || path.split('.').includes('')) return null;
  const node = getSchemaByObjectPath(schema, path) as SchemaNode | undefined;
  const type = node?.type === 'integer' ? 'number' : node?.type;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : null;
}

function isRequiredIn(schema: SchemaNode, names: readonly string[]): boolean {
  let node: SchemaNode | undefined = schema;
  for (const name of names) {
    if (!node?.required?.includes(name)) return false;
    node = node.properties?.[name];
  }
  return true;
}

/** Every path that the schema says holds text, nested objects included. */
export function textPathsOf(schema: RxJsonSchema<StoredDocument>): readonly string[] {
  const walk = (node: SchemaNode, prefix: string): string[] =>
    Object.entries(node.properties ?? {}).flatMap(([name, child]) => (child.type === 'string' ? [prefix + name] : walk(child, `${prefix}${name}.`)));
  return walk(schema as SchemaNode, '');
}
