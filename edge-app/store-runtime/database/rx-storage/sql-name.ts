/** An identifier as SQL text. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A string literal as SQL text; only for what comes from a schema and cannot be a parameter (an index expression). */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A part of a table's name. SQLite takes `Person` and `person` for one table, RxDB does not: whatever is not plainly lower case is written as its code. */
export const namePart = (text: string): string => text.replace(/[^a-z0-9_-]/gu, (character) => `~${character.codePointAt(0)!.toString(16)}~`);
