import { quoteName, quoteText } from './sql-name.ts';
import type { SharedConnection } from './shared-connection.ts';
import { valueAt, type StoredDocument } from './stored-document.ts';

/*
 * SQLite orders text by UTF-8 bytes (code points), JavaScript by UTF-16 units. The two differ only between a character beyond U+FFFF,
 * which UTF-16 spells with units from U+D800 on, and one from U+E000 to U+FFFF. So each path that ever held a character beyond U+FFFF
 * (an emoji in a name) is remembered, and only those are sorted in JavaScript.
 */

const ASTRAL_TABLE = 'rx_astral_paths';

/** A surrogate as it stands in JSON text: a pair raw, a lonely half escaped (ECMA-262, well-formed JSON.stringify). */
const SURROGATE_IN_JSON = /[\ud800-\udfff]|\\ud[89a-f]/;

export const createAstralTable = `CREATE TABLE IF NOT EXISTS ${ASTRAL_TABLE}(table_name TEXT, path TEXT, PRIMARY KEY(table_name, path)) WITHOUT ROWID`;

/** The remembered paths of a documents table, shared by all its instances. */
export function astralPathsOf(shared: SharedConnection, table: string): Set<string> {
  let paths = shared.astralPaths.get(table);
  if (!paths) {
    const rows = shared.connection.prepare(`SELECT path FROM ${quoteName(ASTRAL_TABLE)} WHERE table_name = ?`).pluck().all(table);
    paths = new Set(rows as string[]);
    shared.astralPaths.set(table, paths);
  }
  return paths;
}

/** The text paths of this document that hold such a character and are not remembered yet. Nearly always none, and cheap then. */
export function newAstralPaths(json: string, document: StoredDocument, textPaths: readonly string[], known: ReadonlySet<string>): readonly string[] {
  if (!SURROGATE_IN_JSON.test(json)) return [];
  return textPaths.filter((path) => {
    const value = valueAt(document, path);
    return !known.has(path) && typeof value === 'string' && /[\ud800-\udfff]/.test(value);
  });
}

/** Remembers paths, inside the transaction that writes their document. */
export function rememberAstralPaths(shared: SharedConnection, table: string, known: Set<string>, paths: readonly string[]): void {
  for (const path of paths) {
    shared.connection.exec(`INSERT OR IGNORE INTO ${ASTRAL_TABLE} VALUES(${quoteText(table)}, ${quoteText(path)})`);
    known.add(path);
  }
}

/** Whether `=` in SQL means `===` for this text: lonely surrogates become U+FFFD on their way into SQLite. */
export const hasFaithfulEquality = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

/** The part of a bound before its first unit from U+D800 on: up to there both orders agree. */
export function commonOrderPrefix(text: string): string {
  const end = text.search(/[\ud800-\uffff]/);
  return end === -1 ? text : text.slice(0, end);
}

/** The least text above everything that begins with `prefix`, both orders agreeing; null where there is none. */
export function upperBoundOf(prefix: string): string | null {
  const last = prefix.charCodeAt(prefix.length - 1);
  return prefix === '' || last + 1 >= 0xd800 ? null : prefix.slice(0, -1) + String.fromCharCode(last + 1);
}
