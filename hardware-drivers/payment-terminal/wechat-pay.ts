import type { HttpAnswer, HttpExchange, HttpFailure } from './http-exchange.ts';
import type { PaymentDecline, PaymentOutcome, PaymentProvider } from './payment-provider.ts';
import { parseWechatXml, wechatXml, type WechatFields, type WechatSignType } from './wechat-pay-codec.ts';

export interface WechatPayOptions {
  /** `https://api.mch.weixin.qq.com`, or where a stand-in listens. */
  readonly baseUrl: string;
  readonly appId: string;
  readonly merchantId: string;
  readonly apiKey: string;
  readonly signType: WechatSignType;
  /** The shop's own address as the provider wants to know it. */
  readonly storeIp: string;
}
export interface WechatPayParts {
  readonly exchange: HttpExchange;
  /** A text that never comes again, at most 32 characters of letters and digits. */
  readonly newNonce: () => string;
}

/**
 * WeChat Pay by pay code (付款码支付), API v2: micropay, orderquery, reverse, refund; XML over HTTPS.
 * Source: pay.weixin.qq.com/wiki/doc/api/micropay.php, chapters 9.10, 9.02, 9.11 and 9.04.
 */
export const openWechatPay = (parts: WechatPayParts, options: WechatPayOptions): PaymentProvider => {
  const ask = async (path: string, fields: WechatFields, signal: AbortSignal): Promise<WechatAnswer> => {
    const body = wechatXml({ appid: options.appId, mch_id: options.merchantId, nonce_str: parts.newNonce(), ...fields }, options.apiKey, options.signType);
    const answer = await parts.exchange({ url: `${options.baseUrl}${path}`, method: 'POST', contentType: 'text/xml; charset=utf-8', body }, signal);
    if (!answer.ok) return { kind: answer.error.kind, detail: answer.error.message };
    return readAnswer(answer.value, options);
  };

  return {
    name: 'wechat-pay',
    // 18 digits that begin with 10 to 15 (micropay.php, chapter 5_1).
    accepts: payCode => /^1[0-5]\d{16}$/.test(payCode),

    pay: async (request, signal) => {
      const answer = await ask('/pay/micropay', {
        body: request.subject, out_trade_no: request.intentId, total_fee: String(request.amountMinor), fee_type: request.currency,
        spbill_create_ip: options.storeIp, auth_code: request.payCode, device_info: request.terminalId,
      }, signal);
      if (answer.kind !== 'answer') return outcomeOfSilence(answer);
      const { fields } = answer;
      if (fields['result_code'] === 'SUCCESS') return approvalOf(fields, request.amountMinor);
      return outcomeOfError(fields);
    },

    query: async (intentId, signal) => {
      const answer = await ask('/pay/orderquery', { out_trade_no: intentId }, signal);
      // That the question was not sent says nothing of the payment asked about.
      if (answer.kind !== 'answer') return { outcome: 'unknown', detail: answer.detail };
      const { fields } = answer;
      if (fields['result_code'] !== 'SUCCESS') {
        return fields['err_code'] === 'ORDERNOTEXIST'
          ? { outcome: 'declined', reason: 'not-found', detail: detailOf(fields) }
          : { outcome: 'unknown', detail: detailOf(fields) };
      }
      return outcomeOfState(fields);
    },

    reverse: async (intentId, signal) => {
      const answer = await ask('/secapi/pay/reverse', { out_trade_no: intentId }, signal);
      if (answer.kind !== 'answer') return { outcome: 'unknown', detail: answer.detail };
      const { fields } = answer;
      if (fields['result_code'] === 'SUCCESS') return fields['recall'] === 'Y' ? { outcome: 'unknown', detail: 'the provider asks to reverse again' } : { outcome: 'reversed' };
      const isFinal = ['REVERSE_EXPIRE', 'TRADE_STATE_ERROR', 'INVALID_TRANSACTIONID'].includes(fields['err_code'] ?? '');
      return { outcome: isFinal ? 'refused' : 'unknown', detail: detailOf(fields) };
    },

    refund: async (request, signal) => {
      const answer = await ask('/secapi/pay/refund', {
        out_trade_no: request.intentId, out_refund_no: request.refundId, total_fee: String(request.paidMinor), refund_fee: String(request.refundMinor),
        refund_fee_type: request.currency, refund_desc: request.reason,
      }, signal);
      if (answer.kind === 'not-sent') return { outcome: 'refused', detail: answer.detail };
      if (answer.kind !== 'answer') return { outcome: 'unknown', detail: answer.detail };
      const { fields } = answer;
      if (fields['result_code'] === 'SUCCESS') {
        return { outcome: 'refunded', providerReference: fields['refund_id'] ?? '', refundMinor: minorOf(fields['refund_fee']) ?? request.refundMinor };
      }
      return { outcome: ['SYSTEMERROR', 'BIZERR_NEED_RETRY', 'FREQUENCY_LIMITED'].includes(fields['err_code'] ?? '') ? 'unknown' : 'refused', detail: detailOf(fields) };
    },
  };
};

type WechatAnswer =
  | { readonly kind: 'answer'; readonly fields: WechatFields }
  | { readonly kind: HttpFailure['kind']; readonly detail: string }
  /** `return_code` FAIL: the message itself was refused, nothing was done. */
  | { readonly kind: 'refused'; readonly detail: string };

const readAnswer = ({ status, text }: HttpAnswer, options: WechatPayOptions): WechatAnswer => {
  if (status !== 200) return { kind: 'no-answer', detail: `HTTP ${status}` };
  const parsed = parseWechatXml(text, options.apiKey, options.signType);
  if (!parsed.ok) return { kind: 'no-answer', detail: parsed.error.message };
  if (parsed.value['return_code'] === 'FAIL') return { kind: 'refused', detail: parsed.value['return_msg'] ?? 'refused without a reason' };
  return { kind: 'answer', fields: parsed.value };
};

const outcomeOfSilence = (answer: Exclude<WechatAnswer, { kind: 'answer' }>): PaymentOutcome => {
  if (answer.kind === 'not-sent') return { outcome: 'declined', reason: 'provider-unreachable', detail: answer.detail };
  if (answer.kind === 'refused') return { outcome: 'declined', reason: 'refused-by-provider', detail: answer.detail };
  return { outcome: 'unknown', detail: answer.detail };
};

const approvalOf = (fields: WechatFields, expectedMinor: number): PaymentOutcome => {
  const amountMinor = minorOf(fields['total_fee']);
  if (amountMinor !== expectedMinor) return { outcome: 'unknown', detail: `the provider names ${fields['total_fee']} instead of ${expectedMinor}` };
  return { outcome: 'approved', providerReference: fields['transaction_id'] ?? '', amountMinor };
};

/** Error codes of micropay (chapter 9.10): three mean "ask again", these mean no, and what is not listed is not guessed. */
const declineByErrorCode: Readonly<Record<string, PaymentDecline>> = {
  AUTHCODEEXPIRE: 'code-expired', AUTH_CODE_ERROR: 'code-invalid', AUTH_CODE_INVALID: 'code-invalid', NOTENOUGH: 'not-enough-money',
  BUYER_MISMATCH: 'code-invalid', ORDERCLOSED: 'closed', ORDERREVERSED: 'closed', TRADE_ERROR: 'refused-by-provider',
  PARAM_ERROR: 'refused-by-provider', LACK_PARAMS: 'refused-by-provider', SIGNERROR: 'refused-by-provider', NOTSUPORTCARD: 'refused-by-provider',
  APPID_NOT_EXIST: 'refused-by-provider', MCHID_NOT_EXIST: 'refused-by-provider', APPID_MCHID_NOT_MATCH: 'refused-by-provider',
  NOAUTH: 'refused-by-provider', INVALID_REQUEST: 'refused-by-provider', XML_FORMAT_ERROR: 'refused-by-provider', NOT_UTF8: 'refused-by-provider',
};

const outcomeOfError = (fields: WechatFields): PaymentOutcome => {
  const code = fields['err_code'] ?? '';
  if (code === 'USERPAYING') return { outcome: 'pending', detail: detailOf(fields) };
  const reason = declineByErrorCode[code];
  // SYSTEMERROR, BANKERROR, ORDERPAID, OUT_TRADE_NO_USED and whatever comes new: the query knows.
  return reason ? { outcome: 'declined', reason, detail: detailOf(fields) } : { outcome: 'unknown', detail: detailOf(fields) };
};

/** trade_state of orderquery (chapter 9.02). */
const outcomeOfState = (fields: WechatFields): PaymentOutcome => {
  const amountMinor = minorOf(fields['total_fee']);
  const detail = fields['trade_state_desc'] ?? fields['trade_state'] ?? '';
  switch (fields['trade_state']) {
    case 'SUCCESS': case 'REFUND':
      return amountMinor === null ? { outcome: 'unknown', detail: 'paid, but the amount is missing' }
        : { outcome: 'approved', providerReference: fields['transaction_id'] ?? '', amountMinor };
    // Not paid yet is not "never": only a reversal makes it certain.
    case 'USERPAYING': case 'NOTPAY': return { outcome: 'pending', detail };
    case 'CLOSED': case 'REVOKED': return { outcome: 'declined', reason: 'closed', detail };
    case 'PAYERROR': return { outcome: 'declined', reason: 'refused-by-provider', detail };
    default: return { outcome: 'unknown', detail };
  }
};

const minorOf = (text: string | undefined): number | null => (text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null);
const detailOf = (fields: WechatFields): string => `${fields['err_code'] ?? ''} ${fields['err_code_des'] ?? ''}`.trim();
