import { openAlipay } from 'hardware-drivers/payment-terminal/alipay.ts';
import { openHttpExchange } from 'hardware-drivers/payment-terminal/http-exchange.ts';
import type { PaymentProvider } from 'hardware-drivers/payment-terminal/payment-provider.ts';
import { openWechatPay } from 'hardware-drivers/payment-terminal/wechat-pay.ts';
import type { PaymentProviderConfig } from '../config.ts';

/** Longer than a provider thinks about a charge; what is still open then is asked about. */
const ANSWER_TIMEOUT_MS = 8_000;

/** The provider of pay codes that the configuration names. */
export function openPaymentProvider(config: PaymentProviderConfig, parts: { readonly nowMs: () => number; readonly randomBytes: (size: number) => Uint8Array }): PaymentProvider {
  const exchange = openHttpExchange({ timeoutMs: ANSWER_TIMEOUT_MS, clientCertificate: null });
  switch (config.kind) {
    case 'wechat-pay':
      return openWechatPay({ exchange, newNonce: () => Buffer.from(parts.randomBytes(16)).toString('hex') },
        { baseUrl: config.origin, appId: config.appId, merchantId: config.merchantId, apiKey: config.apiKey, signType: 'HMAC-SHA256', storeIp: '127.0.0.1' });
    case 'alipay':
      return openAlipay({ exchange, nowMs: parts.nowMs }, { baseUrl: config.origin, appId: config.appId, privateKeyPem: config.privateKeyPem, alipayPublicKeyPem: config.alipayPublicKeyPem });
  }
}
