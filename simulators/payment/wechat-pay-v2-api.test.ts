import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { simulatePaymentProvider } from './payment-provider.ts';
import { DEMO_API_KEY } from './wechat-pay-v2-api.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** The published rule (chapter 4.3), written here a second time: sorted `name=value` pairs, then the key, HMAC-SHA256 in capitals. */
const sign = (fields: Record<string, string>): string => {
  const pairs = Object.keys(fields).filter((name) => name !== 'sign' && fields[name] !== '').sort().map((name) => `${name}=${fields[name]}`);
  return createHmac('sha256', DEMO_API_KEY).update([...pairs, `key=${DEMO_API_KEY}`].join('&')).digest('hex').toUpperCase();
};

async function provider() {
  const simulated = await simulatePaymentProvider({ nowMs: () => 1_790_000_000_000 });
  opened.push(simulated.close);
  const ask = async (path: string, fields: Record<string, string>, signature?: string): Promise<Record<string, string>> => {
    const all: Record<string, string> = { appid: 'wx1', mch_id: '1', nonce_str: 'n', sign_type: 'HMAC-SHA256', ...fields };
    all['sign'] = signature ?? sign(all);
    const body = `<xml>${Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</xml>`;
    const response = await fetch(`${simulated.address}${path}`, { method: 'POST', body });
    const text = await response.text();
    return Object.fromEntries([...text.matchAll(/<(\w+)><!\[CDATA\[(.*?)\]\]><\/\1>/g)].map(([, name, value]) => [name!, value!]));
  };
  const pay = (outTradeNo: string) => ask('/pay/micropay', { body: 'shop', out_trade_no: outTradeNo, total_fee: '1280', auth_code: '130061098828009406' });
  return { simulated, ask, pay };
}

describe('WeChat Pay API v2 pay code', () => {
  it('charges once, signs its answer, and knows the charge when asked', async () => {
    const { simulated, ask, pay } = await provider();
    const paid = await pay('V2-1');
    expect(paid).toMatchObject({ return_code: 'SUCCESS', result_code: 'SUCCESS', trade_type: 'MICROPAY', total_fee: '1280' });
    expect(paid['sign']).toBe(sign(paid));
    await pay('V2-1');
    expect(simulated.state()).toMatchObject({ chargeCount: 1, netMinor: 1280 });
    expect(await ask('/pay/orderquery', { out_trade_no: 'V2-1' })).toMatchObject({ trade_state: 'SUCCESS' });
    expect(await ask('/secapi/pay/refund', { out_trade_no: 'V2-1', out_refund_no: 'R', total_fee: '1280', refund_fee: '280' })).toMatchObject({ result_code: 'SUCCESS', refund_fee: '280' });
    expect(simulated.state().netMinor).toBe(1000);
  });

  it('refuses a wrong signature and what is no XML', async () => {
    const { simulated, ask } = await provider();
    expect(await ask('/pay/orderquery', { out_trade_no: 'V2-1' }, '0'.repeat(64))).toMatchObject({ return_code: 'FAIL' });
    expect(await (await fetch(`${simulated.address}/pay/micropay`, { method: 'POST', body: 'hello' })).text()).toContain('FAIL');
  });

  it('a number reversed before its charge arrives stays closed', async () => {
    const { simulated, ask, pay } = await provider();
    expect(await ask('/secapi/pay/reverse', { out_trade_no: 'V2-2' })).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
    expect(await pay('V2-2')).toMatchObject({ result_code: 'FAIL', err_code: 'ORDERREVERSED' });
    expect(simulated.state().netMinor).toBe(0);
  });

  it('says that the payer is typing, then that it is paid', async () => {
    const { simulated, ask, pay } = await provider();
    simulated.fault({ kind: 'user-paying', payments: 1, paysAfterMs: null });
    expect(await pay('V2-3')).toMatchObject({ result_code: 'FAIL', err_code: 'USERPAYING' });
    simulated.payerDecides('V2-3', true);
    expect(await ask('/pay/orderquery', { out_trade_no: 'V2-3' })).toMatchObject({ trade_state: 'SUCCESS' });
    expect(await ask('/pay/orderquery', { out_trade_no: 'V2-4' })).toMatchObject({ err_code: 'ORDERNOTEXIST' });
  });
});
