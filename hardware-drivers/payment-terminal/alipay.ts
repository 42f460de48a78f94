import { alipayForm, minorOfYuan, parseAlipayAnswer, textOf, yuanOf, type AlipayAnswer } from './alipay-codec.ts';
import type { HttpExchange, HttpFailure } from './http-exchange.ts';
import type { PaymentDecline, PaymentOutcome, PaymentProvider } from './payment-provider.ts';

export interface AlipayOptions {
  /** `https://openapi.alipay.com`, or where a stand-in listens. */
  readonly baseUrl: string;
  readonly appId: string;
  /** PEM of the shop's private key, PKCS#1 or PKCS#8. */
  readonly privateKeyPem: string;
  /** PEM of the provider's public key. */
  readonly alipayPublicKeyPem: string;
}
export interface AlipayParts {
  readonly exchange: HttpExchange;
  readonly nowMs: () => number;
}

/**
 * Alipay by pay code (当面付 条码支付): alipay.trade.pay, query, cancel, refund and fastpay.refund.query over the open gateway, JSON with
 * RSA2 signatures. Source: opendocs.alipay.com, 当面付 API list.
 */
export const openAlipay = (parts: AlipayParts, options: AlipayOptions): PaymentProvider => {
  const ask = async (method: string, content: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Asked> => {
    const body = alipayForm({
      app_id: options.appId, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', version: '1.0',
      timestamp: beijingTime(parts.nowMs()), biz_content: JSON.stringify(content),
    }, options.privateKeyPem);
    const answer = await parts.exchange({ url: `${options.baseUrl}/gateway.do?charset=utf-8`, method: 'POST', contentType: 'application/x-www-form-urlencoded;charset=utf-8', body }, signal);
    if (!answer.ok) return { kind: answer.error.kind, detail: answer.error.message };
    if (answer.value.status !== 200) return { kind: 'no-answer', detail: `HTTP ${answer.value.status}` };
    const parsed = parseAlipayAnswer(answer.value.text, method, options.alipayPublicKeyPem);
    return parsed.ok ? { kind: 'answer', answer: parsed.value } : { kind: 'no-answer', detail: parsed.error.message };
  };

  return {
    name: 'alipay',
    // 16 to 24 digits that begin with 25 to 30.
    accepts: payCode => /^(?:2[5-9]|30)\d{14,22}$/.test(payCode),

    pay: async (request, signal) => {
      const asked = await ask('alipay.trade.pay', {
        out_trade_no: request.intentId, scene: 'bar_code', auth_code: request.payCode, subject: request.subject,
        total_amount: yuanOf(request.amountMinor), terminal_id: request.terminalId, timeout_express: '2m',
      }, signal);
      if (asked.kind === 'not-sent') return { outcome: 'declined', reason: 'provider-unreachable', detail: asked.detail };
      if (asked.kind !== 'answer') return { outcome: 'unknown', detail: asked.detail };
      const { answer } = asked;
      if (answer.code === '10000') return approvalOf(answer, request.amountMinor);
      if (answer.code === '10003') return { outcome: 'pending', detail: answer.detail };
      const reason = gatewayRefusals.has(answer.code) ? 'refused-by-provider' : declineBySubCode[answer.subCode];
      return answer.code !== '20000' && reason ? { outcome: 'declined', reason, detail: answer.detail } : { outcome: 'unknown', detail: answer.detail };
    },

    query: async (intentId, signal) => {
      const asked = await ask('alipay.trade.query', { out_trade_no: intentId }, signal);
      if (asked.kind !== 'answer') return { outcome: 'unknown', detail: asked.detail };
      const { answer } = asked;
      if (answer.code === '40004' && answer.subCode === 'ACQ.TRADE_NOT_EXIST') return { outcome: 'declined', reason: 'not-found', detail: answer.detail };
      if (answer.code !== '10000') return { outcome: 'unknown', detail: answer.detail };
      const status = textOf(answer.fields['trade_status']);
      switch (status) {
        case 'TRADE_SUCCESS': case 'TRADE_FINISHED': return approvalOf(answer, null);
        case 'WAIT_BUYER_PAY': return { outcome: 'pending', detail: status };
        case 'TRADE_CLOSED': return { outcome: 'declined', reason: 'closed', detail: status };
        default: return { outcome: 'unknown', detail: status };
      }
    },

    reverse: async (intentId, signal) => {
      const asked = await ask('alipay.trade.cancel', { out_trade_no: intentId }, signal);
      if (asked.kind !== 'answer') return { outcome: 'unknown', detail: asked.detail };
      const { answer } = asked;
      if (answer.code === '10000') return answer.fields['retry_flag'] === 'Y' ? { outcome: 'unknown', detail: 'the provider asks to cancel again' } : { outcome: 'reversed' };
      const isFinal = ['ACQ.TRADE_CANCEL_TIME_OUT', 'ACQ.TRADE_HAS_FINISHED', 'ACQ.REASON_TRADE_BEEN_FREEZEN', 'ACQ.SELLER_BALANCE_NOT_ENOUGH'].includes(answer.subCode);
      return { outcome: isFinal ? 'refused' : 'unknown', detail: answer.detail };
    },

    refund: async (request, signal) => {
      const asked = await ask('alipay.trade.refund', {
        out_trade_no: request.intentId, out_request_no: request.refundId, refund_amount: yuanOf(request.refundMinor), refund_reason: request.reason,
      }, signal);
      if (asked.kind === 'not-sent') return { outcome: 'refused', detail: asked.detail };
      if (asked.kind !== 'answer') return { outcome: 'unknown', detail: asked.detail };
      const { answer } = asked;
      const refunded = { outcome: 'refunded', providerReference: textOf(answer.fields['trade_no']), refundMinor: request.refundMinor } as const;
      if (answer.code === '10000' && answer.fields['fund_change'] === 'Y') return refunded;
      if (answer.code !== '10000') return { outcome: answer.code === '20000' || answer.subCode === 'ACQ.SYSTEM_ERROR' ? 'unknown' : 'refused', detail: answer.detail };
      // No money moved by this message: a repeated one of a refund that was done, or one not done yet.
      const found = await ask('alipay.trade.fastpay.refund.query', { out_trade_no: request.intentId, out_request_no: request.refundId }, signal);
      const isDone = found.kind === 'answer' && found.answer.code === '10000' && found.answer.fields['refund_status'] === 'REFUND_SUCCESS';
      return isDone ? refunded : { outcome: 'unknown', detail: 'the provider took the refund and does not confirm it yet' };
    },
  };
};

type Asked = { readonly kind: 'answer'; readonly answer: AlipayAnswer } | { readonly kind: HttpFailure['kind']; readonly detail: string };

/** `expectedMinor` null when only the provider knows. */
const approvalOf = (answer: AlipayAnswer, expectedMinor: number | null): PaymentOutcome => {
  const amountMinor = minorOfYuan(answer.fields['total_amount']);
  if (amountMinor === null || (expectedMinor !== null && amountMinor !== expectedMinor)) {
    return { outcome: 'unknown', detail: `the provider names ${textOf(answer.fields['total_amount']) || 'no amount'}` };
  }
  return { outcome: 'approved', providerReference: textOf(answer.fields['trade_no']), amountMinor };
};

/** Refused before any business began: no right, missing or wrong parameter, not signed up. */
const gatewayRefusals: ReadonlySet<string> = new Set(['20001', '40001', '40002', '40006']);

/** Business errors of alipay.trade.pay that mean no; what is not listed is queried, not guessed. */
const declineBySubCode: Readonly<Record<string, PaymentDecline>> = {
  'ACQ.PAYMENT_AUTH_CODE_INVALID': 'code-invalid', 'ACQ.SOUNDWAVE_PARSER_FAIL': 'code-invalid', 'ACQ.BUYER_BALANCE_NOT_ENOUGH': 'not-enough-money',
  'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH': 'not-enough-money', 'ACQ.TRADE_HAS_CLOSE': 'closed', 'ACQ.PAYMENT_FAIL': 'refused-by-provider',
  'ACQ.BUYER_SELLER_EQUAL': 'refused-by-provider', 'ACQ.TRADE_BUYER_NOT_MATCH': 'refused-by-provider', 'ACQ.BUYER_ENABLE_STATUS_FORBID': 'refused-by-provider',
  'ACQ.PULL_MOBILE_CASHIER_FAIL': 'refused-by-provider', 'ACQ.MOBILE_PAYMENT_SWITCH_OFF': 'refused-by-provider', 'ACQ.INVALID_PARAMETER': 'refused-by-provider',
  'ACQ.ACCESS_FORBIDDEN': 'refused-by-provider', 'ACQ.TOTAL_FEE_EXCEED': 'refused-by-provider', 'ACQ.PAYMENT_REQUEST_HAS_RISK': 'refused-by-provider',
};

/** "yyyy-MM-dd HH:mm:ss" at UTC+8, which is what the gateway reads. */
const beijingTime = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
