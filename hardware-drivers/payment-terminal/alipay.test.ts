import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ok } from 'retail-model/result.ts';
import { minorOfYuan, parseAlipayAnswer, yuanOf } from './alipay-codec.ts';
import { openAlipay } from './alipay.ts';
import type { PaymentProvider, PaymentRequest } from './payment-provider.ts';

const keys = (): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const shop = keys();
const provider = keys();
const never = new AbortController().signal;
const request: PaymentRequest = { intentId: 'S1-T1-42', amountMinor: 1205, currency: 'CNY', payCode: '286789012345678901', subject: '门店 "A&B"', terminalId: 'T1' };

/** The gateway's side: verifies what the shop signed and signs what it answers. */
const openGateway = (script: readonly Record<string, unknown>[], signWith = provider.privateKey): { pay: PaymentProvider; asked: { method: string; content: Record<string, unknown>; timestamp: string }[] } => {
  const asked: ReturnType<typeof openGateway>['asked'] = [];
  const rest = [...script];
  const pay = openAlipay({
    nowMs: () => Date.UTC(2026, 10, 22, 15, 4, 5),
    exchange: async question => {
      const form = new URLSearchParams(question.body as string);
      const text = [...form].filter(([name, value]) => name !== 'sign' && value !== '').map(([name, value]) => `${name}=${value}`).sort().join('&');
      expect(createVerify('RSA-SHA256').update(text).verify(shop.publicKey, form.get('sign')!, 'base64')).toBe(true);
      const method = form.get('method')!;
      asked.push({ method, content: JSON.parse(form.get('biz_content')!) as Record<string, unknown>, timestamp: form.get('timestamp')! });
      const node = JSON.stringify(rest.shift());
      const sign = createSign('RSA-SHA256').update(node).sign(signWith, 'base64');
      return ok({ status: 200, text: `{"${method.replaceAll('.', '_')}_response":${node},"sign":"${sign}"}` });
    },
  }, { baseUrl: 'https://gateway.example', appId: '2021', privateKeyPem: shop.privateKey, alipayPublicKeyPem: provider.publicKey });
  return { pay, asked };
};
const success = { code: '10000', msg: 'Success', trade_no: '2026112222001', out_trade_no: 'S1-T1-42', total_amount: '12.05' };
const failure = (sub_code: string) => ({ code: '40004', msg: 'Business Failed', sub_code, sub_msg: '原因 {"}' });

test('a payment is asked in yuan, signed, and approved', async () => {
  const { pay, asked } = openGateway([success]);
  expect(await pay.pay(request, never)).toEqual({ outcome: 'approved', providerReference: '2026112222001', amountMinor: 1205 });
  expect(asked[0]).toMatchObject({ method: 'alipay.trade.pay', timestamp: '2026-11-22 23:04:05', content: { scene: 'bar_code', total_amount: '12.05', auth_code: request.payCode, subject: request.subject } });
});

test.each([
  ['waiting for the customer', { code: '10003', msg: 'order success pay inprocess' }, 'pending'],
  ['an unknown result', { code: '20000', msg: 'Service Currently Unavailable', sub_code: 'aop.unknow-error' }, 'unknown'],
  ['a system error', failure('ACQ.SYSTEM_ERROR'), 'unknown'],
  ['a code nobody documented', failure('ACQ.NEW'), 'unknown'],
  ['an invalid code', failure('ACQ.PAYMENT_AUTH_CODE_INVALID'), 'declined'],
  ['a wrong parameter', { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature' }, 'declined'],
  ['another amount', { ...success, total_amount: '12.50' }, 'unknown'],
])('%s', async (_, answer, outcome) => {
  expect((await openGateway([answer]).pay.pay(request, never)).outcome).toBe(outcome);
});

test('an answer signed by somebody else says nothing', async () => {
  const { pay } = openGateway([success], shop.privateKey);
  expect(await pay.pay(request, never)).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('signature') as string });
});

test('query, cancel and refund', async () => {
  const { pay, asked } = openGateway([
    { ...success, trade_status: 'WAIT_BUYER_PAY' }, { ...success, trade_status: 'TRADE_SUCCESS' }, failure('ACQ.TRADE_NOT_EXIST'),
    { code: '10000', retry_flag: 'Y' }, { code: '10000', retry_flag: 'N', action: 'close' },
    { ...success, fund_change: 'Y' }, { ...success, fund_change: 'N' }, { code: '10000', refund_status: 'REFUND_SUCCESS' },
  ]);
  expect((await pay.query('S1-T1-42', never)).outcome).toBe('pending');
  expect(await pay.query('S1-T1-42', never)).toMatchObject({ outcome: 'approved', amountMinor: 1205 });
  expect(await pay.query('S1-T1-42', never)).toMatchObject({ outcome: 'declined', reason: 'not-found' });
  expect((await pay.reverse('S1-T1-42', never)).outcome).toBe('unknown');
  expect((await pay.reverse('S1-T1-42', never)).outcome).toBe('reversed');
  const refund = { intentId: 'S1-T1-42', refundId: 'R1', paidMinor: 1205, refundMinor: 5, currency: 'CNY', reason: 'returned' };
  expect(await pay.refund(refund, never)).toMatchObject({ outcome: 'refunded', refundMinor: 5 });
  expect(await pay.refund(refund, never)).toMatchObject({ outcome: 'refunded' });
  expect(asked.slice(-3).map(one => [one.method, one.content['refund_amount'] ?? null]))
    .toEqual([['alipay.trade.refund', '0.05'], ['alipay.trade.refund', '0.05'], ['alipay.trade.fastpay.refund.query', null]]);
});

test('every amount survives the way to yuan and back, and no garbage throws', () => {
  fc.assert(fc.property(fc.nat(2_000_000_000), minor => { expect(minorOfYuan(yuanOf(minor))).toBe(minor); }));
  expect([minorOfYuan('1.005'), minorOfYuan('-1'), minorOfYuan('1e3'), minorOfYuan(null)]).toEqual([null, null, null, null]);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => { expect(parseAlipayAnswer(text, 'alipay.trade.pay', provider.publicKey).ok).toBe(false); }));
});

test('its pay codes are told from others', () => {
  const { pay } = openGateway([]);
  expect(['2512345678901234', '301234567890123456789012'].every(pay.accepts)).toBe(true);
  expect(['134567890123456789', '311234567890123456', '25123'].some(pay.accepts)).toBe(false);
});
