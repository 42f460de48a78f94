import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openHttpExchange } from './http-exchange.ts';
import type { PaymentOutcome, PaymentProvider, PaymentRequest } from './payment-provider.ts';
import { resumePayment, settlePayment, usualPatience } from './settle-payment.ts';
import { openWechatPay } from './wechat-pay.ts';
import { wechatSignature } from './wechat-pay-codec.ts';

const apiKey = '192006250b4c09247ec02edce69f6a2d';
const never = new AbortController().signal;
const request: PaymentRequest = { intentId: 'S1-T1-42', amountMinor: 1280, currency: 'CNY', payCode: '134567890123456789', subject: '门店 <1> & Co', terminalId: 'T1' };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Asked = { path: string; fields: Record<string, string> };
type Script = Record<string, string> | string | 'hang' | 'break' | number;

const sign = (fields: Record<string, string>): string => createHmac('sha256', apiKey)
  .update(`${Object.keys(fields).filter(name => name !== 'sign' && fields[name] !== '').sort().map(name => `${name}=${fields[name]}`).join('&')}&key=${apiKey}`)
  .digest('hex').toUpperCase();

/** The provider's side, as its documentation prints it: answers come from a script, one after the other. */
const openProvider = async (script: readonly Script[]): Promise<{ provider: PaymentProvider; asked: Asked[] }> => {
  const asked: Asked[] = [];
  const rest = [...script];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => { body += chunk.toString('utf8'); });
    incoming.on('end', () => {
      const fields = Object.fromEntries([...body.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(match => [match[1]!, match[2]!.replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&')]));
      asked.push({ path: incoming.url!, fields });
      const next = rest.shift() ?? 'hang';
      if (next === 'hang') return;
      if (next === 'break') return incoming.socket.destroy();
      if (typeof next === 'number') return outgoing.writeHead(next).end();
      if (typeof next === 'string') return outgoing.end(next);
      const all: Record<string, string> = { return_code: 'SUCCESS', appid: 'wx1', mch_id: '1900000109', nonce_str: 'n', ...next };
      if (all['sign'] === undefined && all['return_code'] === 'SUCCESS') all['sign'] = sign(all);
      outgoing.end(`<xml>${Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join('\n')}</xml>`);
    });
  });
  servers.push(server);
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
  let nonces = 0;
  const provider = openWechatPay(
    { exchange: openHttpExchange({ timeoutMs: 150, clientCertificate: null }), newNonce: () => `nonce${++nonces}` },
    { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, appId: 'wx1', merchantId: '1900000109', apiKey, signType: 'HMAC-SHA256', storeIp: '10.0.0.5' },
  );
  return { provider, asked };
};
const approved = { result_code: 'SUCCESS', transaction_id: '4200000001', total_fee: '1280', out_trade_no: 'S1-T1-42' };
const failed = (err_code: string) => ({ result_code: 'FAIL', err_code, err_code_des: 'why' });

test('the published signature example, both ways', () => {
  const fields = { appid: 'wxd930ea5d5a258f4f', mch_id: '10000100', device_info: '1000', body: 'test', nonce_str: 'ibuaiVcKdpRxkhJA', sign: 'ignored', empty: '' };
  expect(wechatSignature(fields, apiKey, 'MD5')).toBe('9A0A8659F005D6984697E2CA0A9CF3B7');
  expect(wechatSignature(fields, apiKey, 'HMAC-SHA256')).toBe('6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6');
});

test('a payment is asked signed, with the amount in fen and the text escaped, and approved', async () => {
  const { provider, asked } = await openProvider([approved]);
  expect(await provider.pay(request, never)).toEqual({ outcome: 'approved', providerReference: '4200000001', amountMinor: 1280 });
  expect(asked[0]).toMatchObject({ path: '/pay/micropay', fields: { total_fee: '1280', fee_type: 'CNY', auth_code: request.payCode, out_trade_no: 'S1-T1-42', body: request.subject } });
  expect(asked[0]!.fields['sign']).toBe(sign(asked[0]!.fields));
});

test.each<[string, Script, PaymentOutcome['outcome'], string | undefined]>([
  ['an expired code', failed('AUTHCODEEXPIRE'), 'declined', 'code-expired'],
  ['too little money', failed('NOTENOUGH'), 'declined', 'not-enough-money'],
  ['a password being typed', failed('USERPAYING'), 'pending', undefined],
  ['an error of the provider', failed('SYSTEMERROR'), 'unknown', undefined],
  ['a code that nobody documented', failed('NEWCODE'), 'unknown', undefined],
  ['a message refused', { return_code: 'FAIL', return_msg: '签名失败' }, 'declined', 'refused-by-provider'],
  ['a wrong signature', { ...approved, sign: 'A'.repeat(64) }, 'unknown', undefined],
  ['another amount', { ...approved, total_fee: '1' }, 'unknown', undefined],
  ['no XML', '<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>', 'unknown', undefined],
  ['a server error', 502, 'unknown', undefined],
  ['silence', 'hang', 'unknown', undefined],
  ['a connection that breaks', 'break', 'unknown', undefined],
])('%s', async (_, answer, outcome, reason) => {
  const { provider } = await openProvider([answer]);
  expect(await provider.pay(request, never)).toMatchObject({ outcome, ...(reason ? { reason } : {}) });
});

test('a provider that cannot be reached took no money', async () => {
  const { provider } = await openProvider([]);
  servers.splice(0).forEach(server => server.close());
  expect(await provider.pay(request, never)).toMatchObject({ outcome: 'declined', reason: 'provider-unreachable' });
  expect(await provider.query('S1-T1-42', never)).toMatchObject({ outcome: 'unknown' });
});

test('a refund names what was paid and what goes back', async () => {
  const { provider, asked } = await openProvider([{ result_code: 'SUCCESS', refund_id: '50000', refund_fee: '280' }, failed('NOTENOUGH'), failed('SYSTEMERROR')]);
  const refund = { intentId: 'S1-T1-42', refundId: 'R1', paidMinor: 1280, refundMinor: 280, currency: 'CNY', reason: 'returned' };
  expect(await provider.refund(refund, never)).toEqual({ outcome: 'refunded', providerReference: '50000', refundMinor: 280 });
  expect(asked[0]).toMatchObject({ path: '/secapi/pay/refund', fields: { out_refund_no: 'R1', total_fee: '1280', refund_fee: '280' } });
  expect((await provider.refund(refund, never)).outcome).toBe('refused');
  expect((await provider.refund(refund, never)).outcome).toBe('unknown');
});

const settle = (provider: PaymentProvider): Promise<PaymentOutcome> => {
  let nowMs = 0;
  return settlePayment(provider, request, { nowMs: () => nowMs, wait: async ms => { nowMs += ms; } }, usualPatience, never);
};

test('a customer who types a password is waited for', async () => {
  const { provider, asked } = await openProvider([failed('USERPAYING'), { ...approved, trade_state: 'USERPAYING' }, { ...approved, trade_state: 'SUCCESS' }]);
  expect(await settle(provider)).toMatchObject({ outcome: 'approved', amountMinor: 1280 });
  expect(asked.map(one => one.path)).toEqual(['/pay/micropay', '/pay/orderquery', '/pay/orderquery']);
});

test('a payment that was answered by silence and then found is approved once', async () => {
  const { provider, asked } = await openProvider(['hang', { ...approved, trade_state: 'SUCCESS' }]);
  expect((await settle(provider)).outcome).toBe('approved');
  expect(asked.filter(one => one.path === '/pay/micropay')).toHaveLength(1);
});

test('what stays unpaid is reversed, again when the provider asks for it, and what is not even reversed is unknown', async () => {
  const unpaid = Array.from({ length: 9 }, () => ({ ...approved, trade_state: 'NOTPAY' }));
  const first = await openProvider([failed('USERPAYING'), ...unpaid, { result_code: 'SUCCESS', recall: 'Y' }, { result_code: 'SUCCESS', recall: 'N' }]);
  expect(await settle(first.provider)).toMatchObject({ outcome: 'declined', reason: 'closed' });
  expect(first.asked.filter(one => one.path === '/secapi/pay/reverse')).toHaveLength(2);
  const lost = await openProvider([failed('SYSTEMERROR'), failed('ORDERNOTEXIST'), ...Array.from({ length: 5 }, () => 500)]);
  expect((await settle(lost.provider)).outcome).toBe('unknown');
});

test('an intent found open after a power cut is asked about, and reversed when nobody paid', async () => {
  const { provider, asked } = await openProvider([{ ...approved, trade_state: 'SUCCESS' }, failed('ORDERNOTEXIST'), { result_code: 'SUCCESS', recall: 'N' }]);
  const parts = { nowMs: () => 0, wait: async () => undefined };
  expect((await resumePayment(provider, 'S1-T1-42', parts, usualPatience, never)).outcome).toBe('approved');
  expect(await resumePayment(provider, 'S1-T1-43', parts, usualPatience, never)).toMatchObject({ outcome: 'declined', reason: 'closed' });
  expect(asked.map(one => one.path)).toEqual(['/pay/orderquery', '/pay/orderquery', '/secapi/pay/reverse']);
});

test('its pay codes are told from others', async () => {
  const { provider } = await openProvider([]);
  expect(['134567890123456789', '154567890123456789'].every(provider.accepts)).toBe(true);
  expect(['284567890123456789', '13456789012345678', '6901234567892'].some(provider.accepts)).toBe(false);
});
