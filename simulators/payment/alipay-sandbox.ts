import { createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';

/** What Alipay gives a developer for its sandbox: an application with a key of its own, and the gateway's public key. Invented at each start. */
export type AlipayCredentials = { readonly appId: string; readonly appPrivateKeyPem: string; readonly alipayPublicKeyPem: string };

const rsaBits = 2048;

/** The gateway's side of RSA2 (SHA-256 with RSA, base64; opendocs.alipay.com "自行实现签名"). */
export function openAlipaySandbox() {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: rsaBits, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  const app = pair();
  const gateway = pair();
  const appPublicKey = createPublicKey(app.publicKey);
  const credentials: AlipayCredentials = { appId: '9021000000000000', appPrivateKeyPem: app.privateKey, alipayPublicKeyPem: gateway.publicKey };
  return {
    credentials,
    /** Whether the application signed this form: every non-empty parameter but `sign`, sorted by name, joined by `&`. */
    isFromApp(form: URLSearchParams): boolean {
      const signed = [...form].filter(([name, value]) => name !== 'sign' && value !== '').sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join('&');
      return form.get('app_id') === credentials.appId && form.get('sign_type') === 'RSA2' && createVerify('RSA-SHA256').update(signed, 'utf8').verify(appPublicKey, form.get('sign') ?? '', 'base64');
    },
    /** An answer's body: the signature covers the text of the response node as it is sent. */
    signedBody(nodeName: string, node: object): Readonly<Record<string, unknown>> {
      return { [nodeName]: node, sign: createSign('RSA-SHA256').update(JSON.stringify(node), 'utf8').sign(gateway.privateKey, 'base64') };
    },
  };
}
export type AlipaySandbox = ReturnType<typeof openAlipaySandbox>;
