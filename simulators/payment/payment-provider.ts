import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openStateListeners } from '../state-listeners.ts';
import { answerAlipay, isAlipayCharge } from './alipay-api.ts';
import { openAlipaySandbox } from './alipay-sandbox.ts';
import { openPaymentLedger, type PaymentFate } from './payment-ledger.ts';
import { answerWechatPayV2, isWechatPayV2Charge, isWechatPayV2Path } from './wechat-pay-v2-api.ts';
import { answerWechatPay, isWechatPayCharge, isWechatPayPath, type ApiAnswer } from './wechat-pay-api.ts';

/**
 * What happens to the next payments. `answer-lost`: the payer is charged and the connection breaks before the answer.
 * `delayed`: charged at once, answered late. `user-paying`: the payer must type a password (`paysAfterMs` null: never does).
 */
type PaymentFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'answer-lost'; readonly payments: number }
  | { readonly kind: 'delayed'; readonly payments: number; readonly delayMs: number }
  | { readonly kind: 'user-paying'; readonly payments: number; readonly paysAfterMs: number | null }
  | { readonly kind: 'decline'; readonly payments: number };

const longestRequestBytes = 65_536;

/** A QR-payment provider on loopback HTTP with the shapes of WeChat Pay (pay code, API v2 and v3) and Alipay (gateway.do), over one ledger. */
export async function simulatePaymentProvider(options: { nowMs: () => number }) {
  const listeners = openStateListeners();
  const ledger = openPaymentLedger(options);
  const sandbox = openAlipaySandbox();
  let fault: PaymentFault = { kind: 'none' };
  let isReachable = true;

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isReachable) return void response.destroy();
    const text = await bodyOf(request);
    if (text === null) return reply(response, { status: 413, body: { code: 'PARAM_ERROR', message: '请求过大' } });
    const path = (request.url ?? '/').split('?')[0]!;
    const form = new URLSearchParams(path === '/gateway.do' ? text : '');
    const isCharge = isWechatPayCharge(path) || isWechatPayV2Charge(path) || isAlipayCharge(form);
    const inForce = isCharge ? useUpFault() : ({ kind: 'none' } as const);
    const fate = (): PaymentFate => {
      if (inForce.kind === 'decline') return { kind: 'decline' };
      return inForce.kind === 'user-paying' ? { kind: 'user-paying', paysAfterMs: inForce.paysAfterMs } : { kind: 'approve' };
    };
    const answer: ApiAnswer = isWechatPayV2Path(path) ? { status: 200, body: answerWechatPayV2(path, text, ledger, fate) }
      : path === '/gateway.do' ? answerAlipay(form, sandbox, ledger, fate)
      : isWechatPayPath(path) ? answerWechatPay({ method: request.method ?? 'GET', path, body: parsedJson(text) }, ledger, fate)
      : { status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: path } };
    listeners.changed();
    if (inForce.kind === 'answer-lost') return void response.destroy();
    if (inForce.kind === 'delayed') await new Promise((resolve) => setTimeout(resolve, inForce.delayMs));
    reply(response, answer);
  }

  function useUpFault(): PaymentFault {
    const inForce = fault;
    if (inForce.kind !== 'none') fault = inForce.payments > 1 ? { ...inForce, payments: inForce.payments - 1 } : { kind: 'none' };
    return inForce;
  }

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: sandbox.credentials,
    state: () => {
      const charges = ledger.charges();
      const refundedMinor = charges.flatMap(({ refunds }) => refunds).reduce((sum, refund) => sum + refund.amountMinor, 0);
      // What the payers really paid: a reversed charge counts in both sums.
      const paidMinor = charges.filter(({ state, refunds }) => state === 'paid' || refunds.length > 0).reduce((sum, charge) => sum + charge.amountMinor, 0);
      return { connected: isReachable, fault, chargeCount: charges.length, paidMinor, refundedMinor, netMinor: paidMinor - refundedMinor, latestCharges: charges.slice(-50) };
    },
    onChange: listeners.onChange,
    charges: ledger.charges,
    fault(next: PaymentFault): void {
      fault = next;
      listeners.changed();
    },
    /** The payer at the phone, for charges that wait. False when there is no such charge. */
    payerDecides(outTradeNo: string, isAccepted: boolean): boolean {
      const decided = ledger.decide(outTradeNo, isAccepted);
      listeners.changed();
      return decided.ok;
    },
    async setCable(isPlugged: boolean): Promise<void> {
      isReachable = isPlugged;
      if (!isPlugged) server.closeAllConnections();
      listeners.changed();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > longestRequestBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, answer: ApiAnswer): void {
  // The elder API answers in XML, as text; the others in JSON.
  const isXml = typeof answer.body === 'string';
  response.writeHead(answer.status, { 'content-type': isXml ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8' });
  response.end(isXml ? answer.body : JSON.stringify(answer.body));
}

function parsedJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export type SimulatedPaymentProvider = Awaited<ReturnType<typeof simulatePaymentProvider>>;
