import 'reflect-metadata';
import { webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

/** What an HTTPS listener needs, and what a person compares when another machine is paired. */
export interface ServerIdentity { readonly certificatePem: string; readonly privateKeyPem: string; readonly authorityPem: string; readonly authorityFingerprint: string }

const YEAR_MS = 365 * 24 * 3_600_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Browsers refuse server certificates that are valid for longer (CA/Browser Forum, 398 days). */
const SERVER_VALID_MS = 397 * 24 * 3_600_000;
const RENEW_BEFORE_MS = 30 * 24 * 3_600_000;

/**
 * The store's own certificate authority: made at the first start, its key readable by the owner only, kept beside the store's other keys.
 * Signs one server certificate for the machine's present names and addresses and renews it before it ends.
 */
export async function openServerIdentity(parts: { readonly keyFolder: string; readonly storeId: string; readonly names: readonly string[]; readonly addresses: readonly string[]; readonly nowMs: () => number; readonly randomBytes: (size: number) => Uint8Array }): Promise<ServerIdentity> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  mkdirSync(parts.keyFolder, { recursive: true, mode: 0o700 });
  const file = (name: string): string => path.join(parts.keyFolder, name);
  const authority = await openAuthority(parts, file('authority.pem'), file('authority-key.pem'));
  const wanted = [...parts.names, ...parts.addresses].sort().join(',');
  if (existsSync(file('server.pem')) && existsSync(file('server-names.txt')) && readFileSync(file('server-names.txt'), 'utf8') === wanted) {
    const kept = readFileSync(file('server.pem'), 'utf8');
    if (Date.parse(new NodeCertificate(kept).validTo) - parts.nowMs() > RENEW_BEFORE_MS) return identity(authority, kept, readFileSync(file('server-key.pem'), 'utf8'));
  }
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(parts.randomBytes(16)).toString('hex'),
    subject: `CN=Mendian ${parts.storeId}`,
    issuer: authority.certificate.subject,
    notBefore: new Date(parts.nowMs() - 24 * 3_600_000),
    notAfter: new Date(parts.nowMs() + SERVER_VALID_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey as CryptoKey,
    signingKey: authority.signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([...parts.names.map((value) => ({ type: 'dns' as const, value })), ...parts.addresses.map((value) => ({ type: 'ip' as const, value }))]),
    ],
  });
  const certificatePem = certificate.toString('pem');
  const privateKeyPem = await keyPem(keys.privateKey as CryptoKey);
  writeFileSync(file('server-key.pem'), privateKeyPem, { mode: 0o600 });
  writeFileSync(file('server.pem'), certificatePem);
  writeFileSync(file('server-names.txt'), wanted);
  return identity(authority, certificatePem, privateKeyPem);
}

interface Authority { readonly certificate: x509.X509Certificate; readonly signingKey: CryptoKey }

async function openAuthority(parts: { readonly storeId: string; readonly nowMs: () => number; readonly randomBytes: (size: number) => Uint8Array }, certificateFile: string, keyFile: string): Promise<Authority> {
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    const der = Buffer.from(readFileSync(keyFile, 'utf8').replace(/-----[^-]+-----|\s/g, ''), 'base64');
    return { certificate: new x509.X509Certificate(readFileSync(certificateFile, 'utf8')), signingKey: (await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign'])) as CryptoKey };
  }
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: Buffer.from(parts.randomBytes(16)).toString('hex'),
    name: `CN=Mendian store ${parts.storeId} authority`,
    notBefore: new Date(parts.nowMs() - 24 * 3_600_000),
    notAfter: new Date(parts.nowMs() + 10 * YEAR_MS),
    signingAlgorithm: ALGORITHM,
    keys: keys as CryptoKeyPair,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true)],
  });
  writeFileSync(keyFile, await keyPem(keys.privateKey as CryptoKey), { mode: 0o600 });
  writeFileSync(certificateFile, certificate.toString('pem'));
  return { certificate, signingKey: keys.privateKey as CryptoKey };
}

const identity = ({ certificate }: Authority, certificatePem: string, privateKeyPem: string): ServerIdentity => {
  const authorityPem = certificate.toString('pem');
  return { certificatePem, privateKeyPem, authorityPem, authorityFingerprint: new NodeCertificate(authorityPem).fingerprint256 };
};

async function keyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
