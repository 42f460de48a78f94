import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { escapeXml, parseBoundedXml } from '../bounded-xml.ts';

/** The parameters of one message, flat, as strings. */
export type WechatFields = Readonly<Record<string, string>>;
export type WechatSignType = 'MD5' | 'HMAC-SHA256';

/**
 * Signature of WeChat Pay API v2: every non-empty parameter but `sign`, sorted by name (ASCII), `name=value` joined by `&`, then
 * `&key=<API key>`; MD5 or HMAC-SHA256 with the key, upper-case hex. (pay.weixin.qq.com, "安全规范", chapter 4.3.)
 */
export const wechatSignature = (fields: WechatFields, apiKey: string, signType: WechatSignType): string => {
  const names = Object.keys(fields).filter(name => name !== 'sign' && fields[name] !== '').sort((a, b) => (a < b ? -1 : 1));
  const text = `${names.map(name => `${name}=${fields[name]}`).join('&')}&key=${apiKey}`;
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', apiKey);
  return hash.update(text, 'utf8').digest('hex').toUpperCase();
};

/** The body of a request: one flat `<xml>` element, signed. */
export const wechatXml = (fields: WechatFields, apiKey: string, signType: WechatSignType): string => {
  const signed = { ...fields, sign_type: signType };
  const all = { ...signed, sign: wechatSignature(signed, apiKey, signType) };
  return `<xml>${Object.entries(all).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('')}</xml>`;
};

export interface WechatError {
  readonly kind: 'wechat-malformed' | 'wechat-signature';
  readonly message: string;
}

/** Reads and verifies an answer. One with `return_code` FAIL carries no signature and says nothing of the payment. */
export const parseWechatXml = (text: string, apiKey: string, signType: WechatSignType): Result<WechatFields, WechatError> => {
  const document = parseBoundedXml(text);
  if (!document.ok) return fail({ kind: 'wechat-malformed', message: document.error.message });
  if (document.value.name !== 'xml') return fail({ kind: 'wechat-malformed', message: `The document is <${document.value.name}>, not <xml>` });
  const fields = Object.fromEntries(document.value.children.map(child => [child.name, child.text]));
  if (fields['return_code'] === 'FAIL') return ok(fields);
  if (fields['return_code'] !== 'SUCCESS') return fail({ kind: 'wechat-malformed', message: 'The answer has no return_code' });
  const expected = Buffer.from(wechatSignature(fields, apiKey, signType));
  const given = Buffer.from(fields['sign'] ?? '');
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    return fail({ kind: 'wechat-signature', message: 'The signature of the answer is wrong' });
  }
  return ok(fields);
};
