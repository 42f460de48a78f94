import { createCipheriv, createDecipheriv } from 'node:crypto';
import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import type { Words } from 'retail-model/text/words.ts';

const PREFIX = 'sealed:1:';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Stands where the name of an erased member stood. */
const ERASED: Words = { zh: '已删除', en: 'erased' };

/**
 * What names a person lies sealed in the store's database, with a key of that person alone (AES-256-GCM); the keys lie in a file of their own
 * outside the database and its backups. Erasing a person is destroying the key: every copy and backup then holds nothing readable of them.
 */
export interface MemberVault {
  /** The words sealed for this member. A member who was erased gets no key again: their words are replaced. */
  seal(memberId: string, words: Words): Words;
  /** The words of a member; null once they were erased. Words that were never sealed come back as they are. */
  open(memberId: string, words: Words): Words | null;
  /** Destroys the member's key, for good. False where it was destroyed already. */
  erase(memberId: string, atMs: number): boolean;
  close(): void;
}

export function openMemberVault(file: string, randomBytes: (size: number) => Uint8Array): MemberVault {
  const keys = new Database(file);
  chmodSync(file, 0o600);
  // A destroyed key must not live on in free pages or a log: what is deleted is overwritten, and there is no log beside the file.
  keys.pragma('journal_mode = DELETE');
  keys.pragma('secure_delete = ON');
  keys.pragma('synchronous = FULL');
  keys.pragma('busy_timeout = 5000');
  keys.exec('CREATE TABLE IF NOT EXISTS member_key (member_id TEXT PRIMARY KEY, key BLOB, erased_at_ms INTEGER) WITHOUT ROWID');
  const find = keys.prepare('SELECT key FROM member_key WHERE member_id = ?');
  const insert = keys.prepare('INSERT OR IGNORE INTO member_key VALUES (?, ?, NULL)');
  const destroy = keys.prepare('INSERT INTO member_key VALUES (@memberId, NULL, @atMs) ON CONFLICT (member_id) DO UPDATE SET key = NULL, erased_at_ms = @atMs WHERE key IS NOT NULL');
  const keyOf = (memberId: string): Buffer | null | undefined => (find.get(memberId) as { key: Buffer | null } | undefined)?.key;

  return {
    seal(memberId, words) {
      let key = keyOf(memberId);
      if (key === undefined) {
        insert.run(memberId, Buffer.from(randomBytes(KEY_BYTES)));
        key = keyOf(memberId)!;
      }
      if (key === null) return ERASED;
      return { zh: sealed(words.zh, memberId, key, randomBytes), en: sealed(words.en, memberId, key, randomBytes) };
    },
    open(memberId, words) {
      const key = keyOf(memberId);
      if (key === null) return null;
      if (!words.zh.startsWith(PREFIX)) return words;
      return key === undefined ? null : { zh: opened(words.zh, memberId, key), en: opened(words.en, memberId, key) };
    },
    erase: (memberId, atMs) => destroy.run({ memberId, atMs }).changes > 0,
    close: () => void keys.close(),
  };
}

function sealed(text: string, memberId: string, key: Buffer, randomBytes: (size: number) => Uint8Array): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(memberId));
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64');
}

function opened(text: string, memberId: string, key: Buffer): string {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(memberId));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
