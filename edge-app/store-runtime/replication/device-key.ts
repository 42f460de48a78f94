import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** The head of an Ed25519 public key in DER (RFC 8410 §4); the 32 raw bytes follow. */
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** The raw public key of a private one, base64url, as it travels. */
export const rawPublicKey = (privateKey: KeyObject): string => createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD.length).toString('base64url');

export const signText = (privateKey: KeyObject, text: string): string => sign(null, Buffer.from(text), privateKey).toString('base64url');

/** False for a wrong signature and for what is no key or no signature. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
