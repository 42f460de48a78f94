import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { custodyOf, isSealedOnly, keepDatabaseKey } from './key-custody.ts';

/** Seals as the operating systems do, with a key of its own: AES-256-GCM. */
function keystoreOf(secret: Buffer) {
  return {
    isEncryptionAvailable: () => true,
    encryptString(text: string): Buffer {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    decryptString(bytes: Buffer): string {
      const cipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
    },
  };
}

test('a keystore that keeps no secret is not used', () => {
  expect(custodyOf('linux', true, 'basic_text')).toEqual({ kind: 'key-file', because: 'keystore-keeps-no-secret' });
  expect(custodyOf('linux', true, 'unknown').kind).toBe('key-file');
  expect(custodyOf('linux', true, 'gnome_libsecret').kind).toBe('keystore');
  expect(custodyOf('win32', true, null).kind).toBe('keystore');
  expect(custodyOf('win32', false, null)).toEqual({ kind: 'key-file', because: 'no-keystore' });
});

test('the key lies open only between a start and its ready, and comes back the same', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  const key = randomBytes(32);
  const keeping = keepDatabaseKey(folder, keystoreOf(randomBytes(32)));
  const keyFile = path.join(folder, 'database.key');
  keeping.open();
  expect(existsSync(keyFile)).toBe(false);
  writeFileSync(keyFile, key);
  expect(isSealedOnly(folder)).toBe(false);
  keeping.close();
  expect(existsSync(keyFile)).toBe(false);
  expect(isSealedOnly(folder)).toBe(true);
  expect(readFileSync(path.join(folder, 'database.key.sealed')).includes(key)).toBe(false);
  keeping.open();
  expect(readFileSync(keyFile)).toEqual(key);
});

test('a keystore of another user opens nothing, says so, and makes no new key', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  writeFileSync(path.join(folder, 'database.key'), randomBytes(32));
  keepDatabaseKey(folder, keystoreOf(randomBytes(32))).close();
  expect(() => keepDatabaseKey(folder, keystoreOf(randomBytes(32))).open()).toThrow('does not open');
  expect(existsSync(path.join(folder, 'database.key'))).toBe(false);
});

test('a keystore that gives back something else never becomes the only holder of the key', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  writeFileSync(path.join(folder, 'database.key'), randomBytes(32));
  const forgetful = { ...keystoreOf(randomBytes(32)), decryptString: () => 'something else' };
  expect(() => keepDatabaseKey(folder, forgetful).close()).toThrow('another key');
  expect(existsSync(path.join(folder, 'database.key'))).toBe(true);
});
