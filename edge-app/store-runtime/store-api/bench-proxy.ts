import { request as httpRequest } from 'node:http';
import type { Express, RequestHandler } from 'express';
import type { Sessions } from '../access/sessions.ts';

const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * Demo stores only: hands `/bench-api/*` on to the simulators' control door, so that the bench page plays the shop from the store's own origin.
 * Only an engineer's or a manager's session may; the door's key never reaches the page.
 */
export function serveBench(app: Express, parts: { readonly sessions: Sessions; readonly bench: { readonly origin: string; readonly key: string; readonly linkDeviceId: string } }): void {
  app.use('/bench-api', (request, response, next) => {
    if (parts.sessions.of(request.headers.cookie).some((session) => session.role === 'engineer' || session.role === 'manager')) next();
    else response.status(403).json({ kind: 'not-allowed', detail: 'The bench belongs to the engineer and the manager' });
  });
  // The cable to head office is one of the simulated devices; the page has a plain name for it.
  app.use('/bench-api/internet', (request, _response, next) => {
    request.url = request.method === 'POST' ? `/devices/${parts.bench.linkDeviceId}/cable` : `/devices/${parts.bench.linkDeviceId}`;
    next();
  });
  const onwards: RequestHandler = (request, response) => {
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return void response.status(413).end();
    const target = new URL(parts.bench.origin);
    const onward = httpRequest(
      { host: target.hostname, port: target.port, method: request.method, path: request.url, headers: { 'content-type': request.headers['content-type'] ?? 'application/json', authorization: `Bearer ${parts.bench.key}`, accept: request.headers.accept ?? '*/*' } },
      (answer) => {
        response.status(answer.statusCode ?? 502);
        for (const name of ['content-type', 'cache-control']) if (answer.headers[name]) response.set(name, String(answer.headers[name]));
        answer.pipe(response);
      },
    );
    onward.on('error', () => void (response.headersSent ? response.end() : response.status(502).json({ kind: 'not-now', detail: 'The simulators do not answer' })));
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  };
  app.use('/bench-api/internet', onwards);
  app.use('/bench-api', onwards);
}
