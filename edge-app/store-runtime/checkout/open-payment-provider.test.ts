import { randomBytes } from 'node:crypto';
import { simulatePaymentProvider } from 'simulators/payment/payment-provider.ts';
import { expect, test } from 'vitest';
import { runtimeConfig } from '../config.ts';
import { openPaymentProvider } from './open-payment-provider.ts';

test('an Alipay pay code is charged, asked about and refunded, with signatures both ways', async () => {
  const simulated = await simulatePaymentProvider({ nowMs: () => Date.now() });
  const { appId, appPrivateKeyPem, alipayPublicKeyPem } = simulated.credentials;
  const [config] = runtimeConfig.shape.paymentProviders.parse([{ kind: 'alipay', origin: simulated.address, appId, privateKeyPem: appPrivateKeyPem, alipayPublicKeyPem }]);
  const parts = { nowMs: () => Date.now(), randomBytes: (size: number) => randomBytes(size) };
  const provider = openPaymentProvider(config!, parts);
  const { signal } = new AbortController();
  const payment = { intentId: 'a1b2', amountMinor: 890, currency: 'CNY', payCode: '284567890123456789', subject: '门店', terminalId: 'lane1' };
  expect(provider.accepts(payment.payCode)).toBe(true);
  expect(await provider.pay(payment, signal)).toMatchObject({ outcome: 'approved', amountMinor: 890 });
  expect(await provider.query('a1b2', signal)).toMatchObject({ outcome: 'approved' });
  expect(await provider.refund({ intentId: 'a1b2', refundId: 'r1', paidMinor: 890, refundMinor: 300, currency: 'CNY', reason: 'return' }, signal)).toMatchObject({ outcome: 'refunded', refundMinor: 300 });

  // An answer that another gateway signed is no answer: the charge may have happened, so it is unknown, not declined.
  const other = await simulatePaymentProvider({ nowMs: () => Date.now() });
  const mistaken = openPaymentProvider({ ...config!, alipayPublicKeyPem: other.credentials.alipayPublicKeyPem } as typeof config & {}, parts);
  expect(await mistaken.pay({ ...payment, intentId: 'c3d4' }, signal)).toMatchObject({ outcome: 'unknown' });
  await Promise.all([simulated.close(), other.close()]);
});
