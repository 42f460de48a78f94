import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fail, ok, type Result } from 'retail-model/result.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}
export interface HttpFailure {
  /** `not-sent`: the other side cannot have seen it. `no-answer`: it may have acted. */
  readonly kind: 'not-sent' | 'no-answer';
  readonly message: string;
}
export interface HttpQuestion {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly contentType: string;
  readonly body: string | Uint8Array;
}
export interface HttpExchangeOptions {
  readonly timeoutMs: number;
  /** PEM; some providers ask for it before they give money back. */
  readonly clientCertificate: { readonly cert: string; readonly key: string } | null;
}
export type HttpExchange = (question: HttpQuestion, signal: AbortSignal) => Promise<Result<HttpAnswer, HttpFailure>>;

const maxAnswerBytes = 262_144;
/** Nothing was connected, so nothing was said. */
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN']);

/** One question, one answer, no redirect followed, no connection kept: a payment must not ride on a stale one. Rejects only by `signal`. */
export const openHttpExchange = (options: HttpExchangeOptions): HttpExchange => (question, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const url = new URL(question.url);
    const bytes = Buffer.from(question.body);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      method: question.method, agent: false, timeout: options.timeoutMs, ...(options.clientCertificate ?? {}),
      headers: { 'Content-Type': question.contentType, 'Content-Length': bytes.length, Accept: '*/*', Connection: 'close' },
    });
    const onAbort = (): void => {
      request.destroy();
      reject(signal.reason as Error);
    };
    const deadline = setTimeout(() => request.destroy(new Error(`no answer within ${options.timeoutMs} ms`)), options.timeoutMs);
    const settle = (result: Result<HttpAnswer, HttpFailure>): void => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('error', (error: NodeJS.ErrnoException) =>
      settle(fail({ kind: neverConnected.has(error.code ?? '') ? 'not-sent' : 'no-answer', message: `${url.host}: ${error.message}` })));
    request.on('response', response => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxAnswerBytes) request.destroy(new Error(`an answer of more than ${maxAnswerBytes} bytes`));
        else chunks.push(chunk);
      });
      response.on('error', error => settle(fail({ kind: 'no-answer', message: `${url.host}: ${error.message}` })));
      response.on('end', () => settle(ok({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })));
    });
    request.end(bytes);
  });
