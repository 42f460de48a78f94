import type { RxDocumentData } from 'rxdb/plugins/core';

/** A document as RxDB hands it to a storage: the fields of its schema, and RxDB's own four. Plain JSON. */
export type StoredFields = Readonly<Record<string, unknown>>;
export type StoredDocument = RxDocumentData<StoredFields>;

/** The value at a dotted path, or undefined where the path ends early. */
export function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
