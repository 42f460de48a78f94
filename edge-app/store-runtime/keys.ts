import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface StoreKeys {
  /** 32 raw bytes that the database is encrypted with. */
  readonly databaseKey: Uint8Array;
  readonly signHead: (bytes: Uint8Array) => string;
  readonly devicePrivateKey: KeyObject;
  readonly devicePublicKeyPem: string;
  readonly keyId: string;
}

/**
 * The appliance's own keys, in files that only their owner may read, outside the database's folder: a stolen copy of the database opens nothing.
 * Made at the first start; `seed` gives them in demonstrations, where a day must repeat.
 */
export function openStoreKeys(folder: string, randomBytes: (size: number) => Uint8Array, deviceKeySeed: Uint8Array | null): StoreKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const databaseKey = keyFile(databaseKeyFileOf(folder), () => randomBytes(32));
  const pem = keyFile(path.join(folder, 'device-ed25519.pem'), () => Buffer.from(newDeviceKey(deviceKeySeed).export({ type: 'pkcs8', format: 'pem' }) as string));
  const devicePrivateKey = createPrivateKey(Buffer.from(pem).toString('utf8'));
  const devicePublicKeyPem = createPublicKey(devicePrivateKey).export({ type: 'spki', format: 'pem' }) as string;
  if (databaseKey.length !== 32) throw new Error(`The database key in ${folder} has ${databaseKey.length} bytes and not 32: restore it from where you keep it, or the database stays closed`);
  return { databaseKey, devicePrivateKey, devicePublicKeyPem, keyId: 'device', signHead: (bytes) => sign(null, bytes, devicePrivateKey).toString('base64url') };
}

/** The key file of the store's database, in the folder of its keys. */
export const databaseKeyFileOf = (folder: string): string => path.join(folder, 'database.key');

/** RFC 8410: an Ed25519 private key in PKCS#8 is this prefix and the 32 bytes of its seed. */
const PKCS8_ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

function newDeviceKey(seed: Uint8Array | null): KeyObject {
  if (!seed) return generateKeyPairSync('ed25519').privateKey;
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function keyFile(file: string, make: () => Uint8Array): Uint8Array {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return readFileSync(file);
}
