import { z } from 'zod';
import type { Charge, ChargeRefusal, PaymentFate, PaymentLedger } from './payment-ledger.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

const payRequest = z.object({
  appid: z.string().min(1), mchid: z.string().min(1), description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[\w\-*]{6,32}$/),
  payer: z.object({ auth_code: z.string() }),
  amount: z.object({ total: z.number().int().positive(), currency: z.string().default('CNY') }),
});
const refundRequest = z.object({
  out_trade_no: z.string(), out_refund_no: z.string().min(1).max(64),
  amount: z.object({ refund: z.number().int().positive(), total: z.number().int().positive(), currency: z.string() }),
});

const refusals: Record<ChargeRefusal, readonly [status: number, code: string, message: string]> = {
  'number-used-for-another-amount': [403, 'OUT_TRADE_NO_USED', '商户订单号重复'],
  'no-such-charge': [404, 'ORDER_NOT_EXIST', '订单不存在'],
  'not-paid': [403, 'TRADE_ERROR', '订单未支付'],
  'refund-exceeds-charge': [403, 'INVALID_REQUEST', '退款金额超限'],
  'refund-number-used': [403, 'INVALID_REQUEST', '商户退款单号重复'],
  'ledger-full': [500, 'SYSTEM_ERROR', '系统错误'],
};
const refused = (status: number, code: string, message: string): ApiAnswer => ({ status, body: { code, message } });
const refusedAs = (refusal: ChargeRefusal): ApiAnswer => refused(...refusals[refusal]);

/** The path of a WeChat Pay API v3 request, without the query. */
export const isWechatPayPath = (path: string): boolean => path.startsWith('/v3/pay/transactions/') || path.startsWith('/v3/refund/domestic/refunds');
export const isWechatPayCharge = (path: string): boolean => path === '/v3/pay/transactions/codepay';

/**
 * WeChat Pay API v3 for a pay code (付款码支付): POST codepay, GET by out_trade_no, POST reverse, POST and GET refunds.
 * Source: pay.weixin.qq.com/doc/v3/merchant/4012382150 (codepay), 4013070356 (query). Amounts are in fen.
 * Signatures are neither checked nor made.
 */
export function answerWechatPay(request: { method: string; path: string; body: unknown }, ledger: PaymentLedger, fate: () => PaymentFate): ApiAnswer {
  const { method, path } = request;
  if (method === 'POST' && isWechatPayCharge(path)) return charge(request.body, ledger, fate);
  const order = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/reverse)?$/.exec(path);
  if (order !== null && method === 'GET' && order[2] === undefined) return query(decodeURIComponent(order[1]!), ledger);
  if (order !== null && method === 'POST' && order[2] !== undefined) {
    const reversed = ledger.reverse(decodeURIComponent(order[1]!));
    return reversed.ok ? { status: 200, body: { out_trade_no: reversed.value.charge.outTradeNo } } : refusedAs(reversed.error);
  }
  if (method === 'POST' && path === '/v3/refund/domestic/refunds') return refund(request.body, ledger);
  const refundPath = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(path);
  if (method === 'GET' && refundPath !== null) return findRefund(decodeURIComponent(refundPath[1]!), ledger);
  return refused(404, 'RESOURCE_NOT_EXISTS', '请求的资源不存在');
}

function charge(body: unknown, ledger: PaymentLedger, fate: () => PaymentFate): ApiAnswer {
  const parsed = payRequest.safeParse(body);
  if (!parsed.success) return refused(400, 'PARAM_ERROR', `参数错误: ${parsed.error.issues[0]?.path.join('.')}`);
  const { out_trade_no: outTradeNo, payer, amount } = parsed.data;
  // Pay codes are 18 digits beginning 10 to 15.
  if (!/^1[0-5]\d{16}$/.test(payer.auth_code)) return refused(400, 'AUTH_CODE_INVALID', '付款码无效');
  const charged = ledger.charge({ channel: 'wechat-pay', outTradeNo, authCode: payer.auth_code, amountMinor: amount.total, currency: amount.currency }, fate());
  if (!charged.ok) return refusedAs(charged.error);
  if (charged.value.state === 'user-paying') return refused(202, 'USERPAYING', '需要用户输入支付密码');
  if (charged.value.state === 'declined') return refused(403, 'NOT_ENOUGH', '余额不足');
  if (charged.value.state === 'closed') return refused(400, 'ORDER_CLOSED', '订单已关闭');
  return { status: 200, body: transaction(charged.value, parsed.data) };
}

function query(outTradeNo: string, ledger: PaymentLedger): ApiAnswer {
  const found = ledger.find(outTradeNo);
  return found === undefined || found.channel !== 'wechat-pay' ? refusedAs('no-such-charge') : { status: 200, body: transaction(found, null) };
}

function refund(body: unknown, ledger: PaymentLedger): ApiAnswer {
  const parsed = refundRequest.safeParse(body);
  if (!parsed.success) return refused(400, 'PARAM_ERROR', `参数错误: ${parsed.error.issues[0]?.path.join('.')}`);
  const refunded = ledger.refund({ outTradeNo: parsed.data.out_trade_no, outRefundNo: parsed.data.out_refund_no, amountMinor: parsed.data.amount.refund });
  return refunded.ok ? { status: 200, body: refundOf(refunded.value.charge, refunded.value.refund) } : refusedAs(refunded.error);
}

function findRefund(outRefundNo: string, ledger: PaymentLedger): ApiAnswer {
  for (const found of ledger.charges()) {
    const given = found.refunds.find((candidate) => candidate.outRefundNo === outRefundNo);
    if (given !== undefined) return { status: 200, body: refundOf(found, given) };
  }
  return refused(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
}

/** `REVOKED` is what a reversed pay-code order is called; `REFUND` one that was given back in part or whole. */
function tradeState(found: Charge): string {
  if (found.state === 'user-paying') return 'USERPAYING';
  if (found.state === 'declined') return 'PAYERROR';
  if (found.state === 'closed') return 'REVOKED';
  return found.refunds.length > 0 ? 'REFUND' : 'SUCCESS';
}

function transaction(found: Charge, merchant: { appid: string; mchid: string } | null) {
  return {
    ...(merchant === null ? {} : { appid: merchant.appid, mchid: merchant.mchid }),
    out_trade_no: found.outTradeNo,
    ...(found.state === 'user-paying' || found.state === 'declined' ? {} : { transaction_id: found.transactionId, success_time: chinaTime(found.decidedAtMs!) }),
    trade_type: 'MICROPAY',
    trade_state: tradeState(found),
    trade_state_desc: { SUCCESS: '支付成功', USERPAYING: '需要用户输入支付密码', PAYERROR: '支付失败', REVOKED: '已撤销', REFUND: '转入退款' }[tradeState(found)],
    bank_type: 'OTHERS',
    payer: { openid: 'simulated-payer' },
    amount: { total: found.amountMinor, payer_total: found.amountMinor, currency: found.currency, payer_currency: found.currency },
  };
}

const refundOf = (found: Charge, given: Charge['refunds'][number]) => ({
  refund_id: given.refundId, out_refund_no: given.outRefundNo, transaction_id: found.transactionId, out_trade_no: found.outTradeNo,
  channel: 'ORIGINAL', user_received_account: '支付用户零钱', status: 'SUCCESS', success_time: chinaTime(given.atMs), create_time: chinaTime(given.atMs),
  amount: { total: found.amountMinor, refund: given.amountMinor, payer_total: found.amountMinor, payer_refund: given.amountMinor, currency: found.currency },
});

/** RFC 3339 with +08:00, as the API writes times. */
const chinaTime = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');
