import { createSign, createVerify } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { simulatePaymentProvider } from './payment-provider.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function provider() {
  let nowMs = 1_790_000_000_000;
  const simulated = await simulatePaymentProvider({ nowMs: () => nowMs });
  opened.push(simulated.close);
  const wechat = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const response = await fetch(`${simulated.address}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) } as Record<string, unknown>;
  };
  const alipay = async (method: string, content: object, tampered = false) => {
    const { appId, appPrivateKeyPem, alipayPublicKeyPem } = simulated.credentials;
    const fields = { app_id: appId, biz_content: JSON.stringify(content), charset: 'utf-8', method, sign_type: 'RSA2', version: '1.0' };
    const sign = createSign('RSA-SHA256').update(Object.entries(fields).map(([name, value]) => `${name}=${value}`).join('&')).sign(appPrivateKeyPem, 'base64');
    const response = await fetch(`${simulated.address}/gateway.do`, { method: 'POST', body: new URLSearchParams({ ...fields, sign: tampered ? sign.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) : sign }) });
    const text = await response.text();
    const body = JSON.parse(text) as Record<string, Record<string, unknown>>;
    const node = `${method.replaceAll('.', '_')}_response`;
    const signedText = text.slice(text.indexOf('{', text.indexOf(node)), text.lastIndexOf(',"sign":'));
    expect(createVerify('RSA-SHA256').update(signedText).verify(alipayPublicKeyPem, String(body['sign']), 'base64')).toBe(true);
    return body[node]!;
  };
  return { simulated, wechat, alipay, pass: (ms: number) => (nowMs += ms) };
}

const order = (outTradeNo: string, total = 1280) => ({
  appid: 'wx8888888888888888', mchid: '1900000109', description: '门店', out_trade_no: outTradeNo,
  payer: { auth_code: '130061098828009406' }, amount: { total, currency: 'CNY' },
});
const codepay = '/v3/pay/transactions/codepay';

describe('WeChat Pay pay code', () => {
  it('charges once per order number, whatever is asked how often', async () => {
    const { simulated, wechat } = await provider();
    const first = await wechat('POST', codepay, order('S1-T1-000001'));
    expect(first).toMatchObject({ status: 200, trade_type: 'MICROPAY', trade_state: 'SUCCESS', amount: { total: 1280, payer_total: 1280 } });
    expect(await wechat('POST', codepay, order('S1-T1-000001'))).toEqual(first);
    expect(await wechat('POST', codepay, order('S1-T1-000001', 900))).toMatchObject({ status: 403, code: 'OUT_TRADE_NO_USED' });
    expect(simulated.state()).toMatchObject({ chargeCount: 1, netMinor: 1280 });
  });

  it('an answer that is lost has still charged, and the query tells', async () => {
    const { simulated, wechat } = await provider();
    simulated.fault({ kind: 'answer-lost', payments: 1 });
    await expect(wechat('POST', codepay, order('S1-T1-000002'))).rejects.toThrow();
    expect(await wechat('GET', '/v3/pay/transactions/out-trade-no/S1-T1-000002?mchid=1900000109')).toMatchObject({ status: 200, trade_state: 'SUCCESS' });
    expect(await wechat('GET', '/v3/pay/transactions/out-trade-no/S1-T1-999999?mchid=1')).toMatchObject({ status: 404, code: 'ORDER_NOT_EXIST' });
  });

  it('waits for the password, declines, and can be reversed', async () => {
    const { simulated, wechat, pass } = await provider();
    simulated.fault({ kind: 'user-paying', payments: 2, paysAfterMs: 3000 });
    expect(await wechat('POST', codepay, order('S1-T1-000003'))).toMatchObject({ status: 202, code: 'USERPAYING' });
    const state = async (number: string) => (await wechat('GET', `/v3/pay/transactions/out-trade-no/${number}`))['trade_state'];
    expect(await state('S1-T1-000003')).toBe('USERPAYING');
    pass(3000);
    expect(await state('S1-T1-000003')).toBe('SUCCESS');
    await wechat('POST', codepay, order('S1-T1-000004'));
    expect(simulated.payerDecides('S1-T1-000004', false)).toBe(true);
    expect(await state('S1-T1-000004')).toBe('PAYERROR');
    simulated.fault({ kind: 'decline', payments: 1 });
    expect(await wechat('POST', codepay, order('S1-T1-000005'))).toMatchObject({ status: 403, code: 'NOT_ENOUGH' });
    expect(await wechat('POST', '/v3/pay/transactions/out-trade-no/S1-T1-000003/reverse', {})).toMatchObject({ status: 200 });
    expect(await state('S1-T1-000003')).toBe('REVOKED');
    expect(simulated.state()).toMatchObject({ paidMinor: 1280, refundedMinor: 1280, netMinor: 0 });
  });

  it('refunds in parts, once per refund number, never more than was paid', async () => {
    const { wechat, simulated } = await provider();
    await wechat('POST', codepay, order('S1-T1-000006'));
    const refund = (outRefundNo: string, fen: number) =>
      wechat('POST', '/v3/refund/domestic/refunds', { out_trade_no: 'S1-T1-000006', out_refund_no: outRefundNo, amount: { refund: fen, total: 1280, currency: 'CNY' } });
    const first = await refund('R1', 500);
    expect(first).toMatchObject({ status: 'SUCCESS', amount: { refund: 500 } });
    expect(await refund('R1', 500)).toEqual(first);
    expect(await refund('R2', 800)).toMatchObject({ status: 403 });
    expect(await wechat('GET', '/v3/refund/domestic/refunds/R1')).toMatchObject({ out_refund_no: 'R1' });
    expect(simulated.state().netMinor).toBe(780);
  });

  it('refuses a code that is no pay code and a body that is no order', async () => {
    const { wechat } = await provider();
    expect(await wechat('POST', codepay, { ...order('S1-T1-000007'), payer: { auth_code: '280061098828009406' } })).toMatchObject({ code: 'AUTH_CODE_INVALID' });
    expect(await wechat('POST', codepay, { hello: 1 })).toMatchObject({ status: 400, code: 'PARAM_ERROR' });
  });
});

describe('Alipay face to face', () => {
  it('refuses what its application did not sign, and charges nothing', async () => {
    const { alipay, simulated } = await provider();
    expect(await alipay('alipay.trade.pay', { out_trade_no: 'A0', auth_code: '284567890123456789', subject: '门店', total_amount: '1.00' }, true)).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' });
    expect(simulated.charges()).toEqual([]);
  });

  const content = (outTradeNo: string) => ({ out_trade_no: outTradeNo, scene: 'bar_code', auth_code: '281234567890123456', subject: '门店', total_amount: '12.80' });

  it('pays, queries, refunds and cancels with yuan as text', async () => {
    const { alipay, simulated } = await provider();
    expect(await alipay('alipay.trade.pay', content('A1'))).toMatchObject({ code: '10000', total_amount: '12.80', receipt_amount: '12.80' });
    expect(await alipay('alipay.trade.query', { out_trade_no: 'A1' })).toMatchObject({ code: '10000', trade_status: 'TRADE_SUCCESS' });
    expect(await alipay('alipay.trade.refund', { out_trade_no: 'A1', refund_amount: 2.8, out_request_no: 'R' })).toMatchObject({ fund_change: 'Y', refund_fee: '2.80' });
    expect(await alipay('alipay.trade.refund', { out_trade_no: 'A1', refund_amount: '2.80', out_request_no: 'R' })).toMatchObject({ fund_change: 'N', refund_fee: '2.80' });
    expect(await alipay('alipay.trade.fastpay.refund.query', { out_trade_no: 'A1', out_request_no: 'R' })).toMatchObject({ refund_status: 'REFUND_SUCCESS' });
    expect(await alipay('alipay.trade.cancel', { out_trade_no: 'A1' })).toMatchObject({ action: 'refund' });
    expect(await alipay('alipay.trade.cancel', { out_trade_no: 'A1' })).toMatchObject({ action: 'refund' });
    expect(simulated.state().netMinor).toBe(0);
  });

  it('is in process while the payer types, and closes what is cancelled meanwhile', async () => {
    const { alipay, simulated } = await provider();
    simulated.fault({ kind: 'user-paying', payments: 1, paysAfterMs: null });
    expect(await alipay('alipay.trade.pay', content('A2'))).toMatchObject({ code: '10003' });
    expect(await alipay('alipay.trade.query', { out_trade_no: 'A2' })).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
    expect(await alipay('alipay.trade.cancel', { out_trade_no: 'A2' })).toMatchObject({ action: 'close' });
    expect(await alipay('alipay.trade.query', { out_trade_no: 'A2' })).toMatchObject({ trade_status: 'TRADE_CLOSED' });
    expect(await alipay('alipay.trade.query', { out_trade_no: 'A3' })).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' });
  });

  it('answers late when told, and not at all when unreachable', async () => {
    const { alipay, simulated } = await provider();
    simulated.fault({ kind: 'delayed', payments: 1, delayMs: 120 });
    const startedAtMs = performance.now();
    await alipay('alipay.trade.pay', content('A4'));
    expect(performance.now() - startedAtMs).toBeGreaterThan(110);
    await simulated.setCable(false);
    await expect(alipay('alipay.trade.query', { out_trade_no: 'A4' })).rejects.toThrow();
    await simulated.setCable(true);
    expect(await alipay('alipay.trade.query', { out_trade_no: 'A4' })).toMatchObject({ code: '10000' });
  });
});
