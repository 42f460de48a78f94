import { createSign, createVerify } from 'node:crypto';
import { fail, ok, type Result } from 'retail-model/result.ts';

/** Parameters of the gateway, as strings. */
export type AlipayFields = Readonly<Record<string, string>>;

export interface AlipayAnswer {
  readonly code: string;
  readonly subCode: string;
  readonly detail: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
export interface AlipayError {
  readonly kind: 'alipay-malformed' | 'alipay-signature';
  readonly message: string;
}

/** What is signed: every non-empty parameter but `sign`, sorted by name, `name=value` joined by `&` (opendocs.alipay.com, "自行实现签名"). */
const alipaySignedText = (fields: AlipayFields): string =>
  Object.keys(fields).filter(name => name !== 'sign' && fields[name] !== '').sort((a, b) => (a < b ? -1 : 1)).map(name => `${name}=${fields[name]}`).join('&');

/** A form body with its RSA2 signature (SHA-256 with RSA, base64). `privateKeyPem` is PKCS#1 or PKCS#8. */
export const alipayForm = (fields: AlipayFields, privateKeyPem: string): string => {
  const sign = createSign('RSA-SHA256').update(alipaySignedText(fields), 'utf8').sign(privateKeyPem, 'base64');
  return new URLSearchParams({ ...fields, sign }).toString();
};

/**
 * Reads and verifies an answer. The signature covers the bytes of the response node exactly as they were sent, so it is cut out of the text
 * and not printed again from the parsed value.
 */
export const parseAlipayAnswer = (text: string, method: string, publicKeyPem: string): Result<AlipayAnswer, AlipayError> => {
  const malformed = (message: string): Result<never, AlipayError> => fail({ kind: 'alipay-malformed', message });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return malformed('The answer is not JSON');
  }
  if (!isRecord(document)) return malformed('The answer is not an object');
  const ownName = `${method.replaceAll('.', '_')}_response`;
  const name = ownName in document ? ownName : 'error_response';
  const node = document[name];
  if (!isRecord(node)) return malformed(`The answer has no ${ownName}`);
  const raw = rawObject(text, name);
  const sign = document['sign'];
  if (raw === null || typeof sign !== 'string' || !createVerify('RSA-SHA256').update(raw, 'utf8').verify(publicKeyPem, sign, 'base64')) {
    return fail({ kind: 'alipay-signature', message: 'The signature of the answer is missing or wrong' });
  }
  const subCode = textOf(node['sub_code']);
  return ok({ code: textOf(node['code']), subCode, detail: `${subCode} ${textOf(node['sub_msg']) || textOf(node['msg'])}`.trim(), fields: node });
};

/** Integer minor units as the yuan with two decimals that the provider writes. */
export const yuanOf = (amountMinor: number): string => `${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`;

/** The inverse; null for anything that is no amount. */
export const minorOfYuan = (value: unknown): number | null => {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(textOf(value));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of the object behind `"name":`, braces included. */
const rawObject = (text: string, name: string): string | null => {
  const start = text.indexOf('{', text.indexOf(`"${name}"`));
  let depth = 0;
  let inString = false;
  for (let at = start; at >= 0 && at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return null;
};
