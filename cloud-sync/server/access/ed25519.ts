import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

/** Ed25519 (RFC 8032) with raw keys in base64url, as they travel. The DER heads are those of RFC 8410 §7 and §4. */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** `seed`: the 32 secret bytes, base64url. */
export interface SigningKey { readonly publicKey: string; sign(text: string): string }

export function signingKey(seed: string): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, Buffer.from(seed, 'base64url')]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEAD.length).toString('base64url');
  return { publicKey, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** False for a wrong signature and for a key or signature that is none. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
