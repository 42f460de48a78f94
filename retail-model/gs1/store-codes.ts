import { gs1CheckDigit, hasValidCheckDigit } from './gtin.ts';

/**
 * The codes of the shop's own that a scanner may meet, in one place:
 *
 * | code     | form                                                         |
 * |----------|--------------------------------------------------------------|
 * | member   | `M`, 8 digits, GS1 check digit of those 8                    |
 * | receipt  | `R-` and the receipt number, or `https://<any host>/r/<number>` |
 * | coupon   | `C-` and 4 to 32 letters, digits or dashes                   |
 * | payment  | WeChat Pay: 18 digits from 10–15; Alipay: 16–24 digits from 25–30 |
 *
 * The payment forms are those of the providers' documents (WeChat Pay "micropay" auth_code, Alipay "alipay.trade.pay"
 * auth_code). They look like other numbers, so a lane takes them as payment only while it waits for one.
 */
export const readMemberCode = (text: string): { readonly memberCode: string; readonly valid: boolean } | null =>
  /^M\d{9}$/.test(text) ? { memberCode: text, valid: hasValidCheckDigit(text.slice(1)) } : null;

/** The member code of an 8-digit number. */
export const memberCodeOf = (number: string): string => `M${number}${gs1CheckDigit(number)}`;

export const readReceiptCode = (text: string): string | null =>
  /^(?:R-|https?:\/\/[^/\s?#]+\/r\/)([A-Za-z0-9][A-Za-z0-9-]{2,63})$/.exec(text)?.[1] ?? null;

export const readCouponCode = (text: string): string | null => /^C-([A-Za-z0-9-]{4,32})$/.exec(text)?.[1] ?? null;

export const readPaymentCode = (text: string): { readonly payCode: string; readonly provider: 'wechat-pay' | 'alipay' } | null => {
  if (/^1[0-5]\d{16}$/.test(text)) return { payCode: text, provider: 'wechat-pay' };
  return /^(?:2[5-9]|30)\d{14,22}$/.test(text) ? { payCode: text, provider: 'alipay' } : null;
};
