import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The part of Electron's `safeStorage` that is used. */
export interface SystemKeystore {
  isEncryptionAvailable(): boolean;
  encryptString(plainText: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

export type KeyCustody =
  /** The database key rests sealed by the operating system's keystore. */
  | { readonly kind: 'keystore' }
  /** It rests in a file that only its owner reads, as under systemd. */
  | { readonly kind: 'key-file'; readonly because: 'no-keystore' | 'keystore-keeps-no-secret' };

/**
 * Windows and a Linux desktop with a keyring keep a secret. Without a keyring Electron falls back to a key that is the same on every machine
 * (`basic_text`), which would only look like protection.
 */
export function custodyOf(platform: string, isAvailable: boolean, backend: string | null): KeyCustody {
  if (!isAvailable) return { kind: 'key-file', because: 'no-keystore' };
  if (platform === 'linux' && (backend === null || backend === 'basic_text' || backend === 'unknown')) return { kind: 'key-file', because: 'keystore-keeps-no-secret' };
  return { kind: 'keystore' };
}

const KEY_FILE = 'database.key';
const SEALED_FILE = 'database.key.sealed';

/** A sealed key without a keystore: starting would make a new key that opens nothing, so the store has to wait for a person. */
export const isSealedOnly = (keyFolder: string): boolean => existsSync(path.join(keyFolder, SEALED_FILE)) && !existsSync(path.join(keyFolder, KEY_FILE));

/**
 * Hands the database key over to the store runtime for its start and takes it away once the runtime has read it, so that a machine that is
 * switched off holds only the sealed one. `open` before each start, `close` at each `ready`.
 * Throws when a sealed key cannot be unsealed: a new key would open nothing, and the person has to restore the old one.
 */
export function keepDatabaseKey(keyFolder: string, keystore: SystemKeystore) {
  const keyFile = path.join(keyFolder, KEY_FILE);
  const sealedFile = path.join(keyFolder, SEALED_FILE);
  return {
    open(): void {
      if (existsSync(keyFile) || !existsSync(sealedFile)) return;
      mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
      let key: Buffer;
      try {
        key = Buffer.from(keystore.decryptString(readFileSync(sealedFile)), 'base64');
      } catch (error) {
        throw new Error(`The system’s keystore does not open ${sealedFile}: sign in as the user who set the store up, or put the kept copy of ${KEY_FILE} beside it`, { cause: error });
      }
      writeFileSync(keyFile, key, { mode: 0o600, flag: 'wx' });
    },
    /** Only a sealed copy that was read back is trusted with being the last one. */
    close(): void {
      if (!existsSync(keyFile)) return;
      const key = readFileSync(keyFile).toString('base64');
      const unfinished = `${sealedFile}.unfinished`;
      writeFileSync(unfinished, keystore.encryptString(key), { mode: 0o600 });
      if (keystore.decryptString(readFileSync(unfinished)) !== key) throw new Error(`The system’s keystore gives back another key than it was given; ${keyFile} stays`);
      renameSync(unfinished, sealedFile);
      rmSync(keyFile);
    },
  };
}
