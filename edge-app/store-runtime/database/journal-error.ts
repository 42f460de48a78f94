import { SqliteError } from 'better-sqlite3-multiple-ciphers';

/** Why a fact could not be written. None of them has left anything of it in the journal. */
export type JournalErrorKind =
  | 'disk-full'
  | 'read-only'
  /** The disk or the file answers with errors. */
  | 'database-trouble'
  /** More facts wait for the disk than the queue holds. */
  | 'journal-busy'
  | 'journal-closed';

/** A fact that was refused or not written; `kind` says why. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly kind: JournalErrorKind;

  constructor(kind: JournalErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What a failed write says about the disk (https://sqlite.org/rescode.html). */
export function writeFailureOf(error: unknown): 'disk-full' | 'read-only' | 'database-trouble' {
  const code = error instanceof SqliteError ? error.code : '';
  if (code === 'SQLITE_FULL') return 'disk-full';
  if (code.startsWith('SQLITE_READONLY')) return 'read-only';
  return 'database-trouble';
}

/** Whether the error came from the disk or the database rather than from the code that used them. */
export const isEnvironmentFailure = (error: unknown): boolean =>
  error instanceof SqliteError && /^SQLITE_(FULL|READONLY|IOERR|BUSY|LOCKED|CANTOPEN|NOMEM|CORRUPT|NOTADB)/.test(error.code);
