import { createHmac } from 'node:crypto';
import type { Charge, PaymentFate, PaymentLedger } from './payment-ledger.ts';

/** The API key of the demonstration's merchant: v2 signs both ways with it. */
export const DEMO_API_KEY = 'demo-store-demo-store-demo-store';

const paths = new Set(['/pay/micropay', '/pay/orderquery', '/secapi/pay/reverse', '/secapi/pay/refund']);
export const isWechatPayV2Path = (path: string): boolean => paths.has(path);
export const isWechatPayV2Charge = (path: string): boolean => path === '/pay/micropay';

type Fields = Readonly<Record<string, string>>;

/**
 * WeChat Pay API v2 for a pay code: micropay, orderquery, reverse and refund, one flat `<xml>` each way, signed HMAC-SHA256.
 * Source: pay.weixin.qq.com/wiki/doc/api/micropay.php, chapters 9.10, 9.02, 9.11, 9.04; signature chapter 4.3. Amounts are in fen.
 */
export function answerWechatPayV2(path: string, text: string, ledger: PaymentLedger, fate: () => PaymentFate): string {
  const asked = fieldsOf(text);
  if (asked === null) return plainRefusal('XML格式错误');
  if (signatureOf(asked) !== asked['sign']) return plainRefusal('签名错误');
  const answer = (() => {
    switch (path) {
      case '/pay/micropay': return micropay(asked, ledger, fate);
      case '/pay/orderquery': return orderQuery(asked, ledger);
      case '/secapi/pay/reverse': return reverse(asked, ledger);
      default: return refund(asked, ledger);
    }
  })();
  return signed({ return_code: 'SUCCESS', return_msg: 'OK', appid: asked['appid'] ?? '', mch_id: asked['mch_id'] ?? '', nonce_str: asked['nonce_str'] ?? '', ...answer });
}

const failed = (errCode: string, words: string): Fields => ({ result_code: 'FAIL', err_code: errCode, err_code_des: words });

function micropay(asked: Fields, ledger: PaymentLedger, fate: () => PaymentFate): Fields {
  const amountMinor = Number(asked['total_fee']);
  if (!Number.isInteger(amountMinor) || amountMinor <= 0 || !asked['out_trade_no']) return failed('PARAM_ERROR', '参数错误');
  if (!/^1[0-5]\d{16}$/.test(asked['auth_code'] ?? '')) return failed('AUTH_CODE_INVALID', '授权码检验错误');
  const charged = ledger.charge({ channel: 'wechat-pay', outTradeNo: asked['out_trade_no'], authCode: asked['auth_code']!, amountMinor, currency: asked['fee_type'] ?? 'CNY' }, fate());
  if (!charged.ok) return failed(charged.error === 'number-used-for-another-amount' ? 'OUT_TRADE_NO_USED' : 'SYSTEMERROR', '商户订单号重复');
  switch (charged.value.state) {
    case 'paid': return paid(charged.value);
    case 'user-paying': return failed('USERPAYING', '用户支付中，需要输入密码');
    case 'declined': return failed('NOTENOUGH', '余额不足');
    case 'closed': return failed('ORDERREVERSED', '订单已撤销');
  }
}

function orderQuery(asked: Fields, ledger: PaymentLedger): Fields {
  const found = ledger.charges().find((charge) => charge.outTradeNo === asked['out_trade_no']);
  if (!found || found.amountMinor === 0) return failed('ORDERNOTEXIST', '此交易订单号不存在');
  const states = { paid: found.refunds.length > 0 ? 'REFUND' : 'SUCCESS', 'user-paying': 'USERPAYING', declined: 'PAYERROR', closed: 'REVOKED' } as const;
  const fields = found.state === 'paid' ? paid(found) : { result_code: 'SUCCESS', out_trade_no: found.outTradeNo };
  return { ...fields, trade_state: states[found.state], trade_state_desc: states[found.state] };
}

/** Closes whatever there is under this number, and the number itself: a charge that arrives later finds it closed. */
function reverse(asked: Fields, ledger: PaymentLedger): Fields {
  const outTradeNo = asked['out_trade_no'] ?? '';
  ledger.closeUnseen(outTradeNo);
  const reversed = ledger.reverse(outTradeNo);
  return reversed.ok ? { result_code: 'SUCCESS', recall: 'N' } : failed('SYSTEMERROR', '系统错误');
}

function refund(asked: Fields, ledger: PaymentLedger): Fields {
  const given = ledger.refund({ outTradeNo: asked['out_trade_no'] ?? '', outRefundNo: asked['out_refund_no'] ?? '', amountMinor: Number(asked['refund_fee']) });
  if (!given.ok) return failed(given.error === 'no-such-charge' ? 'ORDERNOTEXIST' : given.error === 'not-paid' ? 'TRADE_STATE_ERROR' : 'INVALID_REQUEST', '退款失败');
  return { result_code: 'SUCCESS', out_trade_no: given.value.charge.outTradeNo, out_refund_no: given.value.refund.outRefundNo, refund_id: given.value.refund.refundId, refund_fee: String(given.value.refund.amountMinor), total_fee: String(given.value.charge.amountMinor) };
}

const paid = (charge: Charge): Fields => ({
  result_code: 'SUCCESS', trade_type: 'MICROPAY', transaction_id: charge.transactionId, out_trade_no: charge.outTradeNo, total_fee: String(charge.amountMinor), cash_fee: String(charge.amountMinor), fee_type: charge.currency,
});

/** Every non-empty parameter but `sign`, sorted, `name=value` joined by `&`, then the key. */
function signatureOf(fields: Fields): string {
  const named = Object.entries(fields).filter(([name, value]) => name !== 'sign' && value !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', DEMO_API_KEY).update(`${named.map(([name, value]) => `${name}=${value}`).join('&')}&key=${DEMO_API_KEY}`).digest('hex').toUpperCase();
}

const xmlOf = (fields: Fields): string => `<xml>${Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('')}</xml>`;
const signed = (fields: Fields): string => xmlOf({ ...fields, sign: signatureOf(fields) });
const plainRefusal = (words: string): string => xmlOf({ return_code: 'FAIL', return_msg: words });

/** The flat parameters of a request; null for anything else. */
function fieldsOf(text: string): Fields | null {
  const inner = /^\s*<xml>([\s\S]*)<\/xml>\s*$/.exec(text)?.[1];
  if (inner === undefined) return null;
  const unescape = (value: string): string => value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
  return Object.fromEntries([...inner.matchAll(/<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g)].map(([, name, literal, plain]) => [name!, literal ?? unescape(plain ?? '')]));
}
