import type { RequestHandler } from 'express';
import type { CloudLog } from '../cloud-log.ts';
import type { CloudMeter } from './cloud-meter.ts';

/** Slower answers are worth a line. */
const SLOW_MS = 2000;

/** Gives every request an id (`x-request-id` comes back with the answer, and stands in every line of the log about it), times it, and logs what failed or was slow. */
export function requestNotes({ log, meter, newId, monotonicMs }: { readonly log: CloudLog; readonly meter: CloudMeter; readonly newId: () => string; readonly monotonicMs: () => number }): RequestHandler {
  return (request, response, next) => {
    const asked = request.headers['x-request-id'];
    const requestId = typeof asked === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(asked) ? asked : newId();
    const startedMs = monotonicMs();
    response.locals['requestId'] = requestId;
    response.set('x-request-id', requestId);
    response.once('finish', () => {
      const ms = Math.round(monotonicMs() - startedMs);
      // The pattern and never the path: a path may hold a code, and every receipt would be a series of its own.
      const route = (request as { readonly route?: { readonly path: string | RegExp } }).route?.path;
      meter.request(route === undefined ? 'none' : String(route), response.statusCode, ms / 1000);
      if (response.statusCode >= 500 || ms > SLOW_MS) log.warn('request', { requestId, method: request.method, route: String(route ?? 'none'), status: response.statusCode, ms });
    });
    next();
  };
}
