import type { Request, Response } from 'express';
import type { WireRefusal } from 'retail-model/replication/wire.ts';
import { gzip } from 'node:zlib';

/** Smaller answers fit into one packet anyway. */
const COMPRESS_FROM_BYTES = 1400;

/** Answers JSON, gzipped where the other side takes it. */
export function answerJson(request: Request, response: Response, value: unknown): void {
  const bytes = Buffer.from(JSON.stringify(value));
  response.type('application/json').set('cache-control', 'no-store').vary('accept-encoding');
  if (bytes.length < COMPRESS_FROM_BYTES || request.acceptsEncodings('gzip') !== 'gzip') {
    response.send(bytes);
    return;
  }
  gzip(bytes, { level: 4 }, (error, packed) => {
    if (error !== null) response.send(bytes);
    else response.set('content-encoding', 'gzip').send(packed);
  });
}

const statusOf: Readonly<Record<WireRefusal['kind'], number>> = {
  'bad-request': 400, 'unknown-code': 403, 'unknown-device': 403, 'device-revoked': 403, 'bad-signature': 403, 'no-session': 401, 'wrong-direction': 403, 'epoch-changed': 409, 'too-large': 413, 'busy': 503,
};

export function answerRefusal(response: Response, refusal: WireRefusal): void {
  if (refusal.kind === 'busy') response.set('retry-after', String(Math.ceil(refusal.retryAfterMs / 1000)));
  response.status(statusOf[refusal.kind]).json(refusal);
}
