import { z } from 'zod';
import type { AlipaySandbox } from './alipay-sandbox.ts';
import type { Charge, ChargeRefusal, PaymentFate, PaymentLedger } from './payment-ledger.ts';
import type { ApiAnswer } from './wechat-pay-api.ts';

const yuan = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d{1,9}(\.\d{1,2})?$/)).transform(fenOf);
const payContent = z.object({ out_trade_no: z.string().min(1).max(64), auth_code: z.string(), subject: z.string().min(1), total_amount: yuan });
const orderContent = z.object({ out_trade_no: z.string() });
const refundContent = z.object({ out_trade_no: z.string(), refund_amount: yuan, out_request_no: z.string().optional() });
const refundQueryContent = z.object({ out_trade_no: z.string(), out_request_no: z.string() });

const refusals: Record<ChargeRefusal, readonly [subCode: string, subMessage: string]> = {
  'number-used-for-another-amount': ['ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改'],
  'no-such-charge': ['ACQ.TRADE_NOT_EXIST', '交易不存在'],
  'not-paid': ['ACQ.TRADE_STATUS_ERROR', '交易状态不合法'],
  'refund-exceeds-charge': ['ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'],
  'refund-number-used': ['ACQ.DISCORDANT_REPEAT_REQUEST', '请求信息不一致'],
  'ledger-full': ['ACQ.SYSTEM_ERROR', '系统错误'],
};
const refused = ([subCode, subMessage]: readonly [string, string]) => ({ code: '40004', msg: 'Business Failed', sub_code: subCode, sub_msg: subMessage });
const success = { code: '10000', msg: 'Success' };

/** True when this form of `gateway.do` asks for money. */
export const isAlipayCharge = (form: URLSearchParams): boolean => form.get('method') === 'alipay.trade.pay';

/**
 * Alipay's face-to-face gateway (当面付): `POST /gateway.do` with a form of method and biz_content for alipay.trade.pay, .query,
 * .cancel, .refund and .fastpay.refund.query (opendocs.alipay.com, API 1.0). Amounts are yuan as text. Requests must be signed by the sandbox's
 * application, answers are signed by the gateway (RSA2).
 */
export function answerAlipay(form: URLSearchParams, sandbox: AlipaySandbox, ledger: PaymentLedger, fate: () => PaymentFate): ApiAnswer {
  const method = form.get('method') ?? '';
  const content = parsedJson(form.get('biz_content') ?? '');
  const answer = (() => {
    if (!sandbox.isFromApp(form)) return { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature', sub_msg: '无效签名' };
    switch (method) {
      case 'alipay.trade.pay': return withContent(payContent, content, (order) => pay(order, ledger, fate));
      case 'alipay.trade.query': return withContent(orderContent, content, (order) => query(order.out_trade_no, ledger));
      case 'alipay.trade.cancel': return withContent(orderContent, content, (order) => cancel(order.out_trade_no, ledger));
      case 'alipay.trade.refund': return withContent(refundContent, content, (order) => refund(order, ledger));
      case 'alipay.trade.fastpay.refund.query': return withContent(refundQueryContent, content, (order) => findRefund(order, ledger));
      default: return { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-method', sub_msg: '不存在的方法名' };
    }
  })();
  return { status: 200, body: sandbox.signedBody(`${method.replaceAll('.', '_')}_response`, answer) };
}

function withContent<T>(schema: z.ZodType<T>, content: unknown, act: (order: T) => object): object {
  const parsed = schema.safeParse(content);
  if (parsed.success) return act(parsed.data);
  return { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-parameter', sub_msg: `参数无效: ${parsed.error.issues[0]?.path.join('.')}` };
}

function pay(order: z.output<typeof payContent>, ledger: PaymentLedger, fate: () => PaymentFate): object {
  // Pay codes are 16 to 24 digits beginning 25 to 30.
  if (!/^(2[5-9]|30)\d{14,22}$/.test(order.auth_code)) return refused(['ACQ.PAYMENT_AUTH_CODE_INVALID', '支付授权码无效']);
  const charged = ledger.charge({ channel: 'alipay', outTradeNo: order.out_trade_no, authCode: order.auth_code, amountMinor: order.total_amount, currency: 'CNY' }, fate());
  if (!charged.ok) return refused(refusals[charged.error]);
  if (charged.value.state === 'declined') return refused(['ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足']);
  if (charged.value.state === 'closed') return refused(['ACQ.TRADE_HAS_CLOSE', '交易已经关闭']);
  if (charged.value.state === 'user-paying') return { code: '10003', msg: 'order success pay inprocess', ...trade(charged.value) };
  return { ...success, ...trade(charged.value), receipt_amount: yuanOf(charged.value.amountMinor), gmt_payment: chinaTime(charged.value.decidedAtMs!) };
}

function query(outTradeNo: string, ledger: PaymentLedger): object {
  const found = ledger.find(outTradeNo);
  if (found === undefined || found.channel !== 'alipay') return refused(refusals['no-such-charge']);
  const tradeStatus = { 'user-paying': 'WAIT_BUYER_PAY', paid: refundedMinor(found) === found.amountMinor ? 'TRADE_CLOSED' : 'TRADE_SUCCESS', declined: 'TRADE_CLOSED', closed: 'TRADE_CLOSED' }[found.state];
  return { ...success, ...trade(found), trade_status: tradeStatus };
}

function cancel(outTradeNo: string, ledger: PaymentLedger): object {
  const reversed = ledger.reverse(outTradeNo);
  // Cancelling what was never seen is a success without a trade number: nothing can be charged any more.
  if (!reversed.ok) return { ...success, out_trade_no: outTradeNo, retry_flag: 'N' };
  return { ...success, ...trade(reversed.value.charge), retry_flag: 'N', action: reversed.value.wasPaid ? 'refund' : 'close' };
}

function refund(order: z.output<typeof refundContent>, ledger: PaymentLedger): object {
  const refunded = ledger.refund({ outTradeNo: order.out_trade_no, outRefundNo: order.out_request_no ?? order.out_trade_no, amountMinor: order.refund_amount });
  if (!refunded.ok) return refused(refusals[refunded.error]);
  return { ...success, ...trade(refunded.value.charge), fund_change: refunded.value.isNew ? 'Y' : 'N', refund_fee: yuanOf(refundedMinor(refunded.value.charge)) };
}

function findRefund(order: z.output<typeof refundQueryContent>, ledger: PaymentLedger): object {
  const given = ledger.find(order.out_trade_no)?.refunds.find(({ outRefundNo }) => outRefundNo === order.out_request_no);
  // A refund that is not there is a success without refund_status.
  if (given === undefined) return { ...success };
  return { ...success, out_trade_no: order.out_trade_no, out_request_no: order.out_request_no, refund_status: 'REFUND_SUCCESS', refund_amount: yuanOf(given.amountMinor) };
}

const refundedMinor = (found: Charge): number => found.refunds.reduce((sum, given) => sum + given.amountMinor, 0);
const trade = (found: Charge) => ({
  trade_no: found.transactionId, out_trade_no: found.outTradeNo, buyer_logon_id: 'sim***@example.com', buyer_user_id: '2088000000000000',
  total_amount: yuanOf(found.amountMinor),
});
const yuanOf = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
function fenOf(text: string): number {
  const [whole, part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
const chinaTime = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
